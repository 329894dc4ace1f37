"""Asks the planner, from a page or a job; waits no longer than told."""

import socket
import time
from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.planner import places, wire
from kotacerdas.planner.domain.frames import Malformed, Message

__all__ = ["Busy", "Failed", "Message", "Silent", "Unanswered", "ask"]


class Unanswered(Exception):
    """No answer; the page says so."""


class Silent(Unanswered):
    """No planner runs, or it ended in the middle."""


class Busy(Unanswered):
    """It has too much to do, or is still loading what this question needs: the next one may be quicker."""


class Failed(Unanswered):
    """It broke over this question; its log says where."""


def ask(
    name: str,
    values: Mapping[str, Any],
    *,
    lane: str = "",
    asker: str = "",
    seconds: float = 2.0,
    arrays: Mapping[str, NDArray[Any]] | None = None,
) -> Message:
    """Raises `Unanswered`, and `Refused` with the question's own faults. Questions of one `lane` wait for each other; `asker` is
    slowed down if it asks too often, and should say nothing about a person."""
    until = time.monotonic() + seconds
    given = {"question": name, "lane": lane, "asker": asker, "seconds": seconds, "given": dict(values)}
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            _connect(line, until)
            wire.send(line, Message(given, arrays or {}), until=until)
            answer = wire.receive(line, until=until)
    except (TimeoutError, BlockingIOError):
        # The second: more wait to be let in than the socket holds.
        raise Busy from None
    except (OSError, EOFError, Malformed, places.Unsafe):
        raise Silent from None
    return _told(answer)


def is_there() -> bool:
    """Whether somebody answers at the socket."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            _connect(line, time.monotonic() + 1)
    except (OSError, places.Unsafe):
        return False
    return True


def _connect(line: socket.socket, until: float) -> None:
    where = places.checked(places.folder())
    line.settimeout(max(0.01, until - time.monotonic()))
    line.connect(str(where / places.SOCKET))


def _told(answer: Message) -> Message:
    state = answer.values.get("state")
    if state == "done":
        return Message(answer.values.get("answer", {}), answer.arrays)
    if state == "refused":
        raise Refused(
            [
                Fault(each["kind"], each["values"], each["line"], each["column"])
                for each in answer.values["faults"]
            ]
        )
    raise Busy if state == "busy" else Failed
