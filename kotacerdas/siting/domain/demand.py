"""What waits for a point, gathered from the fine cells of the ground into squares."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.siting.domain.problem import Floats, Indices, Table

NOBODY = -1
HALF = 0.5 - 1e-9  # of what waits in a square: so much of it seen, and it counts as covered
MOST_PAIRS = 20_000_000
"""Of a site and a square: a gigabyte in the search."""


@dataclass(frozen=True, eq=False)
class Demand:
    """`number` gives for each cell of the ground its square, `NOBODY` where nothing waits; `load` what waits in the cell. A square
    that lies in two kelurahan is two."""

    number: NDArray[np.int32]
    load: NDArray[Any]
    weights: Floats
    heads: Floats
    """People by square."""
    area: Indices
    """The kelurahan of each square."""

    def __len__(self) -> int:
        return len(self.weights)

    def seen_by(self, top: int, left: int, seen: NDArray[Any]) -> Indices:
        """The squares of which at least half is seen through this window."""
        rows, columns = seen.shape
        window = np.s_[top : top + rows, left : left + columns]
        hit = (seen != 0) & (self.number[window] != NOBODY)
        squares = self.number[window][hit]
        if not squares.size:
            return np.zeros(0, np.intp)
        first = int(squares.min())
        found = np.bincount(squares - first, weights=self.load[window][hit])
        weights = self.weights[first : first + len(found)]
        return np.flatnonzero((found > 0) & (found >= HALF * weights)) + first


def gathered(
    load: NDArray[Any],
    block: int,
    *,
    people: NDArray[Any] | None = None,
    area: NDArray[np.int16] | None = None,
) -> Demand:
    """`load` is what waits in each cell, nothing where it is served or lies outside; `block` cells are the side of a square. How many
    of it are `people` (all of it without them) and in which kelurahan a cell lies (`area`, below 0 in none) may be left out.

    Rows are taken block by block, so that only the answer is as large as the ground."""
    number = np.full(load.shape, NOBODY, np.int32)
    parts: list[tuple[Floats, Floats, Indices]] = []
    areas = 1 if area is None else int(area.max(initial=0)) + 1
    count = 0
    for strip in _strips(load.shape[0], block):
        waits = load[strip] > 0
        if area is not None:
            waits &= area[strip] >= 0
        row, column = np.nonzero(waits)
        key = (column // block).astype(np.int64) * areas
        if area is not None:
            key += area[strip][waits]
        keys, place = np.unique(key, return_inverse=True)
        number[strip][row, column] = place + count
        weights = _sums(place, load[strip][waits], len(keys))
        heads = weights if people is None else _sums(place, people[strip][waits], len(keys))
        parts.append((weights, heads, (keys % areas).astype(np.intp)))
        count += len(keys)
    weights, heads, where = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Demand(number, load, weights, heads, where)


def table(rows: Iterable[Indices]) -> Table:
    """For each site, in order, the squares that it sees. Raises `Refused` for more than memory bears."""
    kept: list[Indices] = []
    pairs = 0
    for row in rows:
        pairs += len(row)
        if pairs > MOST_PAIRS:
            raise Refused(Fault("siting-many-pairs", {"most": MOST_PAIRS}))
        kept.append(row)
    starts = np.concatenate(([0], np.cumsum([len(row) for row in kept]))).astype(np.intp)
    return Table(starts, np.concatenate(kept) if kept else np.zeros(0, np.intp))


def _strips(rows: int, block: int) -> Iterator[slice]:
    return (slice(top, min(top + block, rows)) for top in range(0, rows, block))


def _sums(place: Indices, values: NDArray[Any], count: int) -> Floats:
    return np.bincount(place, weights=values.astype(np.float64), minlength=count).astype(float)
