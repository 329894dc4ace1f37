"""What may happen to a citation, as one table; and why somebody may not review it."""

from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Deed(StrEnum):
    CONFIRM = "confirm"
    REJECT = "reject"
    WITHDRAW = "withdraw"


# What was decided is never decided again: who cites anew makes a new citation.
ALLOWED = MappingProxyType(
    {
        State.WAITING: {
            Deed.CONFIRM: State.CONFIRMED,
            Deed.REJECT: State.REJECTED,
            Deed.WITHDRAW: State.WITHDRAWN,
        },
        State.CONFIRMED: {Deed.WITHDRAW: State.WITHDRAWN},
        State.REJECTED: {},
        State.WITHDRAWN: {},
    }
)

# These count as proof, or may still come to count.
LIVING = (State.WAITING, State.CONFIRMED)


def after(state: State, deed: Deed) -> State | None:
    """The next state; None if the deed does not fit."""
    return ALLOWED[state].get(deed)


def is_second_person(reviewer: int, *, cited_by: int | None, uploaded_by: int | None) -> bool:
    """Whether somebody may judge a citation: neither who made it nor who brought the file."""
    return reviewer not in {cited_by, uploaded_by}
