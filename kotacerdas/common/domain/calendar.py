"""Working days: weekends, national holidays, joint leave, and a city's own days; and for which years this is known.

A year whose decree is not in the data counts weekends only. `is_known` tells, and pages say so: a deadline that
ignores a holiday nobody told us about must not look exact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

SATURDAY, SUNDAY = 5, 6
ONE_DAY = timedelta(days=1)
# More days off in a row than any year ever had; a calendar with more is damaged and must not loop for ever.
_MOST_DAYS_OFF = 366


class Kind(StrEnum):
    """Why a day is off."""

    HOLIDAY = "holiday"
    JOINT_LEAVE = "joint_leave"
    LOCAL = "local"


@dataclass(frozen=True)
class DayOff:
    """One day without office hours; the names are in both languages."""

    on: date
    kind: Kind
    name_id: str = ""
    name_en: str = ""
    source: str = ""


@dataclass(frozen=True)
class Calendar:
    """Answers what is a working day. Immutable: a city with days of its own gets another one by `with_days`."""

    days_off: Mapping[date, DayOff] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})

    @classmethod
    def for_years(cls, years: Iterable[int], days: Iterable[DayOff] = ()) -> Calendar:
        """A calendar that is sure of `years`, with all their days off."""
        return cls({day.on: day for day in days}, frozenset(years))

    def with_days(self, days: Iterable[DayOff]) -> Calendar:
        """The same with a city's own days off; a national day keeps its name."""
        return Calendar({**{day.on: day for day in days}, **self.days_off}, self.known_years, self.weekend)

    def is_known(self, year: int) -> bool:
        return year in self.known_years

    def knows(self, first: date, last: date) -> bool:
        """Whether every year between the two is known."""
        return not self.unknown_years(first, last)

    def unknown_years(self, first: date, last: date) -> list[int]:
        """The years between the two for which only weekends are counted, to be named on the page."""
        low, high = sorted((first, last))
        return [year for year in range(low.year, high.year + 1) if not self.is_known(year)]

    def is_working_day(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.days_off

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next working day."""
        return self._nearest(day, ONE_DAY)

    def on_or_before(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        return self._nearest(day, -ONE_DAY)

    def add_working_days(self, day: date, count: int) -> date:
        """The working day `count` working days later, or earlier if negative; 0 is the day itself or the next one.

        The day itself never counts: one working day after a Friday or a Saturday is the Monday.
        """
        if count == 0:
            return self.on_or_after(day)
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _each in range(abs(count)):
            day = self._nearest(day + step, step)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie after `first` and up to `last`; negative if `last` is the earlier."""
        if last < first:
            return -self.working_days_between(last, first)
        days = (last - first).days
        weeks, rest = divmod(days, 7)
        count = weeks * (7 - len(self.weekend))
        count += sum(
            (first + timedelta(days=each)).weekday() not in self.weekend for each in range(1, rest + 1)
        )
        off = self._off_on_weekdays
        return count - (bisect_right(off, last) - bisect_left(off, first + ONE_DAY))

    @cached_property
    def _off_on_weekdays(self) -> list[date]:
        return sorted(day for day in self.days_off if day.weekday() not in self.weekend)

    def _nearest(self, day: date, step: timedelta) -> date:
        for _each in range(_MOST_DAYS_OFF):
            if self.is_working_day(day):
                return day
            day += step
        raise ValueError(f"no working day within {_MOST_DAYS_OFF} days of {day}")
