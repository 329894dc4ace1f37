"""Late, at risk, silent: each with the figures that say so."""

from datetime import date, timedelta
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.masterplan.domain import lateness
from kotacerdas.masterplan.domain.lateness import Facts, LastReport, Limits, OpenRisk
from kotacerdas.masterplan.domain.milestones import Step

TODAY = date(2026, 11, 29)
LIMITS = Limits(behind=D(15), silent_days=60)
START, END = date(2026, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def report(physical, month=10, made_on=date(2026, 11, 3), year=2026):
    return LastReport(year, month, D(physical), made_on)


def standing(**facts):
    whole = {"state": "running", "starts_on": START, "ends_on": END, "last": report(90)} | facts
    return lateness.standing(Facts(**whole), today=TODAY, limits=LIMITS)


def reasons(found):
    return [each.kind for each in found.reasons]


def test_who_reports_and_keeps_pace_is_on_course():
    assert standing().kind == "on_course"
    assert standing(state="planned", last=None).kind == "planned"


def test_a_milestone_that_was_passed_makes_it_late_and_says_by_how_much():
    found = standing(steps=(Step("Contract", due_on=date(2026, 11, 19)), Step("Pilot", due_on=TODAY)))

    assert found.kind == "late"
    assert [dict(each.values) for each in found.reasons] == [
        {"milestone": "Contract", "due": date(2026, 11, 19), "days": 10}
    ]


def test_an_end_that_was_passed_makes_it_late_until_it_is_done():
    ended = date(2026, 11, 28)

    assert standing(ends_on=ended).kind == "late"
    assert standing(ends_on=ended, state="planned", last=None).kind == "late"
    assert standing(ends_on=TODAY).kind == "on_course"
    assert standing(ends_on=ended, state="done") == lateness.Standing("done")
    assert standing(ends_on=ended, state="stopped") == lateness.Standing("stopped")


def test_work_is_compared_with_the_time_that_had_passed_at_the_end_of_its_month():
    """304 of 365 days had passed at the end of October: 83.29 percent."""
    gone = Fraction(304 * 100, 365)
    found = standing(last=report("68.20"))

    assert found.kind == "at_risk"
    assert found.reasons[0].values["elapsed"] == gone
    assert found.reasons[0].values["points"] == gone - Fraction(D("68.20"))
    assert standing(last=report("68.30")).kind == "on_course"


def test_a_report_before_the_month_is_over_speaks_of_the_days_until_then():
    early = report(75, month=11, made_on=date(2026, 11, 10))

    assert early.reaches == date(2026, 11, 10)
    assert standing(last=early).kind == "on_course"


@pytest.mark.parametrize(("month", "last_day"), [(2, 28), (4, 30), (12, 31)])
def test_a_month_ends_on_its_last_day(month, last_day):
    assert report(1, month).ends_on == date(2026, month, last_day)


def test_a_year_begins_where_the_programme_begins():
    july = date(2026, 7, 1)

    assert lateness.elapsed(2026, july, None, date(2026, 9, 30)) == 50
    assert lateness.elapsed(2026, july, None, date(2026, 6, 1)) == 0
    assert lateness.elapsed(2026, None, None, END) == 100
    assert lateness.elapsed(2025, july, None, date(2025, 9, 30)) is None


@given(st.integers(2021, 2029), st.none() | DAYS, st.none() | DAYS, DAYS, st.integers(0, 400))
def test_time_passes_from_nothing_to_all_and_never_back(year, start, end, on, more):
    now = lateness.elapsed(year, start, end, on)
    if now is not None:
        later = lateness.elapsed(year, start, end, on + timedelta(days=more))
        assert 0 <= now <= later <= 100


def test_a_grave_risk_makes_it_at_risk_with_the_gravest_first():
    found = standing(risks=(OpenRisk("Flood", 17, "high", True), OpenRisk("Leak", 21, "very_high", False)))

    assert found.kind == "at_risk"
    assert [each.values["size"] for each in found.reasons] == [21, 17]


def test_sixty_days_without_a_report_are_too_many():
    """September ended 60 days ago, whenever its report was handed in."""
    september = report(80, month=9, made_on=date(2026, 10, 28))

    assert reasons(standing(last=september)) == ["silent"]
    assert standing(last=september).reasons[0].values == {"since": date(2026, 9, 30), "days": 60}
    assert standing(last=report(90, month=10)).kind == "on_course"
    assert (
        standing(state="planned", last=september, starts_on=date(2027, 1, 1), ends_on=None).kind == "planned"
    )


def test_who_never_reported_is_silent_after_as_many_days():
    assert standing(last=None, starts_on=date(2026, 10, 1)).kind == "on_course"
    assert reasons(standing(last=None, starts_on=date(2026, 9, 30))) == ["never-reported"]
    assert standing(last=None, starts_on=None).reasons[0].values == {}


def test_after_the_end_nobody_waits_for_reports():
    ended, heard = date(2026, 6, 30), report(100, month=6, made_on=date(2026, 7, 2))

    assert reasons(standing(ends_on=ended, last=heard)) == ["end-passed"]
    assert reasons(standing(ends_on=date(2026, 9, 29), last=heard)) == ["end-passed", "silent"]


def test_one_may_be_late_and_silent_at_once_and_counts_for_both():
    both = standing(last=None, ends_on=date(2026, 11, 1))

    assert (both.kind, both.is_("late"), both.is_("silent"), both.is_("at_risk")) == (
        "late",
        True,
        True,
        False,
    )
    counted = lateness.counted([both, standing()])
    assert (counted["late"], counted["silent"], counted["on_course"]) == (1, 1, 1)


FACTS = st.builds(
    Facts,
    st.sampled_from(["planned", "running", "done", "stopped"]),
    st.none() | DAYS,
    st.none() | DAYS,
    st.none()
    | st.builds(LastReport, st.integers(2021, 2029), st.integers(1, 12), st.decimals(0, 100, places=2), DAYS),
    st.lists(st.builds(Step, st.text(max_size=3), st.just(D(1)), st.none() | DAYS, st.none() | DAYS)).map(tuple),
    st.lists(st.builds(OpenRisk, st.text(max_size=3), st.integers(11, 25), st.just("high"), st.booleans())).map(tuple),
)  # fmt: skip


@given(FACTS, DAYS)
def test_whatever_is_known_the_gravest_reason_gives_the_standing(facts, today):
    found = lateness.standing(facts, today=today, limits=LIMITS)

    assert found.kind in lateness.KINDS
    assert bool(found.reasons) is (found.kind in {"late", "at_risk", "silent"})
    assert all(found.is_(kind) is False for kind in lateness.KINDS[: lateness.KINDS.index(found.kind)])


@given(FACTS, DAYS)
def test_what_is_late_stays_late_until_somebody_does_something(facts, today):
    if lateness.standing(facts, today=today, limits=LIMITS).is_("late"):
        assert lateness.standing(facts, today=today + timedelta(days=1), limits=LIMITS).is_("late")
