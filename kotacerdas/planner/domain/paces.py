"""How often one asker may ask: a bucket that fills by the second, so that dragging is smooth and a flood is not."""

import threading
from collections import OrderedDict
from collections.abc import Callable

MOST_ASKERS = 4_096


class Paces:
    """`a_second` on and on, and as many as `at_once` in one moment."""

    def __init__(self, *, a_second: float, at_once: float, clock: Callable[[], float]) -> None:
        self._a_second, self._at_once, self._clock = a_second, at_once, clock
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, asker: str) -> bool:
        """Counts this question, if it is allowed."""
        now = self._clock()
        with self._lock:
            left, at = self._known.pop(asker, (self._at_once, now))
            left = min(self._at_once, left + (now - at) * self._a_second)
            is_allowed = left >= 1
            self._known[asker] = (left - 1 if is_allowed else left, now)
            while len(self._known) > MOST_ASKERS:
                self._known.popitem(last=False)
        return is_allowed
