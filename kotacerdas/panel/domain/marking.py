"""What the marks of a panel say together: which questions lack some, where assessors differ, and the panels of answers
from which the official means are made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

WIDE = 2
"""Levels between the lowest and the highest mark from which a question is talked about."""

Marks = Mapping[str, int]
"""Of one seat: the level by code of the question."""


def spread(levels: Iterable[int]) -> int:
    """How many levels lie between the lowest and the highest; none where at most one is given."""
    some = list(levels)
    return max(some) - min(some) if some else 0


def missing(seat: Marks, codes: Collection[str]) -> int:
    """How many questions a seat has not scored."""
    return sum(code not in seat for code in codes)


def panels(seats: Sequence[Marks], codes: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """By code, the levels in the order of the seats. Raises `KeyError` where one is missing: whoever calls has counted."""
    return {code: tuple(seat[code] for seat in seats) for code in codes}
