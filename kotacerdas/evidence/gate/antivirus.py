"""Shows files to the virus scanner clamd, where there is one: what it says is clean, infected or nothing.

Speaks clamd's own protocol (INSTREAM) over TCP or a Unix socket. A scanner that is not there or does not answer
leaves a file unscanned; whether such a file may be opened is the setting EVIDENCE_NEEDS_SCAN.
"""

import contextlib
import re
import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit

import structlog
from django.conf import settings

log = structlog.get_logger()

CONNECT_SECONDS, ANSWER_SECONDS = 5, 120
QUIET_SECONDS = 60
"""So long a scanner that did not answer is not asked again: a thousand files must not wait for it one by one."""
_PIECE = 256 * 1024
_LONGEST_ANSWER = 4096
_FOUND = re.compile(r"^(?:stream|instream\S*): (?P<virus>.+) FOUND$")

_asked_again_at = 0.0


@dataclass(frozen=True)
class Verdict:
    """`state` is one of `models.Scan`; `virus` its name if one was found; `by` the scanner with its version."""

    state: str
    virus: str = ""
    by: str = ""


UNSCANNED = Verdict("unscanned")


def is_set_up() -> bool:
    return bool(settings.CLAMD)


def scan(content: BinaryIO) -> Verdict:
    """What the scanner says of all of `content`, which is read from its start."""
    global _asked_again_at
    if not is_set_up() or time.monotonic() < _asked_again_at:
        return UNSCANNED
    content.seek(0)
    try:
        answer = _stream(content)
        version = _ask(b"zVERSION\0")
    except OSError as error:
        _asked_again_at = time.monotonic() + QUIET_SECONDS
        log.warning("evidence.scanner-silent", error=type(error).__name__)
        return UNSCANNED
    return _verdict(answer, version)


def ask_again() -> None:
    """Forget that it did not answer."""
    global _asked_again_at
    _asked_again_at = 0.0


def _verdict(answer: str, version: str) -> Verdict:
    if answer.endswith(": OK"):
        return Verdict("clean", by=version[:120])
    if found := _FOUND.match(answer):
        return Verdict("infected", found["virus"][:120], version[:120])
    # Larger than it takes, for example.
    log.warning("evidence.scanner-refuses", answer=answer[:200])
    return UNSCANNED


def _stream(content: BinaryIO) -> str:
    with _line() as line:
        # A scanner that has enough answers while it is still being sent to, and closes.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(b"zINSTREAM\0")
            while piece := content.read(_PIECE):
                line.sendall(struct.pack(">L", len(piece)) + piece)
            line.sendall(struct.pack(">L", 0))
        return _answer(line)


def _ask(command: bytes) -> str:
    with _line() as line:
        line.sendall(command)
        return _answer(line)


def _answer(line: socket.socket) -> str:
    got = b""
    while len(got) < _LONGEST_ANSWER and (piece := line.recv(_LONGEST_ANSWER)):
        got += piece
    if not got:
        raise ConnectionResetError("no answer")
    return got.rstrip(b"\0\n").decode("utf-8", "replace")


@contextlib.contextmanager
def _line() -> Iterator[socket.socket]:
    at = urlsplit(settings.CLAMD)
    if at.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
    else:
        line = socket.create_connection((at.hostname or "", at.port or 3310), timeout=CONNECT_SECONDS)
    with line:
        if at.scheme == "unix":
            line.connect(at.path)
        line.settimeout(ANSWER_SECONDS)
        yield line
