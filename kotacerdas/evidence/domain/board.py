"""Where a question stands on the board, and the table "who still owes how many, in which dimension"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DIMENSIONS = ("gov", "brand", "eco", "liv", "soc", "env")
GENERAL = ""
"""The column of questions that belong to no dimension."""


class Standing(StrEnum):
    MISSING = "missing"
    """Nothing was found that is close enough: not dug up yet."""
    PROPOSED = "proposed"
    """The system found pages; nobody has looked at them."""
    WAITING = "waiting"
    """Cited, waits for a second person."""
    CONFIRMED = "confirmed"


WITHOUT_PROOF = (Standing.MISSING, Standing.PROPOSED)


def standing(*, confirmed: int, waiting: int, proposed: int) -> Standing:
    """The furthest that any proof of a question has come."""
    if confirmed:
        return Standing.CONFIRMED
    if waiting:
        return Standing.WAITING
    return Standing.PROPOSED if proposed else Standing.MISSING


@dataclass(frozen=True)
class Owed:
    """A question without proof. `agency` None: nobody was asked for it yet."""

    dimension: str
    agency: int | None
    due: date | None = None


@dataclass(frozen=True)
class Line:
    """What one agency still owes. `due` is the earliest day."""

    agency: int | None
    counts: Mapping[str, int]
    due: date | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def matrix(owed: Iterable[Owed]) -> list[Line]:
    """The earliest day first, those with most of them first; what nobody was asked for stands last."""
    by_agency: dict[int | None, list[Owed]] = {}
    for each in owed:
        by_agency.setdefault(each.agency, []).append(each)
    lines = [
        Line(
            agency,
            Counter(each.dimension for each in some),
            min((each.due for each in some if each.due), default=None),
        )
        for agency, some in by_agency.items()
    ]
    return sorted(lines, key=lambda line: (line.agency is None, line.due or date.max, -line.total))


def columns(owed: Iterable[Owed]) -> list[str]:
    """The dimensions that occur, in their order, and the general column first if it is needed."""
    there = {each.dimension for each in owed}
    return [code for code in (GENERAL, *DIMENSIONS) if code in there]


def shade(count: int) -> int:
    """Four steps of colour for a number in the table: 1, 2, 3, 4 and more; 0 for none."""
    return min(count, 4)
