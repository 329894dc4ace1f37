"""Who hears of which events. A consumer may hear of the same event twice, and must then change nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kotacerdas.events.models import Event

    Handler = Callable[[Event], None]


@dataclass(frozen=True)
class Consumer:
    """`name` is stored in rows. The handler runs in a transaction of its own, together with the note that it ran."""

    name: str
    kinds: frozenset[str]
    handle: "Handler"


_consumers: dict[str, Consumer] = {}


def consumer(name: str, *, kinds: Iterable[str]) -> "Callable[[Handler], Handler]":
    """`@consumer("ledger", kinds=["followup.done"])` above a function of one event, in a module that `ready()` imports.

    What the handler writes to the database happens once, since the delivery is noted in the same transaction. What it
    does outside (a mail, a file) may happen again after a crash: leave such things to `notices` or to a job.
    """

    def join(handle: "Handler") -> "Handler":
        if name in _consumers and _consumers[name].handle is not handle:
            raise ValueError(f"the consumer {name!r} is there already")
        _consumers[name] = Consumer(name, frozenset(kinds), handle)
        return handle

    return join


def named(name: str) -> Consumer:
    """Raises `KeyError` if there is none of this name."""
    return _consumers[name]


def hearing(kind: str) -> list[Consumer]:
    return [each for each in _consumers.values() if kind in each.kinds]


def registered() -> dict[str, Consumer]:
    return dict(sorted(_consumers.items()))


def dismiss(name: str) -> None:
    """For tests that bring a consumer of their own."""
    _consumers.pop(name, None)
