"""Which recommendations are on the table of a year: each is carried into every later year until it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True)
class Given(Generic[Key]):
    """`closed`: the year whose round closed it, or in which the office did; None as long as it is open."""

    key: Key
    year: int
    closed: int | None = None

    def is_of(self, year: int) -> bool:
        """Answered for in that year: given by then, and not closed before it. The year of the closing is the last."""
        return self.year <= year and (self.closed is None or year <= self.closed)


def of_year(year: int, some: Iterable[Given[Key]]) -> list[Key]:
    return [each.key for each in some if each.is_of(year)]


def years(some: Iterable[Given[Key]], *, this_year: int) -> list[int]:
    """From the first that was given to this one, or to the last given; the latest first."""
    given = [each.year for each in some]
    if not given:
        return []
    return list(range(max(*given, this_year), min(given) - 1, -1))
