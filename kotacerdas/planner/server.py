"""The planner itself: takes questions at its socket and answers each in a thread of its own, a few at a time.

Nothing that arrives ends it: what is no message of ours is dropped, what goes wrong in a question is logged by kind and place and
told as a failure. A question that never ends, ends the process; the supervisor starts another.
"""

import contextlib
import fcntl
import os
import selectors
import socket
import threading
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import structlog
from django.conf import settings
from django.db import connections

from kotacerdas.common.domain.faults import Refused
from kotacerdas.planner import about, places, questions, wire  # noqa: F401 - `about` registers itself
from kotacerdas.planner.domain.frames import Malformed, Message
from kotacerdas.planner.domain.lanes import Full, Lanes
from kotacerdas.planner.domain.paces import Paces
from kotacerdas.planner.domain.warm import Warm

log = structlog.get_logger()

AT_ONCE = 2
MOST_WAITING = 16
MOST_CONNECTIONS = 48
SECONDS_TO_SPEAK = 5.0  # for a whole question to arrive, and for its answer to be taken
LONGEST_PATIENCE = 60.0
LONGEST_QUESTION = 180.0
LOOK_EVERY = 0.5
MOST_BYTES = 768 * 2**20
A_SECOND, IN_ONE_MOMENT = 15.0, 30.0  # a mark that is dragged asks about ten times a second
PARTS: Mapping[str, type | tuple[type, ...]] = {
    "question": str, "lane": str, "asker": str, "seconds": (int, float), "given": dict,
}  # fmt: skip
LESS_EAGER = 10  # what is loaded before anybody asks must not slow the pages down


class Occupied(Exception):
    """Another planner serves this state folder."""


