"""How a request goes: a table of what may follow what."""

from enum import StrEnum


class State(StrEnum):
    RECEIVED = "received"
    IN_WORK = "in_work"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


FOLLOWS: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.IN_WORK, State.DONE, State.REFUSED, State.WITHDRAWN}),
    State.IN_WORK: frozenset({State.DONE, State.REFUSED, State.WITHDRAWN}),
    State.DONE: frozenset(),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


def may_follow(now: State, then: State) -> bool:
    return then in FOLLOWS[now]


def is_open(state: State) -> bool:
    return bool(FOLLOWS[state])
