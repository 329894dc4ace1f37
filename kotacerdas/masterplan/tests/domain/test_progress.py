"""Monthly reports: cumulative percent and increments of money, never mixed."""

from datetime import date
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain import progress
from kotacerdas.masterplan.domain.progress import Monthly, YearPart

TODAY = date(2026, 11, 29)
PERCENTS = st.decimals(0, 100, places=2)
YEARS = st.dictionaries(st.integers(1, 12), PERCENTS, min_size=1, max_size=12).map(
    lambda found: [Monthly(month, physical, correction="counted again") for month, physical in found.items()]
)


def reports(*physical):
    return [Monthly(at, D(str(each))) for at, each in enumerate(physical, start=1)]


def kinds(new, others=(), ceilings=None, year=2026):
    given = {"apbd": 1000} if ceilings is None else ceilings
    return [each.kind for each in progress.faults(new, others, given, year=year, today=TODAY)]


@pytest.mark.parametrize(("physical", "whole"), [((25, "50.5"), "50.5"), ((40, 70, 90, 100), "100")])
def test_cumulative_figures_are_never_added_up(physical, whole):
    """A peer adds the quarters: 25 + 50.5 = 75.5 percent, and 40 + 70 + 90 + 100 = 300."""
    assert progress.of_year(reports(*physical)) == D(whole)


@given(YEARS)
def test_the_progress_of_a_year_is_its_last_report_and_what_the_increments_add_up_to(year):
    last = max(year, key=lambda each: each.month)

    assert progress.of_year(year) == last.physical <= 100
    assert sum(each.increment for each in progress.advances(year)) == last.physical


def test_a_year_without_reports_has_no_progress():
    assert progress.of_year([]) is None
    assert progress.advances([]) == []


@pytest.mark.parametrize(
    ("given", "kind"),
    [("100.01", "not-a-percentage"), ("-1", "not-a-percentage"), ("NaN", "not-a-percentage"), ("Infinity", "not-a-percentage"),
     ("33.333", "too-fine")],
)  # fmt: skip
def test_what_is_done_is_a_percentage_with_two_places(given, kind):
    assert kinds(Monthly(3, D(given))) == [f"physical-{kind}"]
    assert kinds(Monthly(3, D("33.30"))) == []


def test_progress_falls_only_with_a_reason():
    assert kinds(Monthly(3, D(40)), reports(10, 50)) == ["physical-falls"]
    assert kinds(Monthly(3, D(40), correction="Two roads were counted twice."), reports(10, 50)) == []
    assert kinds(Monthly(3, D(40), correction="  "), reports(10, 50)) == ["physical-falls"]
    assert kinds(Monthly(3, D(50)), reports(10, 50)) == []


def test_a_late_report_does_not_rise_above_the_month_after_it():
    later = Monthly(5, D(60))

    assert kinds(Monthly(4, D(61)), [later]) == ["physical-above-next"]
    assert kinds(Monthly(4, D(60)), [later]) == []
    assert kinds(Monthly(4, D(61)), [Monthly(5, D(60), correction="counted again")]) == []


def test_a_report_replaces_the_one_of_its_own_month():
    kept = [Monthly(3, D(40), {"apbd": 900}), Monthly(2, D(20), {"apbd": 100})]

    assert kinds(Monthly(3, D(30), {"apbd": 900}), kept) == []


@given(st.lists(PERCENTS, min_size=2, max_size=12))
def test_reports_that_pass_one_by_one_never_fall(physical):
    kept = []
    for month, each in enumerate(physical, start=1):
        new = Monthly(month, each)
        if not [*progress.faults(new, kept, {}, year=2025, today=TODAY)]:
            kept.append(new)
    assert [each.physical for each in kept] == sorted(each.physical for each in kept)


def test_only_months_that_have_begun_are_reported():
    assert kinds(Monthly(11, D(1))) == []
    assert kinds(Monthly(12, D(1))) == ["report-of-the-future"]
    assert kinds(Monthly(12, D(1)), year=2025) == []
    assert kinds(Monthly(13, D(1))) == ["report-month"]
    assert kinds(Monthly(0, D(1))) == ["report-month"]


def test_spending_stays_below_the_ceiling_of_its_own_source():
    before = [Monthly(1, D(1), {"apbd": 600})]

    assert kinds(Monthly(2, D(1), {"apbd": 400}), before) == []
    assert kinds(Monthly(2, D(1), {"apbd": 401}), before) == ["spent-above-ceiling"]
    assert kinds(Monthly(2, D(1), {"csr": 1}), before) == ["spent-without-ceiling"]
    assert kinds(Monthly(2, D(1), {"csr": 0}), before) == []
    assert kinds(Monthly(2, D(1), {"apbd": 10**15}), before) == ["spent-out-of-range"]


