"""Compares what a file says with what is kept: added, changed, unchanged, or in conflict with a later change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Values = Mapping[str, str]
_MARK_LETTERS = 10


class Change(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    FAULTY = "faulty"


@dataclass(frozen=True)
class Compared:
    change: Change
    after: dict[str, str]
    """Every value the row would have, also those that the file does not speak of."""


def fingerprint(values: object) -> str:
    """Equal for equal content; the order of names does not count."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def mark(values: Values) -> str:
    """The short sign of a row that travels with an export and shows, coming back, whether the row was changed here."""
    filled = {name: value for name, value in values.items() if value}
    return fingerprint(filled)[:_MARK_LETTERS]


def compare(
    current: Values | None, given: Values, *, known_as: str = "", blank_clears: bool = False
) -> Compared:
    """`known_as` is the mark of the row as the file's author last saw it, "" if that is not known.

    An empty cell leaves what is there, unless `blank_clears`.
    """
    if current is None:
        return Compared(Change.ADDED, dict(given))
    said = dict(given) if blank_clears else {name: value for name, value in given.items() if value}
    after = {**current, **said}
    if after == dict(current):
        return Compared(Change.UNCHANGED, after)
    if known_as and known_as != mark(current):
        return Compared(Change.CONFLICT, after)
    return Compared(Change.CHANGED, after)


def differing(before: Values | None, after: Values) -> list[str]:
    """The names of what would change, in the order of `after`."""
    return [name for name, value in after.items() if value != (before or {}).get(name, "")]
