"""How long to wait before a job that failed is tried again."""

from datetime import timedelta

FIRST = timedelta(seconds=15)
LONGEST = timedelta(hours=1)
GROWTH = 4


def pause(failures: int) -> timedelta:
    """After the first failure 15 s, then four times as long each time, an hour at most."""
    # Beyond this power the longest pause is reached anyway, and the number would grow out of all bounds.
    return min(FIRST * int(GROWTH ** min(failures - 1, 10)), LONGEST)
