"""Several things in one cell: a line each, or with semicolons between them."""

import re
from collections.abc import Iterable

_MARK = re.compile(r"^(?:[-•*–·▪]|\(?\d{1,2}[.)](?!\d)|[a-z][.)])\s*(?=\S)")
_BETWEEN_CODES = re.compile(r"[\s;,/]+")


def pieces(text: str) -> tuple[str, ...]:
    """Each once, without the bullet or number before it. Where there are lines, a semicolon belongs to the words."""
    lines = text.splitlines() if "\n" in text else text.split(";")
    found = (_MARK.sub("", line.strip()).strip(" ;") for line in lines)
    return tuple(dict.fromkeys(filter(None, found)))


def codes(text: str) -> tuple[str, ...]:
    """Codes hold no blanks, so whatever stands between them divides."""
    return tuple(dict.fromkeys(filter(None, _BETWEEN_CODES.split(text))))


def joined(parts: Iterable[str]) -> str:
    return "\n".join(parts)
