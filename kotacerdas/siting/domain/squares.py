"""What waits for a point, gathered in squares of the ground: a square is reached where at least half of its weight is seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.siting.domain.problem import Floats, Indices, Table

SAFE = 1e-9
"""Of a square's weight: sums of halves may miss a half by their rounding."""


@dataclass(frozen=True, eq=False)
class Squares:
    """`cells` holds the weight of each cell; `numbers` the number of each square of `side` cells, -1 where nobody waits;
    `weights` the weight of each number. With a side of one cell nothing is rounded."""

    side: int
    cells: NDArray[Any]
    numbers: NDArray[np.int32]
    weights: Floats

    def reached(self, top: int, left: int, seen: NDArray[Any]) -> Indices:
        """The numbers of squares of which this window, whose first cell is at `top` and `left`, sees half or more."""
        rows, columns = seen.shape
        part = np.where(seen, self.cells[top : top + rows, left : left + columns], 0.0)
        part = _gathered(_gathered(part, top, self.side, 0), left, self.side, 1)
        first, before = top // self.side, left // self.side
        numbers = self.numbers[first : first + part.shape[0], before : before + part.shape[1]]
        waits = numbers >= 0
        there = numbers[waits].astype(np.intp)
        found: Indices = there[2 * part[waits] >= self.weights[there] * (1 - SAFE)]
        return found

    def middles(self) -> tuple[Indices, Indices]:
        """Row and column of a cell in the middle of each square, in the order of their numbers."""
        rows, columns = (np.nonzero(self.numbers >= 0)[axis] for axis in (0, 1))
        height, width = self.cells.shape
        half = self.side // 2
        return (
            np.minimum(rows * self.side + half, height - 1),
            np.minimum(columns * self.side + half, width - 1),
        )


def squares(cells: NDArray[Any], side: int) -> Squares:
    """Cells are weights from 0 on. Squares begin at the first cell; those at the far edges may be cut."""
    gathered = _gathered(_gathered(np.asarray(cells, float), 0, side, 0), 0, side, 1)
    waits = gathered > 0
    numbers = np.full(gathered.shape, -1, np.int32)
    numbers[waits] = np.arange(int(waits.sum()), dtype=np.int32)
    return Squares(side, cells, numbers, gathered[waits])


def table(rows: Iterable[Indices]) -> Table:
    """For each site, in order, what it reaches."""
    each = [np.sort(row) for row in rows]
    starts = np.concatenate(([0], np.cumsum([len(row) for row in each]))).astype(np.intp)
    values = np.concatenate(each) if each else np.zeros(0, np.intp)
    return Table(starts, np.ascontiguousarray(values, dtype=np.intp))


def _gathered(part: NDArray[Any], start: int, side: int, axis: int) -> NDArray[Any]:
    """Sums over squares along one axis, of which the first begins before `start` or there."""
    if side == 1:
        return part
    cuts = np.arange(-(start % side), part.shape[axis], side)
    return np.add.reduceat(part, np.maximum(cuts, 0), axis=axis)
