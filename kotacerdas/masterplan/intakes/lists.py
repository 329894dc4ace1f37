"""Several things in one cell: a line each, or with semicolons between them."""

import re
from collections.abc import Iterable

_MARK = re.compile(r"^(?:[-•*–·▪]|\(?\d{1,2}[.)](?!\d)|[a-z][.)])\s*(?=\S)")
_BETWEEN_YEARS = re.compile(r"[\n;,/+&]|\bdan\b|\band\b", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:tahun\s+)?(?P<first>[12]\d{3})(?:\s*(?:-|–|—|s\.?\s?d\.?|sampai|hingga|to)\s*(?P<last>[12]\d{3}))?",
    re.IGNORECASE,
)
_LONGEST_SPAN = 50
_BETWEEN_CODES = re.compile(r"[\s;,/]+")


def pieces(text: str) -> tuple[str, ...]:
    """Each once, without the bullet or number before it. Where there are lines, a semicolon belongs to the words."""
    lines = text.splitlines() if "\n" in text else text.split(";")
    found = (_MARK.sub("", line.strip()).strip(" ;") for line in lines)
    return tuple(dict.fromkeys(filter(None, found)))


def codes(text: str) -> tuple[str, ...]:
    """Codes hold no blanks, so whatever stands between them divides."""
    return tuple(dict.fromkeys(filter(None, _BETWEEN_CODES.split(text))))


def years(text: str) -> tuple[int, ...] | None:
    """ "2024; 2026", "2024-2026", "2024 s.d. 2026"; None where something else is said."""
    found: set[int] = set()
    for piece in filter(None, (each.strip(" .") for each in _BETWEEN_YEARS.split(text))):
        span = _YEARS.fullmatch(piece)
        if span is None:
            return None
        first, last = int(span["first"]), int(span["last"] or span["first"])
        if not first <= last <= first + _LONGEST_SPAN:
            return None
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def joined(parts: Iterable[str]) -> str:
    return "\n".join(parts)
