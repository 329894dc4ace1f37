"""Candidates wherever they come from, and those that are laid on a grid."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import ceil, floor
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Offer:
    """A candidate as the search and its answer need it.

    `unit` and `kecamatan` are codes, empty where it lies in none. `exclusion` names those of which at most one is chosen.
    """

    code: str
    name: str
    source: str
    kind: str
    lon: float
    lat: float
    cost: int
    unit: str = ""
    unit_name: str = ""
    kecamatan: str = ""
    kecamatan_name: str = ""
    cost_is_default: bool = True
    is_must: bool = False
    exclusion: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Crossing(NamedTuple):
    """Where two lines of a grid meet. Its code stays the same as long as the spacing does."""

    code: str
    east: float
    north: float


def crossings(west: float, south: float, east: float, north: float, metres: int) -> Iterator[Crossing]:
    """Those of lines so many metres apart, the same ones whichever corner one begins at: from the north-west, row by row; none lies
    outside."""
    for row in range(floor(north / metres), ceil(south / metres) - 1, -1):
        for column in range(ceil(west / metres), floor(east / metres) + 1):
            yield Crossing(f"g{metres}-{column}-{row}", float(column * metres), float(row * metres))


def count(west: float, south: float, east: float, north: float, metres: int) -> int:
    """How many there are, without laying them."""
    across = floor(east / metres) - ceil(west / metres) + 1
    return max(0, across) * max(0, floor(north / metres) - ceil(south / metres) + 1)
