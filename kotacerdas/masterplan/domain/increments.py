"""What was spent in each month, from what a sheet says: increments, totals of a quarter, or running totals of the year.

Only increments are kept; the other two are turned into the increment of the month at whose end they stand. So a running total of
March is 300 where January and February have 100 each: 100 were spent in March.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

MONTHS = range(1, 13)
QUARTER = 3


@dataclass(frozen=True)
class Given:
    """What a sheet says of one source: by month, by quarter (1 to 4), and until the end of a month since January."""

    months: Mapping[int, int] = field(default_factory=dict)
    quarters: Mapping[int, int] = field(default_factory=dict)
    until: Mapping[int, int] = field(default_factory=dict)


class Clash(NamedTuple):
    """Two figures of one sheet that cannot both be: `way` is what the second one is ("quarter" or "until"), `found` the increment
    that follows from it."""

    month: int
    way: str
    first: int
    found: int


def last_month(quarter: int) -> int:
    return quarter * QUARTER


def increments(kept: Mapping[int, int], given: Given) -> tuple[dict[int, int], list[Clash]]:
    """The increments of the months of which the sheet says something; `kept` are those of all months as they stand."""
    after, told, clashes = dict(kept), dict[int, int](), list[Clash]()
    for month in MONTHS:
        found = list(_said(month, given, after))
        if not found:
            continue
        _way, first = found[0]
        clashes += [Clash(month, way, first, other) for way, other in found[1:] if other != first]
        after[month] = told[month] = first
    return told, clashes


def _said(month: int, given: Given, after: Mapping[int, int]) -> Iterator[tuple[str, int]]:
    if month in given.months:
        yield "month", given.months[month]
    quarter, rest = divmod(month, QUARTER)
    if not rest and quarter in given.quarters:
        yield "quarter", given.quarters[quarter] - after.get(month - 1, 0) - after.get(month - 2, 0)
    if month in given.until:
        yield "until", given.until[month] - sum(after.get(each, 0) for each in range(1, month))
