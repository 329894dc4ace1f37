"""The ray walk: what one point sees, by a ray of its own to every cell.

A ray from the middle of the observer's cell to the middle of a cell `n` rows (or columns, whichever is more) and `m` columns (rows)
away crosses `n - 1` rows in between. At the crossing with row `k` the ground is taken linearly between the two cells beside it, at
the share `(k * m mod n) / n`. Crossings with columns are not sampled. The cell is seen if at no crossing the ground stands above the
ray; a ray that grazes is seen.

Everything is multiplied by `n`, so that nothing is divided: on heights that are multiples of a thousandth power of two, as whole
metres and whole eighths are, and with a flat Earth, there is no rounding at all, and a ray that grazes is told from one that does
not. The Earth's curve adds its bulge `bend * d * d * k * (n - k) / n` (times `n` above), where `d` is the distance of the cell.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.terrain.kernels.compiling import plainly

Array = NDArray[Any]


@plainly
def _is_seen(
    ground: Array, at: int, along: int, across: int, n: int, m: int, eye: float, lift: float, bulge: float
) -> bool:
    """`along` and `across` are steps in flat memory from row to row and from the nearer cell to the further one; `lift` is the
    top of the target above the eye, `bulge` that of the Earth times `n`."""
    part, place = 0, at
    for k in range(1, n):
        place += along
        part += m
        if part >= n:
            part -= n
            place += across
        above = (ground[np.uint64(place)] - eye) * (n - part)
        if part:
            above += (ground[np.uint64(place + across)] - eye) * part
        if above + bulge * (k * (n - k)) > k * lift:
            return False
    return True


@plainly
def _look(
    ground: Array,
    flat: Array,
    seen: Array,
    row: int,
    column: int,
    top: int,
    left: int,
    eye: float,
    target: float,
    bend: float,
    reaches: Array,
) -> None:
    """Adds 1 to each cell of `seen`, whose first cell is at `top` and `left` of the model, that is seen from `row` and `column`."""
    rows, columns = ground.shape
    at = row * columns + column
    radius = reaches.size - 1
    for y in range(-min(radius, row), min(radius, rows - 1 - row) + 1):
        reach = reaches[abs(y)]
        for x in range(-min(reach, column), min(reach, columns - 1 - column) + 1):
            down, right = columns if y > 0 else -columns, 1 if x > 0 else -1
            lift = np.float64(ground[row + y, column + x]) + target - eye
            if abs(y) >= abs(x):
                n, m, along, across = abs(y), abs(x), down, right
            else:
                n, m, along, across = abs(x), abs(y), right, down
            bulge = bend * (y * y + x * x) / n if n else 0.0
            if _is_seen(flat, at, along, across, n, m, eye, lift, bulge):
                seen[row + y - top, column + x - left] += seen.dtype.type(1)


@plainly
def count(
    ground: Array, seen: Array, places: Array, heights: Array, target: float, bend: float, reaches: Array
) -> None:
    """Adds 1 where a point sees, for many points; `reaches` are the cells of each row of the disc to either side."""
    flat = ground.ravel()
    for p in range(heights.size):
        row, column = places[p, 0], places[p, 1]
        eye = np.float64(ground[row, column]) + heights[p]
        _look(ground, flat, seen, row, column, 0, 0, eye, target, bend, reaches)