def test_money_that_comes_back_needs_a_reason_and_never_passes_nothing():
    before = [Monthly(1, D(1), {"apbd": 600})]

    assert kinds(Monthly(2, D(1), {"apbd": -100}), before) == ["spent-falls"]
    assert kinds(Monthly(2, D(1), {"apbd": -100}, "The company paid back."), before) == []
    assert kinds(Monthly(2, D(1), {"apbd": -601}, "The company paid back."), before) == [
        "spent-below-nothing"
    ]


def test_a_ceiling_that_was_cut_below_what_is_spent_lets_money_come_back():
    before = [Monthly(1, D(1), {"apbd": 600})]

    assert kinds(Monthly(2, D(1), {"apbd": -50}, "Paid back."), before, {"apbd": 500}) == []
    assert kinds(Monthly(2, D(1), {"apbd": 0}), before, {"apbd": 500}) == []


def test_everything_wrong_is_said_at_once():
    new = Monthly(12, D(101), {"apbd": 2000, "csr": 1})
    with pytest.raises(Refused) as refused:
        progress.require(new, (), {"apbd": 1000}, year=2026, today=TODAY)

    said = [
        "report-of-the-future",
        "physical-not-a-percentage",
        "spent-above-ceiling",
        "spent-without-ceiling",
    ]
    assert [each.kind for each in refused.value.faults] == said
    assert refused.value.faults[2].values["over"] == 1000


@given(st.lists(st.dictionaries(st.sampled_from(["apbd", "csr"]), st.integers(0, 10**12)), max_size=12))
def test_money_is_the_sum_of_increments(months):
    total = progress.spent([Monthly(at, D(0), each) for at, each in enumerate(months, start=1)])

    assert sum(total.values()) == sum(sum(each.values()) for each in months)


def test_financial_progress_is_a_share_of_the_ceiling_that_holds_now():
    assert progress.financial(250, progress.effective(1000, None)) == 25
    assert progress.financial(250, progress.effective(1000, 750)) == Fraction(100, 3)
    assert progress.financial(250, progress.effective(1000, 0)) is None
    assert progress.financial(250, None) is None


PARTS = st.lists(
    st.builds(YearPart, st.integers(2020, 2030), st.none() | PERCENTS, st.none() | st.integers(0, 10**13)), max_size=10
)  # fmt: skip


@given(PARTS)
def test_progress_over_years_lies_between_nothing_and_the_best_year(parts):
    whole = progress.over_years(parts)
    known = [each.physical for each in parts if each.physical is not None]

    if not known:
        assert whole is None
    else:
        assert 0 <= whole.percent <= max(known)
        assert (whole.reported, whole.years) == (len(known), len(parts))


@given(PARTS, st.integers(1, 1000))
def test_progress_over_years_is_the_same_in_rupiah_and_in_thousands(parts, factor):
    scaled = [YearPart(each.year, each.physical, None if each.ceiling is None else each.ceiling * factor) for each in parts]  # fmt: skip

    assert progress.over_years(scaled) == progress.over_years(parts)


def test_progress_over_years_is_weighted_by_ceilings_or_else_by_years():
    one, two = YearPart(2025, D(100), 300), YearPart(2026, D(50), 100)

    assert progress.over_years([one, two]).percent == Fraction(175, 2)
    assert progress.over_years([one, YearPart(2026, D(50), None)]).percent == 75
    assert progress.over_years([YearPart(2025, D(100), 0), YearPart(2026, D(50), 0)]).percent == 75
    assert progress.over_years([one, YearPart(2026, None, 100)]).percent == 75


@given(st.fractions(0, 100))
def test_nothing_reads_as_whole_before_it_is(percent):
    shown = progress.shown(percent)

    assert (shown == 100) is (percent == 100)
    assert 0 <= percent - Fraction(shown) < Fraction(1, 10)


def test_money_taken_out_of_a_month_must_not_leave_the_year_below_nothing():
    others = [Monthly(3, D(20), {"apbd": -20}, "came back")]

    assert kinds(Monthly(2, D(20), {"apbd": 20}), others) == []
    assert kinds(Monthly(2, D(20), {}), others) == ["spent-below-nothing"]
