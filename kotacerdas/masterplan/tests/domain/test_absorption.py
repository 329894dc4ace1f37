"""The absorption of a year's budget: cumulative lines from increments; what is unknown stays unknown."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.masterplan.domain.absorption import Ceiling, absorption

NONE = (None,) * 4
MONEY = st.integers(0, 10**12)
SOURCES = st.sampled_from(["apbd", "apbn", "csr"])
CEILINGS = st.lists(st.builds(Ceiling, SOURCES, MONEY, st.tuples(*[st.none() | MONEY] * 4)), max_size=8)
SPENT = st.dictionaries(st.tuples(SOURCES, st.integers(1, 12)), MONEY)


def test_both_lines_add_up_as_the_year_goes():
    rows = [Ceiling("apbd", 1000, (100, 200, 300, 400)), Ceiling("apbd", 500, (0, 0, 250, 250))]
    found = absorption(rows, {("apbd", 2): 90, ("apbd", 4): 210}, through=5)

    (apbd,) = found.sources
    assert apbd.planned == (100, 300, 850, 1500)
    assert apbd.spent == (0, 90, 90, 300, 300, *[None] * 7)
    assert (apbd.latest, apbd.share) == (300, 20)
    assert (apbd.planned_by(3), apbd.planned_by(6), apbd.planned_by(5)) == (100, 300, None)


def test_without_a_plan_there_is_no_planned_line():
    found = absorption([Ceiling("apbd", 1000)], {}, through=None).total

    assert (found.planned, found.has_plan, found.with_plan, found.budgets) == (NONE, False, 0, 1)


def test_a_plan_of_some_budgets_is_no_plan_of_all():
    rows = [Ceiling("apbd", 1000, (250,) * 4), Ceiling("csr", 500)]
    found = absorption(rows, {}, through=None)

    assert (found.total.planned, found.total.with_plan, found.total.budgets) == (NONE, 1, 2)
    assert [each.planned for each in found.sources] == [(250, 500, 750, 1000), NONE]


def test_a_plan_is_drawn_up_to_the_first_quarter_left_open():
    assert absorption([Ceiling("apbd", 9, (1, 2, None, 4))], {}, through=None).total.planned == (
        1,
        3,
        None,
        None,
    )


def test_a_ceiling_of_nothing_needs_no_plan():
    rows = [Ceiling("apbd", 100, (25,) * 4), Ceiling("csr", 0)]

    assert absorption(rows, {}, through=None).total.planned == (25, 50, 75, 100)


def test_before_the_first_report_nothing_is_known_to_be_spent():
    found = absorption([Ceiling("apbd", 1000)], {}, through=None).total

    assert (found.spent, found.latest, found.share) == ((None,) * 12, None, None)


def test_a_month_reported_without_money_is_a_known_nothing():
    assert absorption([Ceiling("apbd", 1000)], {}, through=2).total.spent[:3] == (0, 0, None)


def test_spending_without_a_ceiling_is_shown_without_a_share():
    csr = absorption([], {("csr", 1): 5}, through=1).sources[0]

    assert (csr.latest, csr.ceiling, csr.share) == (5, 0, None)


@given(CEILINGS, SPENT, st.none() | st.integers(1, 12))
def test_the_whole_is_the_sum_of_its_sources_and_never_falls(ceilings, spent, through):
    found = absorption(ceilings, spent, through=through)

    assert found.total.ceiling == sum(each.ceiling for each in found.sources)
    assert (found.total.latest or 0) == sum(each.latest or 0 for each in found.sources) == sum(spent.values())
    for curve in (found.total, *found.sources):
        for line in (curve.planned, curve.spent):
            known = [each for each in line if each is not None]
            assert known == sorted(known)
            assert list(line[: len(known)]) == known
        if curve.share is not None:
            assert curve.share == Fraction(curve.latest * 100, curve.ceiling)
