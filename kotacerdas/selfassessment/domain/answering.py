"""The way of an answer: its states, the deeds that lead from one to the next, and which side may do each.

The table `RULES` is the whole law; whether the round's days allow a deed is the round's own table. Nobody checks what he
or she wrote: `is_own` is true for whoever changed the answer at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kotacerdas.common.domain.faults import Fault, Refused


class State(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    RETURNED = "returned"
    VERIFIED = "verified"


class Deed(StrEnum):
    SHARE = "share"
    COPY = "copy"
    SAVE = "save"
    HAND_IN = "hand_in"
    TAKE_BACK = "take_back"
    ACCEPT = "accept"
    RETURN = "return"


class Side(StrEnum):
    """Whoever works in the agency that answers, whoever keeps the round, and whoever checks answers."""

    AGENCY = "agency"
    OFFICE = "office"
    VERIFIER = "verifier"


@dataclass(frozen=True)
class Rule:
    """`to` None: the deed leaves the state as it is."""

    deed: Deed
    sides: frozenset[Side]
    of: frozenset[State]
    to: State | None = None
    needs_reason: bool = False


WITH_AGENCY = frozenset({State.OPEN, State.RETURNED})
_WRITERS = frozenset({Side.AGENCY, Side.OFFICE})
_KEEPERS = frozenset({Side.OFFICE})
_CHECKERS = frozenset({Side.VERIFIER})

RULES: dict[Deed, Rule] = {
    rule.deed: rule
    for rule in (
        Rule(Deed.SHARE, _KEEPERS, of=frozenset(State)),
        Rule(Deed.COPY, _KEEPERS, of=WITH_AGENCY),
        Rule(Deed.SAVE, _WRITERS, of=WITH_AGENCY),
        Rule(Deed.HAND_IN, _WRITERS, of=WITH_AGENCY, to=State.ANSWERED),
        Rule(Deed.TAKE_BACK, _WRITERS, of=frozenset({State.ANSWERED}), to=State.OPEN),
        Rule(Deed.ACCEPT, _CHECKERS, of=frozenset({State.ANSWERED}), to=State.VERIFIED),
        Rule(
            Deed.RETURN,
            _CHECKERS,
            of=frozenset({State.ANSWERED, State.VERIFIED}),
            to=State.RETURNED,
            needs_reason=True,
        ),
    )
}
_CHECKING = frozenset({Deed.ACCEPT, Deed.RETURN})
WRITING = frozenset({Deed.SAVE, Deed.HAND_IN})
"""Whoever did one of these made the answer his or her own, and does not check it."""


def possible(state: State, sides: Iterable[Side], *, is_own: bool) -> frozenset[Deed]:
    """What somebody on these sides may do now: the buttons of the page."""
    mine = frozenset(sides)
    can = {deed for deed, rule in RULES.items() if state in rule.of and rule.sides & mine}
    return frozenset(can - _CHECKING if is_own else can)


def require(
    state: State, deed: Deed, *, sides: Iterable[Side], reason: str = "", is_own: bool = False
) -> State:
    """The state that the deed leads to. Raises `Refused` where the table does not allow it."""
    rule = RULES[deed]
    if not rule.sides & frozenset(sides):
        raise Refused(Fault("answer-not-yours"))
    if is_own and deed in _CHECKING:
        raise Refused(Fault("answer-is-own"))
    if state not in rule.of:
        raise Refused(Fault(f"answer-not-now-{state.value}"))
    if rule.needs_reason and not reason.strip():
        raise Refused(Fault("answer-without-reason"))
    return rule.to or state


def missing(*, level: int | None, statement: str) -> list[Fault]:
    """What an answer lacks before it can be handed in. Proof may follow later: it is counted as missing everywhere."""
    found = []
    if level is None:
        found.append(Fault("answer-without-level"))
    if not statement.strip():
        found.append(Fault("answer-without-statement"))
    return found
