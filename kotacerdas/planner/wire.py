"""Bytes over a connected socket until an hour, no longer."""

import socket
import time

from kotacerdas.planner.domain.frames import Message, packed, read

AT_ONCE = 2**20


def send(over: socket.socket, message: Message, *, until: float) -> None:
    content = packed(message)
    over.settimeout(_left(until))
    over.sendall(content)


def receive(over: socket.socket, *, until: float) -> Message:
    """Raises `Malformed`, `EOFError` where the other end went away, `TimeoutError`."""

    def exactly(count: int) -> bytes:
        found = bytearray()
        while len(found) < count:
            over.settimeout(_left(until))
            part = over.recv(min(count - len(found), AT_ONCE))
            if not part:
                raise EOFError
            found += part
        return bytes(found)

    return read(exactly)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
