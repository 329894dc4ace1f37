"""How long a job will still take, from how far it has come."""

from datetime import timedelta

# Before this, a few quick or slow pieces decide everything.
ENOUGH = timedelta(seconds=5)


def time_left(*, passed: timedelta, done: int, total: int) -> timedelta | None:
    """None where nothing can be said: nothing done yet, too little time passed, or no total known."""
    if not 0 < done <= total or passed < ENOUGH:
        return None
    return passed / done * (total - done)
