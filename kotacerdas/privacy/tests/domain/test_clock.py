"""The clock of the law counts by the clock: nights, weekends and holidays are hours like others."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.privacy.domain import clock
from kotacerdas.privacy.domain.workflow import FOLLOWS, State, is_open, may_follow

WITA = ZoneInfo("Asia/Makassar")
# Hypothesis takes the ends without a zone.
ENDS = datetime(2024, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - a bound
moments = st.datetimes(*ENDS, timezones=st.just(UTC))


def test_what_is_known_on_friday_at_five_is_due_on_monday_at_five():
    assert clock.due(datetime(2026, 11, 20, 17, tzinfo=WITA)) == datetime(2026, 11, 23, 17, tzinfo=WITA)


@given(moments)
def test_it_is_always_72_hours(start):
    assert clock.due(start) - start == timedelta(hours=72)


@pytest.mark.parametrize(
    ("gone", "hours", "is_late", "is_soon"),
    [
        (timedelta(0), 72, False, False),
        (timedelta(minutes=1), 71, False, False),
        (timedelta(hours=48), 24, False, True),
        (timedelta(hours=72), 0, False, True),
        (timedelta(hours=72, seconds=1), 1, True, False),
        (timedelta(hours=75), 3, True, False),
    ],
)
def test_hours_are_never_told_too_kindly(gone, hours, is_late, is_soon):
    start = datetime(2026, 11, 20, 9, tzinfo=UTC)

    assert clock.left(clock.due(start), now=start + gone) == clock.Left(hours, is_late, is_soon)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_a_clock_that_was_stopped_stays_where_it_stopped(start, later):
    due = clock.due(start)
    stopped = clock.left(due, now=start + later, ended_at=start + timedelta(hours=1))

    assert stopped == clock.Left(71, False, False)


def test_what_is_over_goes_nowhere():
    assert all(is_open(state) is bool(FOLLOWS[state]) for state in State)
    assert not may_follow(State.DONE, State.IN_WORK)
    assert not may_follow(State.REFUSED, State.DONE)
