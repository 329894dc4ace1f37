"""When a notice may reach its receiver: quiet hours, days off, and the hour of a digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from kotacerdas.common.domain.calendar import Calendar

ONE_DAY = timedelta(days=1)
# Longer than any run of days off; a wish that cannot be met within it is not a wish about time.
_MOST_DAYS = 400


class Digest(StrEnum):
    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True)
class Wishes:
    """What a receiver asks for. The defaults hold for whoever never said anything."""

    digest: Digest = Digest.NONE
    digest_hour: int = 7
    digest_weekday: int = 0
    """0 is Monday."""
    quiet_from: time = time(20)
    quiet_until: time = time(6)
    working_days_only: bool = True


DEFAULTS = Wishes()


@dataclass(frozen=True)
class Slot:
    """When it goes out, and whether it goes together with others."""

    at: datetime
    is_digest: bool = False


def when(
    wishes: Wishes,
    *,
    now: datetime,
    calendar: Calendar,
    zone: tzinfo,
    is_urgent: bool = False,
    may_digest: bool = False,
) -> Slot:
    """The first moment at which it may go out. Urgent ones pass everything."""
    if is_urgent:
        return Slot(now)
    if may_digest and wishes.digest is not Digest.NONE:
        return Slot(_next_digest(wishes, now, calendar, zone), is_digest=True)
    return Slot(_next_open(wishes, now, calendar, zone))


def is_quiet(wishes: Wishes, at: time) -> bool:
    """Whether a time of the day lies in the quiet hours, which may reach over midnight; equal ends mean never."""
    start, end = wishes.quiet_from, wishes.quiet_until
    if start <= end:
        return start <= at < end
    return at >= start or at < end


def _next_open(wishes: Wishes, now: datetime, calendar: Calendar, zone: tzinfo) -> datetime:
    local = now.astimezone(zone)
    if _is_open_day(wishes, local.date(), calendar) and not is_quiet(wishes, local.time()):
        return now
    for day in _days_from(local.date()):
        for opening in _openings(wishes):
            opens = datetime.combine(day, opening, zone)
            if opens >= now and _is_open_day(wishes, day, calendar):
                return opens.astimezone(now.tzinfo)
    raise ValueError("no day on which anything may be sent")


def _next_digest(wishes: Wishes, now: datetime, calendar: Calendar, zone: tzinfo) -> datetime:
    """The hour was asked for by name, so quiet hours do not move it; days off do."""
    for day in _days_from(now.astimezone(zone).date()):
        at = datetime.combine(day, time(wishes.digest_hour), zone)
        if at > now and _has_digest(wishes, day, calendar):
            return at.astimezone(now.tzinfo)
    raise ValueError("no day on which a digest may be sent")


def _has_digest(wishes: Wishes, day: date, calendar: Calendar) -> bool:
    if wishes.digest is Digest.DAILY:
        return _is_open_day(wishes, day, calendar)
    # A weekly digest whose day is off comes on the next open day.
    asked = day - timedelta(days=(day.weekday() - wishes.digest_weekday) % 7)
    first = next(each for each in _days_from(asked) if _is_open_day(wishes, each, calendar))
    return day == first


def _openings(wishes: Wishes) -> list[time]:
    """When a day opens, earliest first: at midnight if that is not quiet, and where the quiet hours end."""
    return [each for each in sorted({time(0), wishes.quiet_until}) if not is_quiet(wishes, each)]


def _is_open_day(wishes: Wishes, day: date, calendar: Calendar) -> bool:
    return calendar.is_working_day(day) if wishes.working_days_only else True


def _days_from(first: date) -> Iterator[date]:
    return (first + ONE_DAY * each for each in range(_MOST_DAYS))
