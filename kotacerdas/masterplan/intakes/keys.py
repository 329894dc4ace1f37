"""Names of the columns that repeat by year and source: `target_2024`, `ceiling_2024_apbd`, `q1_2024_apbd`.

Without a source at its end (`ceiling_2024_`) a column says money of which the row must say where it comes from.
"""

import re
from typing import NamedTuple

FIGURES = ("target", "realised")
QUARTERS = ("q1", "q2", "q3", "q4")
WORKPLANS = ("renja", "rkpd")
MONEY = ("ceiling", "changed", *QUARTERS)
_FIGURE = re.compile(r"(target|realised)_(\d{4})")
_MONEY = re.compile(r"(ceiling|changed|q[1-4])_(\d{4})_([a-z]*)")


class Place(NamedTuple):
    """Which money a column holds; `source` is "" where the column does not say it."""

    part: str
    year: int
    source: str


def figure_key(part: str, year: int) -> str:
    return f"{part}_{year}"


def figure_of(key: str) -> tuple[str, int] | None:
    found = _FIGURE.fullmatch(key)
    return (found[1], int(found[2])) if found else None


def money_key(part: str, year: int, source: str = "") -> str:
    return f"{part}_{year}_{source}"


def money_of(key: str) -> Place | None:
    found = _MONEY.fullmatch(key)
    return Place(found[1], int(found[2]), found[3]) if found else None


def is_by_year(key: str) -> bool:
    """Kept only where it is filled, so that a programme of five years does not carry hundreds of empty cells."""
    return figure_of(key) is not None or money_of(key) is not None


def workplan_key(document: str) -> str:
    """All years of one yearly plan in one cell."""
    return f"{document}_years"


def baseline_key(year: int) -> str:
    return f"baseline_{year}"


def total_key(year: int | None = None) -> str:
    return f"ceiling_total_{year}" if year else "ceiling_total"
