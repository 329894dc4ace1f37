"""Guesses which column of a sheet is which of the intake, from the titles as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from kotacerdas.imports.domain.fields import Field, fold

JOINER = " / "
_CLOSE = 0.86
# Titles are short; a longer text is data or a note.
_LONGEST = 200
_EXACT, _PART, _BEGINS, _NEAR = 4.0, 3.0, 2.0, 1.0


def suggest(titles: Mapping[int, str], fields: Sequence[Field]) -> dict[str, int]:
    """`{field: column}`; the surest pairs first, each column once."""
    pairs = sorted(
        (
            (-_likeness(title, field.names), at, order, field.key)
            for order, field in enumerate(fields)
            for at, title in titles.items()
            if _likeness(title, field.names)
        )
    )
    found: dict[str, int] = {}
    for _sure, at, _order, key in pairs:
        if key not in found and at not in found.values():
            found[key] = at
    return found


def surety(titles: Mapping[int, str], fields: Sequence[Field]) -> float:
    """How much a row looks like the header: the sum over the fields that find a column."""
    by_key = {field.key: field for field in fields}
    return sum(_likeness(titles[at], by_key[key].names) for key, at in suggest(titles, fields).items())


def fingerprint(titles: Iterable[str]) -> str:
    """The same for all files of one layout, whatever stands above or below the header."""
    return "|".join(fold(title) for title in titles)[:2000]


@lru_cache(maxsize=8192)
def _likeness(title: str, given: tuple[str, ...]) -> float:
    whole = fold(title)
    if not whole or len(whole) > _LONGEST:
        return 0
    names = [folded for name in given if (folded := fold(name))]
    if whole in names:
        return _EXACT
    parts = [fold(part) for part in title.split(JOINER)]
    if len(parts) > 1 and parts[-1] in names:
        return _PART
    if any(len(name) > 3 and (whole.startswith(f"{name} ") or whole.endswith(f" {name}")) for name in names):
        return _BEGINS
    best = max((_ratio(whole, name) for name in names if len(name) > 3), default=0.0)
    return _NEAR * best if best >= _CLOSE else 0


def _ratio(one: str, other: str) -> float:
    if abs(len(one) - len(other)) > 4:
        return 0
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.quick_ratio() >= _CLOSE else 0
