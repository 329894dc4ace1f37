"""Reminders climb in order, on working days, in working hours, each step once, and not after the thing is done."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.calendar import Calendar, DayOff, Kind
from kotacerdas.notices.domain.ladders import (
    EARLIEST,
    LATEST,
    NONE_YET,
    Ladder,
    Receiver,
    Step,
    moments_of,
    standing,
)

ZONES = [ZoneInfo(name) for name in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")]
EID = [DayOff(date(2026, 3, day), Kind.JOINT_LEAVE) for day in (18, 19, 20, 23, 24)]
MARCH = Calendar.for_years([2026], EID)


def ladder(*days: int, hour: time = time(8)) -> Ladder:
    return Ladder("trial", tuple(Step(each, (Receiver.OWNER,), "reminder.today") for each in days), hour)


ladders = st.builds(
    lambda days, hour: ladder(*sorted(days), hour=hour),
    st.sets(st.integers(-15, 15), min_size=1, max_size=6),
    st.times(EARLIEST, LATEST).map(lambda at: at.replace(second=0, microsecond=0)),
)
calendars = st.sets(st.dates(date(2026, 1, 1), date(2027, 3, 31)), max_size=60).map(
    lambda days: Calendar.for_years([2026], [DayOff(day, Kind.HOLIDAY) for day in days])
)
zones = st.sampled_from(ZONES)
dues = st.datetimes(datetime(2026, 2, 1), datetime(2027, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001 - a bound


def test_steps_over_eid_skip_leave_and_weekends():
    due = datetime(2026, 3, 25, 16, tzinfo=ZONES[0])
    moments = moments_of(ladder(-3, 0, 1, 3), due_at=due, calendar=MARCH, zone=ZONES[0])

    assert [each.date().day for each in moments] == [13, 25, 26, 30]


def test_a_due_day_that_is_off_is_reminded_of_before_it():
    due = datetime(2026, 3, 21, 16, tzinfo=ZONES[0])
    moments = moments_of(ladder(-1, 0, 1), due_at=due, calendar=MARCH, zone=ZONES[0])

    assert [each.date().day for each in moments] == [16, 17, 25]


@given(ladders, dues, calendars, zones)
def test_steps_come_in_order_on_working_days_in_working_hours(some, due, calendar, zone):
    moments = moments_of(some, due_at=due, calendar=calendar, zone=zone)

    assert moments == sorted(set(moments))
    for moment in moments:
        local = moment.astimezone(zone)
        assert calendar.is_working_day(local.date())
        assert EARLIEST <= local.time() <= LATEST


@given(ladders, dues, st.timedeltas(timedelta(0), timedelta(days=60)), calendars, zones)
def test_a_later_due_moment_never_reminds_earlier(some, due, later, calendar, zone):
    first = moments_of(some, due_at=due, calendar=calendar, zone=zone)
    second = moments_of(some, due_at=due + later, calendar=calendar, zone=zone)

    assert all(one <= other for one, other in zip(first, second, strict=True))


@given(ladders, dues, calendars, zones)
def test_one_holiday_more_never_brings_a_late_step_forward(some, due, calendar, zone):
    before = moments_of(some, due_at=due, calendar=calendar, zone=zone)
    off = due.astimezone(zone).date() + timedelta(days=1)
    more = calendar.with_days([DayOff(off, Kind.LOCAL)])
    after = moments_of(some, due_at=due, calendar=more, zone=zone)

    for step, one, other in zip(some.steps, before, after, strict=True):
        assert one <= other if step.days > 0 else one == other


@given(ladders, dues, calendars, zones, st.lists(st.integers(-40 * 24, 40 * 24), min_size=1, max_size=40))
def test_climbing_at_any_hours_sends_each_step_at_most_once_and_upwards(some, due, calendar, zone, hours):
    started = due - timedelta(days=30)
    moments = moments_of(some, due_at=due, calendar=calendar, zone=zone)
    reached, sent = NONE_YET, []
    for hour in sorted(hours):
        now = due + timedelta(hours=hour)
        here = standing(
            some, due_at=due, started_at=started, reached=reached, now=now, calendar=calendar, zone=zone
        )
        again = standing(
            some, due_at=due, started_at=started, reached=here.reached, now=now, calendar=calendar, zone=zone
        )
        assert again.step is None, "the job that runs twice sends nothing"
        assert here.next_at is None or here.next_at > now
        if here.step is not None:
            assert started <= moments[here.step] <= now
            assert not any(moment <= now for moment in moments[here.step + 1 :]), (
                "the highest that is reached"
            )
            sent.append(here.step)
        reached = here.reached

    assert sent == sorted(set(sent))


@given(ladders, dues, calendars, zones)
def test_looking_again_when_asked_to_misses_no_step(some, due, calendar, zone):
    started = due - timedelta(days=90)
    now: datetime | None = started
    reached, sent = NONE_YET, []
    while now is not None:
        here = standing(
            some, due_at=due, started_at=started, reached=reached, now=now, calendar=calendar, zone=zone
        )
        sent += [] if here.step is None else [here.step]
        reached, now = here.reached, here.next_at

    assert sent == list(range(len(some.steps)))


@given(ladders, dues, calendars, zones)
def test_what_lay_in_the_past_at_the_beginning_is_never_sent(some, due, calendar, zone):
    moments = moments_of(some, due_at=due, calendar=calendar, zone=zone)
    started = max(moments) + timedelta(minutes=1)

    here = standing(
        some, due_at=due, started_at=started, reached=NONE_YET, now=started, calendar=calendar, zone=zone
    )

    assert (here.step, here.next_at) == (None, None)


@pytest.mark.parametrize("days", [(), (0, 0), (1, 0)])
def test_a_ladder_must_rise(days):
    with pytest.raises(ValueError, match="days that rise"):
        ladder(*days)


def test_a_ladder_reminds_in_working_hours():
    with pytest.raises(ValueError, match="working hours"):
        ladder(0, hour=time(5))
