"""What a letter can be, and what may be done with it then."""

from __future__ import annotations

from enum import StrEnum

from kotacerdas.common.domain.faults import Fault, Refused


class State(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    SIGNED = "signed"
    VOID = "void"


class Deed(StrEnum):
    EDIT = "edit"
    ISSUE = "issue"
    DISCARD = "discard"
    BRING_BACK = "bring_back"
    SEND = "send"
    VOID = "void"


MAY: dict[State, frozenset[Deed]] = {
    State.DRAFT: frozenset({Deed.EDIT, Deed.ISSUE, Deed.DISCARD}),
    State.ISSUED: frozenset({Deed.BRING_BACK, Deed.VOID}),
    # A signed copy may be replaced by a better scan, with the reason; what is sent is always the signed copy.
    State.SIGNED: frozenset({Deed.BRING_BACK, Deed.SEND, Deed.VOID}),
    # The number stays taken: it was given, and the book has no gaps.
    State.VOID: frozenset(),
}


def may(state: str, deed: Deed) -> bool:
    return deed in MAY[State(state)]


def require(state: str, deed: Deed) -> None:
    """Raises `Refused` where the state does not allow the deed."""
    if not may(state, deed):
        raise Refused(Fault(f"letter-not-to-{deed.value.replace('_', '-')}"))
