"""What contract gaps cost: the gap of January 2026, worked by hand, and what holds for every gap."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.wifi.domain import gaps, spans
from kotacerdas.wifi.domain.gaps import Paid, Served
from kotacerdas.wifi.domain.spans import Span
from kotacerdas.wifi.domain.states import Change

TODAY = date(2026, 11, 29)
EVER = Span(date.min, date.max)
YEAR_2025 = Paid("2025", Span(date(2025, 1, 1), date(2025, 12, 31)), 550_000)
TEN_MONTHS = Paid("2026", Span(date(2026, 3, 1), date(2026, 12, 31)), 600_000)
OFF = Change(date(2026, 1, 1), is_on=False, reason="contract")
ON_AGAIN = Change(date(2026, 3, 1), is_on=True)
ON = Change(date(2025, 1, 1), is_on=True)
YEAR_2026 = Span(date(2026, 1, 1), date(2026, 12, 31))


def served(**changed: object) -> Served:
    about = {
        "code": "WIFI-001",
        "name": "Poskamling",
        "unit_code": "64.71.01.1001",
        "life": EVER,
        "paid": (YEAR_2025, TEN_MONTHS),
        "changes": (ON, OFF, ON_AGAIN),
        "people_a_day": 20,
    }
    return Served(**(about | changed))  # type: ignore[arg-type]  # the names and types are those above


def test_january_2026_a_budget_of_ten_months_and_a_contract_from_march():
    found = gaps.loss(served(), YEAR_2026, today=TODAY)

    assert found.spans == [Span(date(2026, 1, 1), date(2026, 2, 28))]
    assert found.days == 31 + 28
    assert [each.basis for each in found.gaps] == [YEAR_2025]
    assert found.cost == 2 * 550_000
    assert found.person_days == 59 * 20
    assert found.surprising == 0


def test_362_points_together():
    rows = gaps.losses([served(code=f"W{at}") for at in range(362)], YEAR_2026, today=TODAY)
    whole = gaps.total(rows)

    assert (whole.points, whole.days, whole.cost) == (362, 362 * 59, 362 * 2 * 550_000)
    assert {month: each.days for month, each in gaps.by_month(rows).items()} == {
        date(2026, 1, 1): 362 * 31,
        date(2026, 2, 1): 362 * 28,
    }


def test_each_gap_is_reckoned_by_the_contract_before_it():
    third = Paid("2027", Span(date(2027, 2, 1), date(2027, 12, 31)), 700_000)
    found = gaps.loss(
        served(paid=(YEAR_2025, TEN_MONTHS, third), changes=()),
        Span(date(2026, 1, 1), date(2027, 12, 31)),
        today=date(2028, 1, 1),
    )
    sums = gaps.by_contract([found])

    assert found.cost == 2 * 550_000 + 600_000
    assert {name: (each.days, each.cost) for name, each in sums.items()} == {
        "2025": (59, 2 * 550_000),
        "2026": (31, 600_000),
    }


def test_a_gap_of_unknown_cost_does_not_hide_the_known_one():
    free = Paid("2026", TEN_MONTHS.span)
    third = Paid("2027", Span(date(2027, 2, 1), date(2027, 12, 31)), 700_000)
    found = gaps.loss(
        served(paid=(YEAR_2025, free, third), changes=()),
        Span(date(2026, 1, 1), date(2027, 12, 31)),
        today=date(2028, 1, 1),
    )
    whole = gaps.total([found])

    assert (whole.cost, whole.cost_unknown, whole.points) == (2 * 550_000, 1, 1)


def test_a_gap_over_the_end_of_a_leap_february_costs_whole_months():
    year_2027 = Paid("2027", Span(date(2027, 1, 1), date(2027, 12, 31)), 550_000)
    after = Paid("2028", Span(date(2028, 3, 1), date(2028, 12, 31)), 550_000)
    found = gaps.loss(
        served(paid=(year_2027, after), changes=()),
        Span(date(2027, 1, 1), date(2028, 12, 31)),
        today=date(2029, 1, 1),
    )

    assert (found.days, found.cost) == (31 + 29, 2 * 550_000)


def test_a_contract_of_one_day_covers_that_day():
    one_day = Paid("hari", Span(date(2026, 2, 1), date(2026, 2, 1)), 28_000)
    found = gaps.loss(
        served(paid=(one_day, TEN_MONTHS), changes=()), Span(date(2026, 2, 1), date(2026, 3, 31)), today=TODAY
    )

    assert (found.days, found.cost) == (27, 27_000)


def test_a_part_of_a_month_costs_its_share_of_the_days():
    found = gaps.loss(served(), Span(date(2026, 2, 1), date(2026, 2, 7)), today=TODAY)

    assert found.cost == Fraction(550_000 * 7, 28)


def test_days_without_contract_on_which_it_was_noted_as_on_are_not_lost_but_told():
    found = gaps.loss(served(changes=(ON,)), YEAR_2026, today=TODAY)

    assert (found.days, found.surprising) == (0, 59)


def test_days_without_contract_of_which_nothing_is_noted_are_lost():
    assert gaps.loss(served(changes=()), YEAR_2026, today=TODAY).days == 59


def test_a_fault_under_a_running_contract_is_no_gap():
    broken = Change(date(2026, 6, 1), is_on=False, reason="fault")

    assert (
        gaps.loss(
            served(changes=(ON, OFF, ON_AGAIN, broken)), Span(date(2026, 5, 1), TODAY), today=TODAY
        ).days
        == 0
    )


def test_before_its_first_contract_and_before_it_was_installed_nothing_is_lost():
    early = Span(date(2024, 1, 1), date(2024, 12, 31))
    late = served(life=Span(date(2026, 2, 1), date.max))

    assert gaps.loss(served(changes=()), early, today=TODAY).days == 0
    assert gaps.loss(late, YEAR_2026, today=TODAY).days == 28


def test_what_nobody_knows_is_counted_as_unknown_and_never_made_up():
    free = Paid("csr", Span(date(2025, 1, 1), date(2025, 12, 31)))
    rows = gaps.losses([served(people_a_day=None), served(paid=(free,))], YEAR_2026, today=TODAY)
    whole = gaps.total(rows)

    assert (whole.people_unknown, whole.cost_unknown) == (1, 1)
    assert rows[1].cost is None
    assert whole.cost == rows[0].cost


def test_a_point_without_any_contract_has_no_gap():
    assert gaps.losses([served(paid=(), changes=(ON,))], YEAR_2026, today=TODAY) == []


def test_if_the_next_contract_starts_in_march_january_and_february_are_lost_again():
    period, rows = gaps.if_next_starts([served()], date(2027, 3, 1), today=TODAY)

    assert period == Span(date(2027, 1, 1), date(2027, 2, 28))
    assert (rows[0].days, [each.basis for each in rows[0].gaps], rows[0].cost) == (
        59,
        [TEN_MONTHS],
        2 * 600_000,
    )


def test_if_the_next_contract_follows_at_once_nothing_is_lost():
    assert gaps.if_next_starts([served()], date(2027, 1, 1), today=TODAY) == (None, [])
    assert gaps.if_next_starts([], date(2027, 3, 1), today=TODAY) == (None, [])


def test_an_open_gap_runs_on_until_the_next_contract():
    open_gap = served(paid=(YEAR_2025,), changes=(ON, OFF))
    _period, rows = gaps.if_next_starts([open_gap], date(2026, 12, 1), today=date(2026, 11, 29))

    assert rows[0].days == (date(2026, 12, 1) - date(2026, 1, 1)).days


# --- What holds for every gap --------------------------------------------------------------------------------

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
SPANS = st.tuples(DAYS, st.integers(0, 400)).map(
    lambda pair: Span(pair[0], pair[0] + timedelta(days=pair[1]))
)
PAID = st.lists(st.builds(Paid, st.just("K"), SPANS, st.none() | st.integers(0, 10**6)), max_size=4)
CHANGES = st.lists(
    st.tuples(DAYS, st.booleans(), st.sampled_from(["contract", "fault"])),
    max_size=6,
    unique_by=lambda each: each[0],
).map(lambda some: [Change(day, is_on, "" if is_on else reason) for day, is_on, reason in some])
POINTS = st.builds(
    Served,
    st.just("W"),
    st.just(""),
    st.just("64.71.01.1001"),
    SPANS,
    PAID,
    CHANGES,
    st.none() | st.integers(0, 99),
)


@given(st.lists(POINTS, max_size=4), SPANS)
def test_months_districts_and_contracts_add_up_to_the_whole(points, period):
    rows = gaps.losses(points, period, today=TODAY)
    whole = gaps.total(rows)
    lost = [each for each in rows if each.gaps]
    months, districts = (
        gaps.by_month(lost).values(),
        gaps.by_area(lost, lambda point: point.unit_code[:8]).values(),
    )

    contracts = gaps.by_contract(lost).values()
    for parts in (months, districts, contracts):
        assert sum(each.days for each in parts) == whole.days
        assert sum((each.cost for each in parts), Fraction(0)) == whole.cost
    assert sum(each.person_days for each in months) == whole.person_days


@given(POINTS, SPANS)
def test_lost_days_lie_in_the_period_and_in_the_life_of_the_point(point, period):
    found = gaps.loss(point, period, today=TODAY)

    assert spans.without(found.spans, [period]) == []
    assert spans.without(found.spans, [point.life]) == []
    assert found.spans == spans.joined(found.spans)


@given(POINTS, SPANS)
def test_a_day_that_was_noted_as_on_is_never_lost(point, period):
    found = gaps.loss(point, period, today=TODAY)
    for each in found.spans:
        for day in (each.first, each.last):
            before = [change for change in point.changes if change.since <= day]
            state = max(before, key=lambda change: change.since, default=None)
            assert day > TODAY or state is None or not state.is_on
