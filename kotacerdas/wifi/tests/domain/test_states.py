"""States make one timeline: every day of a period is in it once."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.wifi.domain.spans import Span
from kotacerdas.wifi.domain.states import Availability, Change, Reason, availability, latest, timeline

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
CHANGES = st.lists(
    st.tuples(DAYS, st.booleans(), st.sampled_from(list(Reason))), max_size=12, unique_by=lambda each: each[0]
).map(lambda some: [Change(day, is_on, "" if is_on else reason) for day, is_on, reason in some])
PERIODS = st.tuples(DAYS, st.integers(0, 500)).map(
    lambda pair: Span(pair[0], pair[0] + timedelta(days=pair[1]))
)


@given(CHANGES, PERIODS)
def test_on_off_and_unknown_days_are_the_days_of_the_period(changes, period):
    found = availability(timeline(changes, period))

    assert found.on + found.off + found.unknown == period.days


@given(CHANGES, PERIODS)
def test_stretches_follow_each_other_without_holes(changes, period):
    found = timeline(changes, period)

    assert found[0].span.first == period.first
    assert found[-1].span.last == period.last
    for one, other in pairwise(found):
        assert other.span.first == one.span.last + timedelta(days=1)
        assert (one.is_on, one.reason) != (other.is_on, other.reason)


@given(CHANGES, PERIODS)
def test_each_day_is_as_the_latest_change_says(changes, period):
    for each in timeline(changes, period):
        for day in (each.span.first, each.span.last):
            change = latest(changes, day)
            assert each.is_on == (change.is_on if change else None)


@given(CHANGES, PERIODS, DAYS)
def test_a_period_cut_in_two_has_the_same_days(changes, period, day):
    if not period.first <= day < period.last:
        return
    one, other = Span(period.first, day), Span(day + timedelta(days=1), period.last)
    parts = availability(timeline(changes, one)) + availability(timeline(changes, other))

    assert parts == availability(timeline(changes, period))


def test_before_anything_is_known_it_is_unknown_and_not_off():
    found = timeline([Change(date(2026, 3, 1), is_on=True)], Span(date(2026, 2, 1), date(2026, 3, 10)))

    assert [(each.is_on, each.span.days) for each in found] == [(None, 28), (True, 10)]
    assert availability(found) == Availability(on=10, unknown=28)
    assert availability(found).share == 1


def test_of_nothing_known_there_is_no_share():
    assert Availability(unknown=5).share is None
