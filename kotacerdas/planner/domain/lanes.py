"""Whose turn it is: a few questions at once, those of one lane one after another, and only so many waiting."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Full(Exception):
    """Too many wait, or the turn did not come in time."""


class Lanes:
    def __init__(self, *, at_once: int, most_waiting: int) -> None:
        self._at_once, self._most_waiting = at_once, most_waiting
        self._taken: set[str] = set()
        self._waiting = 0
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, lane: str, until: float) -> Iterator[None]:
        """`until` is an hour of `time.monotonic`; raises `Full`."""
        self._take(lane, until)
        try:
            yield
        finally:
            with self._changed:
                self._taken.discard(lane)
                self._changed.notify_all()

    def _take(self, lane: str, until: float) -> None:
        with self._changed:
            if not self._is_free(lane) and self._waiting >= self._most_waiting:
                raise Full
            self._waiting += 1
            try:
                left = max(0.0, until - time.monotonic())
                if not self._changed.wait_for(lambda: self._is_free(lane), left):
                    raise Full
            finally:
                self._waiting -= 1
            self._taken.add(lane)

    def _is_free(self, lane: str) -> bool:
        return lane not in self._taken and len(self._taken) < self._at_once
