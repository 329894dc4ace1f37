"""What the planner keeps between questions, bounded in bytes; what was not asked for longest goes first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True)
class _Kept:
    mark: Hashable
    value: Any
    size: int


@dataclass
class _Making:
    """Whoever wants a slot waits for who makes it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    users: int = 0


class Warm:
    """A *slot* says what is kept, such as the heights of a city; its *mark* what that was made from. Asked with another mark, it is
    made anew and takes the place of the old."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._slots: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._making: dict[Hashable, _Making] = {}
        self._lock = threading.Lock()

    def kept(
        self, slot: Hashable, mark: Hashable, make: Callable[[], Value], size: Callable[[Value], int]
    ) -> Value:
        """`make` is called once, however many ask at the same moment; if it raises, nothing is kept."""
        with self._lock:
            making = self._making.setdefault(slot, _Making())
            making.users += 1
        try:
            with making.lock:
                return self._found_or_made(slot, mark, make, size)
        finally:
            with self._lock:
                making.users -= 1
                if not making.users:
                    del self._making[slot]

    def _found_or_made(
        self, slot: Hashable, mark: Hashable, make: Callable[[], Value], size: Callable[[Value], int]
    ) -> Value:
        with self._lock:
            there = self._slots.get(slot)
            if there is not None and there.mark == mark:
                self._slots.move_to_end(slot)
                found: Value = there.value
                return found
            # The old one first: both together might be too much for the machine.
            self._slots.pop(slot, None)
        del there
        value = make()
        with self._lock:
            self._slots[slot] = _Kept(mark, value, size(value))
            self._make_room()
        return value

    def _make_room(self) -> None:
        """The newest stays, whatever its size: without it each question would load it again."""
        while self._total() > self.most_bytes and len(self._slots) > 1:
            self._slots.popitem(last=False)

    def _total(self) -> int:
        return sum(each.size for each in self._slots.values())

    @property
    def bytes(self) -> int:
        with self._lock:
            return self._total()

    def forget(self) -> None:
        with self._lock:
            self._slots.clear()
