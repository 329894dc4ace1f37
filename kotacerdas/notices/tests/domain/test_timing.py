"""When a notice goes out: never in quiet hours, never on a day off, never before now."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.calendar import Calendar, DayOff, Kind
from kotacerdas.notices.domain.timing import DEFAULTS, Digest, Wishes, is_quiet, when

MAKASSAR = ZoneInfo("Asia/Makassar")
HOLIDAY = DayOff(date(2026, 11, 26), Kind.HOLIDAY)
CALENDAR = Calendar.for_years([2026], [HOLIDAY])

moments = st.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001 - a bound
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
calendars = st.sets(st.dates(date(2025, 12, 1), date(2027, 2, 28)), max_size=60).map(
    lambda days: Calendar.for_years([2026], [DayOff(day, Kind.HOLIDAY) for day in days])
)
wishes = st.builds(
    Wishes,
    digest=st.sampled_from(Digest),
    digest_hour=st.integers(0, 23),
    digest_weekday=st.integers(0, 6),
    quiet_from=times,
    quiet_until=times,
    working_days_only=st.booleans(),
)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=MAKASSAR)


def slot(now: datetime, asked: Wishes = DEFAULTS, **given: bool):
    return when(asked, now=now, calendar=CALENDAR, zone=MAKASSAR, **given)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(25, 10), at(25, 10)),  # Wednesday
        (at(25, 19), at(25, 19)),
        (at(25, 21), at(27, 6)),  # Thursday is the holiday
        (at(26, 10), at(27, 6)),
        (at(27, 22), at(30, 6)),  # over the weekend
        (at(30, 3), at(30, 6)),
    ],
)
def test_quiet_hours_and_days_off_put_it_off(now, expected):
    assert slot(now).at == expected


@pytest.mark.parametrize(
    ("now", "expected"), [((12, 48), (25, 13)), ((13, 5), (25, 13, 5)), ((0, 0), (25, 0))]
)
def test_quiet_hours_of_the_day_end_on_the_same_day(now, expected):
    asked = Wishes(quiet_from=time(0, 1), quiet_until=time(13))

    assert slot(datetime(2026, 11, 25, *now, tzinfo=MAKASSAR), asked).at == datetime(
        2026, 11, *expected, tzinfo=MAKASSAR
    )


def test_urgent_ones_pass():
    assert slot(at(29, 3), is_urgent=True).at == at(29, 3)


def test_a_digest_comes_at_its_hour_on_the_next_working_day():
    daily = Wishes(digest=Digest.DAILY, digest_hour=7)

    assert slot(at(25, 6), daily, may_digest=True).at == at(25, 7)
    assert slot(at(25, 7), daily, may_digest=True).at == at(27, 7)
    assert not slot(at(25, 10), daily).is_digest


def test_a_weekly_digest_whose_day_is_off_comes_the_day_after():
    weekly = Wishes(digest=Digest.WEEKLY, digest_hour=7, digest_weekday=3)

    assert slot(at(23, 10), weekly, may_digest=True).at == at(27, 7)
    assert slot(at(27, 10), weekly, may_digest=True).at == datetime(2026, 12, 3, 7, tzinfo=MAKASSAR)


@given(wishes, moments, calendars, st.booleans())
def test_it_never_goes_out_at_a_wrong_moment(asked, now, calendar, may_digest):
    found = when(asked, now=now, calendar=calendar, zone=MAKASSAR, may_digest=may_digest)
    local = found.at.astimezone(MAKASSAR)

    assert found.at >= now
    if asked.working_days_only:
        assert calendar.is_working_day(local.date())
    if found.is_digest:
        assert local.time() == time(asked.digest_hour)
    else:
        assert not is_quiet(asked, local.time())


@given(wishes, moments, calendars)
def test_waiting_until_then_does_not_put_it_off_again(asked, now, calendar):
    first = when(asked, now=now, calendar=calendar, zone=MAKASSAR).at

    assert when(asked, now=first, calendar=calendar, zone=MAKASSAR).at == first


@given(wishes, moments, st.timedeltas(timedelta(0), timedelta(days=10)), calendars, st.booleans())
def test_what_is_written_later_never_comes_earlier(asked, now, later, calendar, may_digest):
    first, second = (
        when(asked, now=each, calendar=calendar, zone=MAKASSAR, may_digest=may_digest).at
        for each in (now, now + later)
    )

    assert first <= second
