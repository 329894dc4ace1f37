"""How people speak here: what can still be mended, and how much one person may write in a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MENDING_TIME = timedelta(minutes=15)
"""Long enough for a slip of the pen, too short to change what others have answered."""
LONGEST = 4000
MOST_MENTIONS = 10
MOST_FILES = 5


@dataclass(frozen=True)
class Limit:
    count: int
    within: timedelta


LIMITS = (Limit(10, timedelta(minutes=10)), Limit(100, timedelta(days=1)))


def may_mend(written_at: datetime, now: datetime) -> bool:
    return now - written_at <= MENDING_TIME


def wait_until(written: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next comment may be written, None if now; `written` are the moments of this person's own."""
    waits = []
    for limit in LIMITS:
        recent = sorted(each for each in written if each > now - limit.within)
        if len(recent) >= limit.count:
            waits.append(recent[-limit.count] + limit.within)
    return max(waits, default=None)
