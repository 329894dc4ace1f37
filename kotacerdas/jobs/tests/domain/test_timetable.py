"""Schedules on the clock of a zone: across days, across the date line of UTC, after a long stop."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.jobs.domain.timetable import Daily, Every

MOMENTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("Asia/Jakarta", "2026-11-22T18:00:00+00:00", "2026-11-22T19:10:00+00:00"),
        ("Asia/Jakarta", "2026-11-22T19:10:00+00:00", "2026-11-23T19:10:00+00:00"),
        ("Asia/Makassar", "2026-11-22T18:00:00+00:00", "2026-11-22T18:10:00+00:00"),
        ("Asia/Jayapura", "2026-11-22T18:00:00+00:00", "2026-11-23T17:10:00+00:00"),
        ("Asia/Jakarta", "2026-12-31T23:00:00+00:00", "2027-01-01T19:10:00+00:00"),
        ("Asia/Jakarta", "2028-02-28T20:00:00+00:00", "2028-02-29T19:10:00+00:00"),
    ],
)
def test_daily_is_the_next_time_that_the_clock_of_the_zone_shows_the_hour(zone, now, expected):
    assert Daily(time(2, 10), zone).after(datetime.fromisoformat(now)) == datetime.fromisoformat(expected)


@given(MOMENTS, st.times(), st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]))
def test_daily_lies_ahead_by_a_day_at_most_and_shows_the_hour(now, at, zone):
    plan = Daily(at, zone)

    found = plan.after(now)

    assert timedelta() < found - now <= timedelta(days=1)
    assert plan.after(found) - found == timedelta(days=1)


@given(MOMENTS, st.integers(1, 10_000))
def test_every_lies_on_the_beat_and_ahead(now, minutes):
    plan = Every(minutes)

    found = plan.after(now)

    assert timedelta() < found - now <= timedelta(minutes=minutes)
    assert plan.after(found) - found == timedelta(minutes=minutes)


def test_plans_that_make_no_sense_are_refused_where_they_are_written():
    with pytest.raises(ValueError, match="at least a minute"):
        Every(0)
    with pytest.raises(ValueError, match="unknown zone"):
        Daily(time(2, 10), "Asia/Atlantis")
