"""Where a task stands on its owner's page: late, due soon, later, waiting, to be checked, done."""

from datetime import date, timedelta
from enum import StrEnum

from kotacerdas.followup.domain.workflow import FINISHED, WITH_OWNER, State

SOON_DAYS = 7
RECENT_DAYS = 14


class Section(StrEnum):
    """The parts of "my tasks" in the order in which they are shown."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"
    WAITING = "waiting"
    DONE = "done"


def days_late(due_on: date, today: date) -> int:
    """Calendar days since the day that was promised; the day itself is still in time."""
    return max((today - due_on).days, 0)


def is_late(state: State, due_on: date, today: date) -> bool:
    """Only the owner can be late: what lies with the checker was delivered."""
    return state in WITH_OWNER and due_on < today


def section(state: State, due_on: date, *, today: date, is_waiting: bool) -> Section:
    """A late task stays under "late" even while it waits: nobody else will answer for it."""
    if state in FINISHED:
        return Section.DONE
    if is_late(state, due_on, today):
        return Section.LATE
    if is_waiting or state is State.REPORTED:
        return Section.WAITING
    return Section.SOON if due_on <= today + timedelta(days=SOON_DAYS) else Section.LATER
