"""Rules of the interview day: how long it lasts, on which minute something was said, until when a promise is due."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from urllib.parse import urlsplit

from kotacerdas.common.domain.faults import Fault

LONGEST = timedelta(hours=24)
HOUR_OF_NEXT_DAY = time(16, 0)
AHEAD = timedelta(minutes=2)
"""Clocks of two machines differ by so much."""


def time_faults(starts_at: datetime, ends_at: datetime) -> list[Fault]:
    if ends_at <= starts_at:
        return [Fault("interview-ends-first")]
    if ends_at - starts_at > LONGEST:
        return [Fault("interview-too-long")]
    return []


def place_faults(place: str, link: str) -> list[Fault]:
    """A room, an address of the web, or both; nothing that a browser would run."""
    if not (place or link):
        return [Fault("interview-nowhere")]
    return [Fault("interview-link-wrong")] if link and not _is_web(link) else []


def _is_web(link: str) -> bool:
    if not link.isprintable() or " " in link:
        return False
    try:
        found = urlsplit(link)
    except ValueError:
        return False
    return found.scheme.lower() in {"https", "http"} and bool(found.hostname)


def minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def usual_promise(at: datetime, completion: datetime | None, zone: tzinfo) -> datetime:
    """The end of the completion window; where it has no days or is over, the next day at 16.00 in the city."""
    if completion is not None and completion > at:
        return completion
    next_day = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(next_day, HOUR_OF_NEXT_DAY, zone)


def day_of(at: datetime, clock: time, *, zone: tzinfo) -> datetime:
    """A time of the day, typed without its date, on the day that `at` has in that zone."""
    return datetime.combine(at.astimezone(zone).date(), clock, zone)
