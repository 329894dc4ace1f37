"""Candidates on a grid: the crossings of lines so many metres apart, the same ones whichever corner one begins at."""

from collections.abc import Iterator
from math import ceil, floor
from typing import NamedTuple


class Crossing(NamedTuple):
    """Its code stays the same as long as the spacing does."""

    code: str
    east: float
    north: float


def crossings(west: float, south: float, east: float, north: float, metres: int) -> Iterator[Crossing]:
    """From the north-west, row by row; none lies outside."""
    for row in range(floor(north / metres), ceil(south / metres) - 1, -1):
        for column in range(ceil(west / metres), floor(east / metres) + 1):
            yield Crossing(f"g{metres}-{column}-{row}", float(column * metres), float(row * metres))


def count(west: float, south: float, east: float, north: float, metres: int) -> int:
    """How many there are, without laying them."""
    across = floor(east / metres) - ceil(west / metres) + 1
    return max(0, across) * max(0, floor(north / metres) - ceil(south / metres) + 1)
