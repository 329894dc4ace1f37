"""Which part of a file a `Range` header asks for (RFC 9110, section 14)."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*")


@dataclass(frozen=True)
class Span:
    """From `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def header(self, size: int) -> str:
        return f"bytes {self.first}-{self.last}/{size}"


class Unsatisfiable(Exception):
    """The part lies outside the file."""


def wanted(header: str, size: int) -> Span | None:
    """The part asked for; None for the whole file, also where the header is odd or asks for several parts."""
    match = _ONE.fullmatch(header)
    if match is None or match.groups() == ("", ""):
        return None
    start, end = match.groups()
    if not start:
        if int(end) == 0 or size == 0:
            raise Unsatisfiable
        return Span(max(0, size - int(end)), size - 1)
    if end and int(end) < int(start):
        return None
    if int(start) >= size:
        raise Unsatisfiable
    return Span(int(start), min(int(end), size - 1) if end else size - 1)
