"""What waits for a point, gathered from the fine cells of the ground into squares of about a hundred metres."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotacerdas.siting.domain.problem import Floats, Indices

NOBODY = -1
HALF = 0.5 - 1e-9  # of what waits in a square: so much of it seen, and it counts as covered

Labels = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Demand:
    """`number` gives for each cell of the ground its square, `NOBODY` where nothing waits; `load` what waits in the cell, and
    `people` how many of that are people. A square that lies in two kelurahan is two."""

    number: Labels
    load: NDArray[np.float32]
    people: NDArray[np.float32]
    weights: Floats
    heads: Floats
    """People by square."""
    area: Indices
    """The kelurahan of each square."""

    def __len__(self) -> int:
        return len(self.weights)

    def seen_by(self, top: int, left: int, seen: NDArray[np.uint8]) -> Indices:
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
    load: NDArray[np.float32], people: NDArray[np.float32], area: NDArray[np.int16], block: int
) -> Demand:
    """`load` is what waits in each cell, nothing where it is served or lies outside; `block` cells are the side of a square.

    Rows are taken block by block, so that only the answer is as large as the ground."""
    number = np.full(load.shape, NOBODY, np.int32)
    weights: list[Floats] = []
    heads: list[Floats] = []
    areas: list[Indices] = []
    count = 0
    for strip in _strips(load.shape[0], block):
        waits = (load[strip] > 0) & (area[strip] >= 0)
        if not waits.any():
            continue
        row, column = np.nonzero(waits)
        key = (column // block).astype(np.int64) * (int(area.max()) + 1) + area[strip][waits]
        keys, place = np.unique(key, return_inverse=True)
        number[strip][row, column] = place + count
        weights.append(_sums(place, load[strip][waits], len(keys)))
        heads.append(_sums(place, people[strip][waits], len(keys)))
        areas.append((keys % (int(area.max()) + 1)).astype(np.intp))
        count += len(keys)
    return Demand(number, load, people, _joined(weights), _joined(heads), _joined_places(areas))


def _strips(rows: int, block: int) -> Iterator[slice]:
    return (slice(top, min(top + block, rows)) for top in range(0, rows, block))


def _sums(place: NDArray[np.intp], values: NDArray[np.float32], count: int) -> Floats:
    return np.bincount(place, weights=values.astype(np.float64), minlength=count).astype(float)


def _joined(parts: list[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(0, float)


def _joined_places(parts: list[Indices]) -> Indices:
    return np.concatenate(parts) if parts else np.zeros(0, np.intp)