class Server:
    """`open` it, then `serve` until `stop`."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or places.folder()
        self.warm = Warm(MOST_BYTES)
        self._lanes = Lanes(at_once=AT_ONCE, most_waiting=MOST_WAITING)
        self._paces = Paces(a_second=A_SECOND, at_once=IN_ONE_MOMENT, clock=time.monotonic)
        self._room = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self._stopping = threading.Event()
        self._began: dict[int, tuple[str, float]] = {}
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        self._wake, self._woken = socket.socketpair()
        self._wake.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._lock: IO[str] | None = None

    # --- Coming and going --------------------------------------------------------------------------------

    def open(self) -> None:
        """Raises `Occupied`. The socket that a killed planner left is replaced, in one step: whoever connects finds one of them."""
        places.made(self.folder)
        self._lock = (self.folder / places.LOCK).open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._close()
            raise Occupied("another planner serves this folder") from None
        unfinished = self.folder / f"{places.SOCKET}.new"
        unfinished.unlink(missing_ok=True)
        self._socket.bind(str(unfinished))
        unfinished.chmod(0o600)
        self._socket.listen(MOST_CONNECTIONS)
        for each in (self._socket, self._woken):
            self._selector.register(each, selectors.EVENT_READ)
        unfinished.replace(self.folder / places.SOCKET)

    def serve(self) -> None:
        log.info("planner.started", questions=questions.names())
        threading.Thread(target=self._load_ahead, daemon=True, name="ahead").start()
        try:
            while not self._stopping.is_set():
                self._take_one()
                self._look_for_endless()
        finally:
            with contextlib.suppress(OSError):
                (self.folder / places.SOCKET).unlink()
            self._close()
            log.info("planner.stopped")

    def stop(self) -> None:
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._wake.send(b".")

    def _close(self) -> None:
        for each in (self._selector, self._socket, self._wake, self._woken):
            each.close()
        if self._lock is not None:
            self._lock.close()

    def _load_ahead(self) -> None:
        # Linux counts eagerness by thread.
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS_EAGER)
        for starter in questions.starters():
            started = time.monotonic()
            try:
                starter()
            except Exception as error:  # noqa: BLE001 - the questions will say what is wrong
                log.warning("planner.start_trouble", error=type(error).__name__, place=place_of(error))
            log.info("planner.loaded", ms=_since(started))
        connections.close_all()

    def _look_for_endless(self) -> None:
        for name, began in list(self._began.values()):
            if time.monotonic() - began > LONGEST_QUESTION:
                log.error("planner.endless", question=name)
                os._exit(1)

    # --- Connections -------------------------------------------------------------------------------------

    def _take_one(self) -> None:
        if not self._selector.select(LOOK_EVERY) or self._stopping.is_set():
            return
        try:
            line, _address = self._socket.accept()
        except OSError as error:
            # Too many open files, say. Those under way will end.
            log.warning("planner.trouble", error=type(error).__name__)
            self._stopping.wait(LOOK_EVERY)
            return
        if not self._room.acquire(blocking=False):
            self._turn_away(line)
            return
        try:
            threading.Thread(target=self._converse, args=(line,), daemon=True).start()
        except RuntimeError:
            self._room.release()
            line.close()

    def _turn_away(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            wire.send(line, Message({"state": "busy"}), until=time.monotonic() + 0.1)

    def _converse(self, line: socket.socket) -> None:
        """One question, one answer."""
        try:
            with line, contextlib.suppress(OSError, EOFError):
                asked = self._heard(line)
                if asked is not None:
                    self._tell(line, asked)
        finally:
            connections.close_all()
            self._room.release()

    def _tell(self, line: socket.socket, asked: Message) -> None:
        answer = self._answer(asked)
        try:
            wire.send(line, answer, until=time.monotonic() + SECONDS_TO_SPEAK)
        except (TypeError, ValueError) as error:
            log.error("planner.unsendable", question=asked.values["question"], error=type(error).__name__)
            wire.send(line, Message({"state": "failed"}), until=time.monotonic() + SECONDS_TO_SPEAK)

    def _heard(self, line: socket.socket) -> Message | None:
        try:
            found = wire.receive(line, until=time.monotonic() + SECONDS_TO_SPEAK)
        except Malformed as error:
            log.warning("planner.malformed", what=str(error))
            return None
        values = found.values
        if values.keys() != PARTS.keys() or not all(
            isinstance(values[name], kind) for name, kind in PARTS.items()
        ):
            log.warning("planner.malformed", what="a question without its parts")
            return None
        return found

    # --- Answers -----------------------------------------------------------------------------------------

    def _answer(self, asked: Message) -> Message:
        values = asked.values
        question = questions.find(values["question"])
        if question is None:
            log.warning("planner.unknown")
            return Message({"state": "unknown"})
        if values["asker"] and not self._paces.allows(values["asker"]):
            return Message({"state": "busy"})
        until = time.monotonic() + min(max(float(values["seconds"]), 0.0), LONGEST_PATIENCE)
        try:
            with self._lanes.turn(values["lane"] or values["question"], until):
                return self._worked(values["question"], question, asked)
        except Full:
            return Message({"state": "busy"})

    def _worked(self, name: str, question: questions.Question, asked: Message) -> Message:
        started, thread = time.monotonic(), threading.get_ident()
        self._began[thread] = (name, started)
        try:
            told = question(questions.Asked(asked.values["given"], asked.arrays, self.warm))
            answer = Message({"state": "done", "answer": dict(told.values)}, told.arrays)
        except Refused as refused:
            return Message({"state": "refused", "faults": [_plain(fault) for fault in refused.faults]})
        except Exception as error:  # noqa: BLE001 - one question that breaks must not take the others with it
            log.error("planner.failed", question=name, error=type(error).__name__, place=place_of(error))
            return Message({"state": "failed"})
        finally:
            self._began.pop(thread, None)
        log.info("planner.answered", question=name, ms=_since(started), mib=round(self.warm.bytes / 2**20))
        return answer


def _plain(fault: Any) -> dict[str, Any]:
    """What is no JSON by itself, such as a day, is written as text."""
    values = {
        name: value if isinstance(value, str | int | float | bool | list | dict) else str(value)
        for name, value in fault.values.items()
    }
    return {"kind": fault.kind, "values": values, "line": fault.line, "column": fault.column}


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


def place_of(error: Exception) -> str:
    """The last of our own lines that it came through, never what it said: that may quote what somebody typed."""
    package = Path(settings.PACKAGE)
    frames = [
        each
        for each in traceback.extract_tb(error.__traceback__)
        if Path(each.filename).is_relative_to(package)
    ]
    if not frames:
        return ""
    last = frames[-1]
    return f"{Path(last.filename).relative_to(package)}:{last.lineno} {last.name}"
