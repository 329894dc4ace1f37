"""A small clamd: speaks the real protocol over a real socket, and finds the test string of all scanners."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

# In two pieces, so that no scanner takes this file for one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
VERSION = "ClamAV 1.4.3/27800/Mon Nov 23 08:00:00 2026"


class Clamd:
    """`mood`: "well", "too-large" (says so and closes before it has all), "silent" (closes without a word)."""

    def __init__(self, family: int, address: object) -> None:
        self.mood = "well"
        self.seen: list[bytes] = []
        self.calls = 0
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.bind(address)
        self._socket.listen(16)
        self.port = self._socket.getsockname()[1] if family == socket.AF_INET else 0
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        # Wakes the thread that waits for a caller.
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                caller, _address = self._socket.accept()
            except OSError:
                return
            with caller, contextlib.suppress(OSError):
                self.calls += 1
                self._answer(caller, caller.makefile("rb"))

    def _answer(self, caller: socket.socket, stream: object) -> None:
        with stream:
            command = b""
            while not command.endswith(b"\0"):
                command += stream.read(1)
            if self.mood == "silent":
                return
            if command == b"zVERSION\0":
                caller.sendall(VERSION.encode() + b"\0")
            elif command == b"zINSTREAM\0":
                caller.sendall(self._scan(stream) + b"\0")

    def _scan(self, stream: object) -> bytes:
        content = b""
        while length := struct.unpack(">L", stream.read(4))[0]:
            content += stream.read(length)
            if self.mood == "too-large":
                return b"INSTREAM size limit exceeded. ERROR"
        self.seen.append(content)
        return b"stream: Win.Test.EICAR_HDB-1 FOUND" if EICAR in content else b"stream: OK"


@contextlib.contextmanager
def tcp() -> Iterator[Clamd]:
    with contextlib.closing(Clamd(socket.AF_INET, ("127.0.0.1", 0))) as server:
        yield server


@contextlib.contextmanager
def unix(path: Path) -> Iterator[Clamd]:
    with contextlib.closing(Clamd(socket.AF_UNIX, str(path))) as server:
        yield server
