"""The way of a task: its states, the deeds that lead from one to the next, and which side may do each.

The table `RULES` is the whole law; pages show its buttons, actions obey it, tests walk it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kotacerdas.common.domain.faults import Fault, Refused


class State(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    REPORTED = "reported"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class Deed(StrEnum):
    """What can be done to a task; each deed leaves one row in its history."""

    ASSIGN = "assign"
    TAKE = "take"
    NOTE = "note"
    PROVE = "prove"
    TICK = "tick"
    WAIT = "wait"
    GO_ON = "go_on"
    REPORT = "report"
    TAKE_BACK = "take_back"
    ACCEPT = "accept"
    RETURN = "return"
    ASK_MORE_TIME = "ask_more_time"
    GRANT_TIME = "grant_time"
    REFUSE_TIME = "refuse_time"
    HAND_OVER = "hand_over"
    CHANGE = "change"
    CANCEL = "cancel"
    REOPEN = "reopen"


class Side(StrEnum):
    """Whoever answers for a task, whoever leads that organisation, and whoever gives and checks tasks."""

    OWNER = "owner"
    HEAD = "head"
    CHECKER = "checker"


@dataclass(frozen=True)
class Rule:
    """`to` None: the deed leaves the state as it is."""

    deed: Deed
    sides: frozenset[Side]
    of: frozenset[State]
    to: State | None = None
    needs_reason: bool = False


# The owner's turn: these can be late.
WITH_OWNER = frozenset({State.OPEN, State.TAKEN, State.RETURNED})
UNFINISHED = WITH_OWNER | {State.REPORTED}
FINISHED = frozenset({State.ACCEPTED, State.CANCELLED})

_OWNER = frozenset({Side.OWNER})
_CHECKER = frozenset({Side.CHECKER})
_BOTH = _OWNER | _CHECKER
_ALL = frozenset(Side)

RULES: dict[Deed, Rule] = {
    rule.deed: rule
    for rule in (
        Rule(Deed.TAKE, _OWNER, of=frozenset({State.OPEN, State.RETURNED}), to=State.TAKEN),
        Rule(Deed.NOTE, _ALL, of=UNFINISHED),
        Rule(Deed.PROVE, _OWNER, of=UNFINISHED),
        Rule(Deed.TICK, _OWNER, of=WITH_OWNER),
        Rule(Deed.WAIT, _OWNER, of=WITH_OWNER, needs_reason=True),
        Rule(Deed.GO_ON, _OWNER, of=WITH_OWNER),
        Rule(Deed.REPORT, _OWNER, of=WITH_OWNER, to=State.REPORTED),
        Rule(Deed.TAKE_BACK, _OWNER, of=frozenset({State.REPORTED}), to=State.TAKEN),
        Rule(Deed.ACCEPT, _CHECKER, of=frozenset({State.REPORTED}), to=State.ACCEPTED),
        Rule(Deed.RETURN, _CHECKER, of=frozenset({State.REPORTED}), to=State.RETURNED, needs_reason=True),
        Rule(Deed.ASK_MORE_TIME, _OWNER, of=WITH_OWNER, needs_reason=True),
        Rule(Deed.GRANT_TIME, _CHECKER, of=UNFINISHED),
        Rule(Deed.REFUSE_TIME, _CHECKER, of=UNFINISHED, needs_reason=True),
        Rule(Deed.HAND_OVER, _ALL, of=UNFINISHED),
        Rule(Deed.CHANGE, _CHECKER, of=UNFINISHED),
        Rule(Deed.CANCEL, _CHECKER, of=UNFINISHED, to=State.CANCELLED, needs_reason=True),
        Rule(Deed.REOPEN, _CHECKER, of=FINISHED, to=State.OPEN, needs_reason=True),
    )
}


def possible(
    state: State, sides: Iterable[Side], *, is_own_report: bool = False, asks_for_time: bool = False
) -> frozenset[Deed]:
    """What somebody on these sides may do now: the buttons of the page."""
    mine = frozenset(sides)
    can = {deed for deed, rule in RULES.items() if state in rule.of and rule.sides & mine}
    if is_own_report:
        can -= {Deed.ACCEPT, Deed.RETURN}
    return frozenset(can - ({Deed.ASK_MORE_TIME} if asks_for_time else {Deed.GRANT_TIME, Deed.REFUSE_TIME}))


def after(state: State, deed: Deed) -> State:
    """The state that a deed leads to. Raises `Refused` where the table has no such way."""
    rule = RULES[deed]
    if state not in rule.of:
        raise Refused(Fault("task-not-now", {"state": state.value, "deed": deed.value}))
    return rule.to or state


def require(
    state: State, deed: Deed, *, sides: Iterable[Side], reason: str = "", is_own_report: bool = False
) -> State:
    """`after`, once it is sure that this side may do it and has said why where a reason is due.

    Nobody accepts what he or she reported, except a task that one gave to oneself.
    """
    rule = RULES[deed]
    if not rule.sides & frozenset(sides):
        raise Refused(Fault("task-not-yours"))
    if is_own_report and deed in {Deed.ACCEPT, Deed.RETURN}:
        raise Refused(Fault("task-own-report"))
    reached = after(state, deed)
    if rule.needs_reason and not reason.strip():
        raise Refused(Fault("task-without-reason"))
    return reached
