"""Where people live and no point reaches: coarse squares out of a fine raster, joined to areas that somebody should look at.

Nobody knows where in a kelurahan its people live, so squares of some 50 metres lose nothing, and borders that can be walked are
better than those of single cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotacerdas.coverage.domain.blanks.areas import NO_LABEL, parted
from kotacerdas.coverage.domain.blanks.frames import Frame, Whole
from kotacerdas.coverage.domain.serving.rasters import Counts
from kotacerdas.coverage.domain.serving.settling import CELLS_AT_ONCE, Numbers, People
from kotacerdas.terrain.domain.grid import Grid

SQUARE_M = 50.0
Real = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Squares:
    """Row by row: the kelurahan of the middle of each, people in it, and those whom no point reaches."""

    frame: Frame
    units: Whole
    people: Real
    left: Real


def squares(area: Numbers, people: People, count: Counts, grid: Grid) -> Squares:
    side = max(1, round(SQUARE_M / grid.size))
    rows, columns = -(-grid.rows // side), -(-grid.columns // side)
    living, left = np.zeros((rows, columns)), np.zeros((rows, columns))
    for fine, coarse in _bands(grid, side):
        unreached = np.where(count[fine] == 0, people[fine], np.float32(0))
        living[coarse], left[coarse] = _summed(people[fine], side, columns), _summed(unreached, side, columns)
    down = np.minimum(np.arange(rows) * side + side // 2, grid.rows - 1)
    along = np.minimum(np.arange(columns) * side + side // 2, grid.columns - 1)
    units = area[np.ix_(down, along)].astype(np.int64).ravel()
    frame = Frame(grid.west, grid.north, grid.size * side, rows, columns)
    return Squares(frame, units, living.ravel(), left.ravel())


def _bands(grid: Grid, side: int) -> Iterator[tuple[slice, slice]]:
    step = max(1, CELLS_AT_ONCE // (grid.columns * side))
    for start in range(0, -(-grid.rows // side), step):
        yield slice(start * side, (start + step) * side), slice(start, start + step)


def _summed(of: People, side: int, columns: int) -> Real:
    below, beside = -of.shape[0] % side, columns * side - of.shape[1]
    whole = np.pad(of, ((0, below), (0, beside))) if below or beside else of
    found: Real = whole.reshape(-1, side, columns, side).sum(axis=(1, 3), dtype=np.float64)
    return found


@dataclass(frozen=True, eq=False)
class Gap:
    """`squares` are counted row by row; `people` are those whom no point reaches."""

    unit: int
    squares: Whole
    people: float


@dataclass(frozen=True, eq=False)
class Gaps:
    """`left_out` are people in areas too small to be listed."""

    areas: Sequence[Gap]
    left_out: float


def gaps(of: Squares, is_served: NDArray[np.bool_], *, smallest_ha: float) -> Gaps:
    """Squares in which most people are not reached and which no operator is known to serve (`is_served`); the most people first."""
    wanted = (of.units >= 0) & (of.left > 0) & (of.left * 2 >= of.people) & ~is_served
    found = parted(wanted, of.units, of.frame, smallest=of.frame.cells_of(smallest_ha))
    order = np.argsort(found.labels, kind="stable")
    first = int((found.labels == NO_LABEL).sum())
    sizes = np.bincount(found.labels[order[first:]], minlength=found.units.size)
    cells = np.split(order[first:], np.cumsum(sizes)[:-1]) if found.units.size else []
    areas = [
        Gap(int(unit), own, float(of.left[own].sum())) for unit, own in zip(found.units, cells, strict=True)
    ]
    areas.sort(key=lambda each: (-each.people, int(each.squares[0])))
    return Gaps(areas, float(of.left[found.left_out].sum()))
