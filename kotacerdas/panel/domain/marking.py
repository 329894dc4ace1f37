"""What the marks of a panel say together: which questions lack some, where assessors differ, and the panels of answers
from which the official means are made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

WIDE = 2
"""Levels between the lowest and the highest mark from which a question is talked about."""

Marks = Mapping[str, int]
"""Of one seat: the level by code of the question."""


@dataclass(frozen=True)
class Divergence:
    """A question on which assessors differ; `levels` in the order of the seats."""

    code: str
    levels: tuple[int | None, ...]

    @property
    def spread(self) -> int:
        given = [level for level in self.levels if level is not None]
        return max(given) - min(given) if given else 0


def divergences(seats: Sequence[Marks], codes: Iterable[str]) -> list[Divergence]:
    """The widest first, and of the same width in the order of the form."""
    found = [Divergence(code, tuple(seat.get(code) for seat in seats)) for code in codes]
    wide = [each for each in found if each.spread >= WIDE]
    return sorted(wide, key=lambda each: -each.spread)


def missing(seat: Marks, codes: Collection[str]) -> int:
    """How many questions a seat has not scored."""
    return sum(code not in seat for code in codes)


def panels(seats: Sequence[Marks], codes: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """By code, the levels in the order of the seats. Raises `KeyError` where one is missing: whoever calls has counted."""
    return {code: tuple(seat[code] for seat in seats) for code in codes}
