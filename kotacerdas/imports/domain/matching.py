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
# Words beside a year or a sum that say nothing more.
_SILENT = frozenset({"tahun", "th", "thn", "rp", "rupiah", "year", "in"})


def suggest(titles: Mapping[int, str], fields: Sequence[Field]) -> dict[str, int]:
    """`{field: column}`; the surest pairs first, each column once."""
    return {key: at for key, (at, _sure) in _suggested(titles, fields).items()}


def surety(titles: Mapping[int, str], fields: Sequence[Field]) -> float:
    """How much a row looks like the header: the sum over the fields that find a column."""
    return sum(sure for _at, sure in _suggested(titles, fields).values())


def _suggested(titles: Mapping[int, str], fields: Sequence[Field]) -> dict[str, tuple[int, float]]:
    by_words = _by_words(
        tuple((at, field.names, field.silent) for at, field in enumerate(fields) if field.by_words)
    )
    pairs = [
        (-_likeness(title, field.names), at, order)
        for order, field in enumerate(fields)
        if not field.by_words
        for at, title in titles.items()
        if _likeness(title, field.names)
    ]
    for silent, bags in by_words.items():
        said = ((at, _bag(title) - silent) for at, title in titles.items())
        pairs += [(-_EXACT, at, bags[words]) for at, words in said if words in bags]
    found: dict[str, tuple[int, float]] = {}
    taken: set[int] = set()
    for sure, at, order in sorted(pairs):
        key = fields[order].key
        if key not in found and at not in taken:
            found[key] = at, -sure
            taken.add(at)
    return found


@lru_cache(maxsize=32)
def _by_words(
    named: tuple[tuple[int, tuple[str, ...], frozenset[str]], ...],
) -> Mapping[frozenset[str], Mapping[frozenset[str], int]]:
    """By the silent words beside them: which field these words mean. Looked up for every row that may be the header."""
    found: dict[frozenset[str], dict[frozenset[str], int]] = {}
    for at, names, silent in named:
        told = (words - silent for words in _bags(names))
        found.setdefault(silent, {}).update((words, at) for words in told if words)
    return found


@lru_cache(maxsize=8192)
def _bag(title: str) -> frozenset[str]:
    """Where nothing but silent words stands there, they are the title: "Tahun"."""
    words = frozenset(fold(title).split()) if len(title) <= _LONGEST else frozenset()
    return words - _SILENT or words


@lru_cache(maxsize=2048)
def _bags(names: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(bag for name in names if (bag := _bag(name)))


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
