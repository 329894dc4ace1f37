"""From reported to solved: which deed is possible in which state, and where it leads."""

from enum import StrEnum

from kotacerdas.common.domain.faults import Fault, Refused


class State(StrEnum):
    REPORTED = "reported"
    VERIFIED = "verified"
    PLANNED = "planned"
    SOLVED = "solved"
    REJECTED = "rejected"
    MERGED = "merged"


class Deed(StrEnum):
    VERIFY = "verify"
    PLAN = "plan"
    SOLVE = "solve"
    REJECT = "reject"
    REOPEN = "reopen"


OPEN = (State.REPORTED, State.VERIFIED, State.PLANNED)
LISTED = (*OPEN, State.SOLVED)
"""What everybody sees; what was wrong, or is part of another spot now, is no blank spot."""

TABLE: dict[Deed, tuple[tuple[State, ...], State]] = {
    Deed.VERIFY: ((State.REPORTED,), State.VERIFIED),
    Deed.PLAN: ((State.VERIFIED, State.PLANNED), State.PLANNED),
    Deed.SOLVE: ((State.VERIFIED, State.PLANNED), State.SOLVED),
    Deed.REJECT: (OPEN, State.REJECTED),
    Deed.REOPEN: ((State.SOLVED, State.REJECTED), State.REPORTED),
}


def possible(state: str) -> list[Deed]:
    return [deed for deed, (before, _after) in TABLE.items() if state in before]


def after(state: str, deed: Deed) -> State:
    """Raises `Refused`."""
    before, then = TABLE[deed]
    if state not in before:
        raise Refused(Fault(f"coverage-cannot-{deed.value}", {"state": state}))
    return then
