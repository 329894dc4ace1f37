"""The clock of UU 27/2022: 3 x 24 hours by the clock, nights, weekends and holidays included.

It runs from the moment a request is received (access, correction, erasure, restriction) and from the moment a breach is
known (notice to the persons and to the supervisory body, Pasal 46).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIMIT = timedelta(hours=72)
SOON = timedelta(hours=24)
_HOUR = timedelta(hours=1)


def due(started_at: datetime) -> datetime:
    return started_at + LIMIT


@dataclass(frozen=True)
class Left:
    """Whole hours that are left, rounded down; once late, the hours begun since the deadline."""

    hours: int
    is_late: bool
    is_soon: bool


def left(due_at: datetime, *, now: datetime, ended_at: datetime | None = None) -> Left:
    """A clock that was stopped stays where it stopped."""
    remaining = due_at - (ended_at or now)
    is_late = remaining < timedelta(0)
    hours = -(remaining // _HOUR) if is_late else remaining // _HOUR
    return Left(hours=hours, is_late=is_late, is_soon=not is_late and remaining <= SOON)
