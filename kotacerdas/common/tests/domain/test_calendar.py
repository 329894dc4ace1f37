"""Working days against weekends, national holidays, joint leave and a city's own days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.calendar import Calendar, DayOff, Kind

WEDNESDAY = date(2026, 3, 18)
EID = [DayOff(date(2026, 3, each), Kind.HOLIDAY) for each in (19, 21, 22)]
LEAVE = [DayOff(date(2026, 3, each), Kind.JOINT_LEAVE) for each in (18, 20, 23, 24)]
MARCH = Calendar.for_years([2026], [*EID, *LEAVE])

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
calendars = st.sets(days, max_size=40).map(
    lambda off: Calendar.for_years([2026], [DayOff(day, Kind.HOLIDAY) for day in off])
)


def test_a_week_of_holidays_is_skipped():
    assert MARCH.add_working_days(date(2026, 3, 17), 1) == date(2026, 3, 25)
    assert MARCH.add_working_days(date(2026, 3, 25), -1) == date(2026, 3, 17)


def test_joint_leave_is_no_working_day():
    assert not MARCH.is_working_day(WEDNESDAY)
    assert MARCH.on_or_after(WEDNESDAY) == date(2026, 3, 25)
    assert MARCH.on_or_before(WEDNESDAY) == date(2026, 3, 17)


def test_a_year_without_a_decree_counts_weekends_only_and_says_so():
    assert MARCH.add_working_days(date(2027, 1, 1), 1) == date(2027, 1, 4)
    assert not MARCH.is_known(2027)
    assert not MARCH.knows(date(2026, 12, 30), date(2027, 1, 4))
    assert MARCH.knows(date(2026, 12, 30), date(2026, 1, 4))
    assert MARCH.unknown_years(date(2025, 12, 30), date(2027, 1, 4)) == [2025, 2027]


def test_a_city_adds_its_own_days():
    anniversary = DayOff(date(2026, 2, 10), Kind.LOCAL, "Hari jadi kota", "Anniversary of the city")

    assert not MARCH.with_days([anniversary]).is_working_day(anniversary.on)
    assert MARCH.is_working_day(anniversary.on)


def test_a_city_with_six_working_days_counts_saturdays():
    six = Calendar(MARCH.days_off, MARCH.known_years, frozenset({6}))

    assert six.add_working_days(date(2026, 3, 6), 1) == date(2026, 3, 7)


@given(calendars, days, st.integers(-30, 30))
def test_adding_ends_on_a_working_day_on_the_right_side(calendar, day, count):
    end = calendar.add_working_days(day, count)

    assert calendar.is_working_day(end)
    assert (end > day) if count > 0 else (end < day) if count < 0 else (end >= day)


@given(calendars, days, st.integers(1, 30))
def test_counting_and_adding_agree(calendar, day, count):
    assert calendar.working_days_between(day, calendar.add_working_days(day, count)) == count


@given(calendars, days, st.integers(0, 400))
def test_counting_is_the_same_day_by_day(calendar, first, span):
    last = first + timedelta(days=span)
    one_by_one = sum(calendar.is_working_day(first + timedelta(days=each)) for each in range(1, span + 1))

    assert calendar.working_days_between(first, last) == one_by_one
    assert calendar.working_days_between(last, first) == -one_by_one


@given(calendars, days, days, st.integers(-10, 10))
def test_later_days_never_come_out_earlier(calendar, one, other, count):
    first, second = sorted((one, other))

    assert calendar.add_working_days(first, count) <= calendar.add_working_days(second, count)
