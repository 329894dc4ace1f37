"""Where a request for evidence stands, told from its own outcome and the state of its task."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    CAME = "came"
    """Files came, or the agency says so: the office has to look."""
    LATE = "late"
    WAITS = "waits"
    ENOUGH = "enough"
    DROPPED = "dropped"


OPEN = (Standing.CAME, Standing.LATE, Standing.WAITS)
REPORTED = "reported"


def standing(*, outcome: str, task_state: str, day: date, today: date) -> Standing:
    """`outcome` as the request keeps it; `task_state` "" where there is no task any more."""
    if outcome:
        return Standing(outcome)
    if task_state == REPORTED:
        return Standing.CAME
    return Standing.LATE if day < today else Standing.WAITS
