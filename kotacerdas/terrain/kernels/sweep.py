"""The ring sweep: what one point sees, by a horizon carried outwards (XDraw with reference planes; GDAL calls it "edge").

Ring `r` is the square of cells `r` rows or columns from the observer. The horizon in a cell is a slope, in metres a row. The ray to
the cell at offset `i` of ring `r` crosses ring `r - 1` between the offsets `i - 1` and `i`, at the share `i / r` towards the first;
the horizon there is the mean of both horizons, so weighted. The cell is seen if its own slope is not below, and the higher of both
is its horizon. So horizons are averaged where the truth is the horizon of averaged ground: never less, and a little too much is
hidden. A ray that grazes is seen.

The triangles north, south, west and east of the observer are swept apart. West and east go over a transposed copy, so that memory
is always read along rows, and leave out the diagonals. On an axis and on a diagonal a ray meets one cell only, which is taken as it
is: no weight that should be nothing ever meets a number that stands for nothing.

A row is swept in whole multiples of `LANES` cells, and its rest in one block over its end: what that finds there is masked and never
carried on, so that short rows are vectors too. Everything is flat, so that no view is counted and no index wraps. What is seen is
added to, in whatever type it has.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.terrain.kernels.compiling import quickly

Array = NDArray[Any]
Rooms = tuple[int, int, int, int]

LANES = 16
MARGIN = 2 * LANES  # cells that must be readable before and behind everything


@quickly
def _first_ring(
    ground: Array,
    seen: Array,
    at: int,
    horizon: Array,
    middle: int,
    left: int,
    right: int,
    sky: np.float32,
    drop: np.float32,
    diagonals: bool,
) -> None:
    """Neighbours hide behind nothing."""
    one = seen.dtype.type(1)
    horizon[middle] = ground[at] - sky - drop
    horizon[middle + 1] = ground[at + 1] - sky - drop - drop
    horizon[middle - 1] = ground[at - 1] - sky - drop - drop
    seen[at] += one
    if diagonals and right >= 1:
        seen[at + 1] += one
    if diagonals and left >= 1:
        seen[at - 1] += one


@quickly
def _right(
    ground: Array,
    seen: Array,
    at: int,
    inner: Array,
    outer: Array,
    middle: int,
    count: int,
    ring: int,
    base: np.float32,
    rise: np.float32,
    drop: np.float32,
    squares: Array,
) -> None:
    """`count` cells right of the axis; their horizon comes from `inner` and goes to `outer`."""
    inverse = np.float32(1) / np.float32(ring)
    full = count // LANES * LANES
    g, h, one = np.uint64(at + 1), np.uint64(middle), np.uint64(1)
    for cell in range(full):
        j = np.uint64(cell)
        beside = inner[h + j + one]
        horizon = beside + np.float32(cell + 1) * inverse * (inner[h + j] - beside)
        slope = (ground[g + j] - base - drop * squares[j + one]) * inverse
        seen[g + j] += seen.dtype.type(slope + rise >= horizon)
        outer[h + j + one] = max(slope, horizon)
    for first in range(full, count, LANES):
        left = np.int32(count - first)
        g, h, s = np.uint64(at + 1 + first), np.uint64(middle + first), np.uint64(first + 1)
        for lane in range(LANES):
            j = np.uint64(lane)
            beside = inner[h + j + np.uint64(1)]
            horizon = beside + np.float32(s + j) * inverse * (inner[h + j] - beside)
            slope = (ground[g + j] - base - drop * squares[s + j]) * inverse
            is_seen = (slope + rise >= horizon) & (np.int32(lane) < left)
            seen[g + j] += seen.dtype.type(is_seen)
            outer[h + j + np.uint64(1)] = max(slope, horizon)


@quickly
def _left(
    ground: Array,
    seen: Array,
    at: int,
    inner: Array,
    outer: Array,
    middle: int,
    count: int,
    ring: int,
    base: np.float32,
    rise: np.float32,
    drop: np.float32,
    squares: Array,
) -> None:
    """The same left of it, blocks from the axis outwards; `squares` is read from its end, where it runs down to 1."""
    inverse = np.float32(1) / np.float32(ring)
    full = count // LANES * LANES
    g, h, s, one = (
        np.uint64(at - full),
        np.uint64(middle - full),
        np.uint64(squares.size - full),
        np.uint64(1),
    )
    for cell in range(full):
        j = np.uint64(cell)
        beside = inner[h + j]
        horizon = beside + np.float32(full - cell) * inverse * (inner[h + j + one] - beside)
        slope = (ground[g + j] - base - drop * squares[s + j]) * inverse
        seen[g + j] += seen.dtype.type(slope + rise >= horizon)
        outer[h + j] = max(slope, horizon)
    for first in range(full, count, LANES):
        over = np.int32(LANES - (count - first))
        far = first + LANES
        g, h, s = np.uint64(at - far), np.uint64(middle - far), np.uint64(squares.size - far)
        for lane in range(LANES):
            j = np.uint64(lane)
            beside = inner[h + j]
            horizon = beside + np.float32(far - lane) * inverse * (inner[h + j + np.uint64(1)] - beside)
            slope = (ground[g + j] - base - drop * squares[s + j]) * inverse
            is_seen = (slope + rise >= horizon) & (np.int32(lane) >= over)
            seen[g + j] += seen.dtype.type(is_seen)
            outer[h + j] = max(slope, horizon)


@quickly
def _ring(
    ground: Array,
    seen: Array,
    at: int,
    inner: Array,
    outer: Array,
    middle: int,
    left: int,
    right: int,
    ring: int,
    sky: np.float32,
    target: np.float32,
    drop: np.float32,
    squares: Array,
    diagonals: bool,
) -> None:
    """All cells of one ring in one triangle; `at` is the one on the axis."""
    inverse = np.float32(1) / np.float32(ring)
    base, rise = sky + drop * np.float32(ring) * np.float32(ring), target * inverse
    slope = (ground[at] - base) * inverse
    seen[at] += seen.dtype.type(slope + rise >= inner[middle])
    outer[middle] = max(slope, inner[middle])
    _right(ground, seen, at, inner, outer, middle, min(right, ring - 1), ring, base, rise, drop, squares)
    _left(ground, seen, at, inner, outer, middle, min(left, ring - 1), ring, base, rise, drop, squares)
    for side, reach in ((1, right), (-1, left)):
        if reach == ring:
            horizon = inner[middle + side * (ring - 1)]
            slope = (ground[at + side * ring] - base - drop * np.float32(ring) * np.float32(ring)) * inverse
            if diagonals:
                seen[at + side * ring] += seen.dtype.type(slope + rise >= horizon)
            outer[middle + side * ring] = max(slope, horizon)


@quickly
def _triangle(
    ground: Array,
    seen: Array,
    at: int,
    step: int,
    rings: int,
    left: int,
    right: int,
    widths: Array,
    sky: np.float32,
    target: np.float32,
    drop: np.float32,
    squares: Array,
    one: Array,
    other: Array,
    diagonals: bool,
) -> None:
    """From the observer at `at` outwards, `step` from ring to ring; nothing beyond `left` and `right` is there."""
    middle = one.size // 2
    if rings >= 1:
        reach = widths[1]
        _first_ring(
            ground, seen, at + step, one, middle, min(reach, left), min(reach, right), sky, drop, diagonals
        )
    for ring in range(2, rings + 1):
        reach = widths[ring]
        _ring(ground, seen, at + step * ring, one, other, middle, min(reach, left), min(reach, right), ring, sky,
              target, drop, squares, diagonals)  # fmt: skip
        one, other = other, one


@quickly
def _sweep(
    ground: Array,
    turned: Array,
    seen: Array,
    seen_turned: Array,
    at: int,
    at_turned: int,
    width: int,
    width_turned: int,
    rooms: Rooms,
    widths: Array,
    sky: np.float32,
    target: np.float32,
    drop: np.float32,
    squares: Array,
    one: Array,
    other: Array,
) -> None:
    """All four triangles of one observer; `rooms` are the rings that there are up, down, left and right."""
    up, down, left, right = rooms
    seen[at] += seen.dtype.type(1)
    _triangle(ground, seen, at, -width, up, left, right, widths, sky, target, drop, squares, one, other, True)
    _triangle(
        ground, seen, at, width, down, left, right, widths, sky, target, drop, squares, one, other, True
    )
    _triangle(turned, seen_turned, at_turned, -width_turned, left, up, down, widths, sky, target, drop, squares, one,
              other, False)  # fmt: skip
    _triangle(turned, seen_turned, at_turned, width_turned, right, up, down, widths, sky, target, drop, squares, one,
              other, False)  # fmt: skip


@quickly
def _rooms(row: int, column: int, rows: int, columns: int, radius: int) -> Rooms:
    return (
        min(radius, row),
        min(radius, rows - 1 - row),
        min(radius, column),
        min(radius, columns - 1 - column),
    )


@quickly
def count_far(
    ground: Array,
    turned: Array,
    shape: tuple[int, int],
    seen: Array,
    seen_turned: Array,
    places: Array,
    heights: Array,
    target: np.float32,
    drop: np.float32,
    widths: Array,
    squares: Array,
) -> None:
    """Adds 1 where a point sees, for many points and long radii.

    `ground` and `turned` are the whole model and its transposed copy, flat, with `MARGIN` cells before and behind; `seen` and
    `seen_turned` likewise.
    """
    rows, columns = shape
    radius = widths.size - 1
    one, other = np.zeros(2 * (radius + MARGIN), np.float32), np.zeros(2 * (radius + MARGIN), np.float32)
    for p in range(heights.size):
        row, column = places[p, 0], places[p, 1]
        at, at_turned = MARGIN + row * columns + column, MARGIN + column * rows + row
        _sweep(ground, turned, seen, seen_turned, at, at_turned, columns, rows,
               _rooms(row, column, rows, columns, radius), widths, ground[at] + heights[p], target, drop, squares,
               one, other)  # fmt: skip


@quickly
def _copied(
    ground: Array, near: Array, row: int, column: int, rooms: Rooms, reaches: Array, middle: int
) -> None:
    """The disc around an observer, into the middle of `near`."""
    up, down, left, right = rooms
    for y in range(-up, down + 1):
        reach = reaches[abs(y)]
        for x in range(-min(reach, left), min(reach, right) + 1):
            near[np.uint64(middle + y), np.uint64(middle + x)] = ground[
                np.uint64(row + y), np.uint64(column + x)
            ]


@quickly
def _is_beside(y: int, x: int, radius: int) -> bool:
    """Whether a block of `LANES` squared holds cells west or east of the diagonals, inside the disc."""
    nearest_y = min(abs(y), abs(y + LANES - 1)) if y * (y + LANES - 1) > 0 else 0
    nearest_x = min(abs(x), abs(x + LANES - 1)) if x * (x + LANES - 1) > 0 else 0
    furthest_x = max(abs(x), abs(x + LANES - 1))
    return nearest_y <= furthest_x and nearest_y**2 + nearest_x**2 <= (radius + 1) ** 2


@quickly
def _turn_disc(near: Array, turned: Array, rooms: Rooms, middle: int, size: int, radius: int) -> None:
    """What lies west and east, transposed; blocks stay in the fastest memory."""
    up, down, left, right = rooms
    for y0 in range(-up, down + 1, LANES):
        for x0 in range(-left, right + 1, LANES):
            if _is_beside(y0, x0, radius):
                for x in range(x0, min(x0 + LANES, right + 1)):
                    to, of = (middle + x) * size + middle, middle * size + middle + x
                    for y in range(y0, min(y0 + LANES, down + 1)):
                        turned[np.uint64(to + y)] = near[np.uint64(of + y * size)]


@quickly
def _add_disc(
    seen: Array,
    mask: Array,
    mask_turned: Array,
    row: int,
    column: int,
    rooms: Rooms,
    widths: Array,
    middle: int,
    size: int,
) -> None:
    """What one point sees, to what others see; empties the masks for the next."""
    up, down, left, right = rooms
    radius = widths.size - 1
    for y in range(-up, down + 1):
        reach = min(abs(y), widths[abs(y)])
        for x in range(-min(reach, left), min(reach, right) + 1):
            seen[np.uint64(row + y), np.uint64(column + x)] += mask[
                np.uint64((middle + y) * size + middle + x)
            ]
    for y0 in range(-up, down + 1, LANES):
        for x0 in range(-left, right + 1, LANES):
            if _is_beside(y0, x0, radius):
                for y in range(y0, min(y0 + LANES, down + 1)):
                    for x in range(x0, min(x0 + LANES, right + 1)):
                        found = mask_turned[np.uint64((middle + x) * size + middle + y)]
                        seen[np.uint64(row + y), np.uint64(column + x)] += found
    mask[:] = 0
    mask_turned[:] = 0


@quickly
def count_near(
    ground: Array,
    seen: Array,
    places: Array,
    heights: Array,
    target: np.float32,
    drop: np.float32,
    widths: Array,
    reaches: Array,
    squares: Array,
) -> None:
    """The same for short radii: the surroundings of each point are copied out, so that nothing of the model's size is.

    `ground` is the model in rows, `seen` has its shape. `widths` are the cells of each ring to either side, `reaches` those of
    each row of the disc.
    """
    rows, columns = ground.shape
    radius = widths.size - 1
    middle = radius + MARGIN
    size = 2 * middle + 1
    near, turned = np.zeros((size, size), np.float32), np.zeros(size * size, np.float32)
    mask, mask_turned = np.zeros(size * size, np.uint8), np.zeros(size * size, np.uint8)
    one, other = np.zeros(size, np.float32), np.zeros(size, np.float32)
    flat, at = near.ravel(), middle * size + middle
    for p in range(heights.size):
        row, column = places[p, 0], places[p, 1]
        rooms = _rooms(row, column, rows, columns, radius)
        _copied(ground, near, row, column, rooms, reaches, middle)
        _turn_disc(flat, turned, rooms, middle, size, radius)
        _sweep(flat, turned, mask, mask_turned, at, at, size, size, rooms, widths, ground[row, column] + heights[p],
               target, drop, squares, one, other)  # fmt: skip
        _add_disc(seen, mask, mask_turned, row, column, rooms, widths, middle, size)


@quickly
def turn(of: Array, into: Array) -> None:
    """`into` becomes `of` transposed."""
    rows, columns = of.shape
    for y0 in range(0, rows, 32):
        for x0 in range(0, columns, 32):
            for x in range(x0, min(x0 + 32, columns)):
                for y in range(y0, min(y0 + 32, rows)):
                    into[np.uint64(x), np.uint64(y)] = of[np.uint64(y), np.uint64(x)]


@quickly
def add_turned(seen: Array, turned: Array) -> None:
    """Adds what was counted on the transposed copy."""
    rows, columns = seen.shape
    for y0 in range(0, rows, 32):
        for x0 in range(0, columns, 32):
            for y in range(y0, min(y0 + 32, rows)):
                for x in range(x0, min(x0 + 32, columns)):
                    seen[np.uint64(y), np.uint64(x)] += turned[np.uint64(x), np.uint64(y)]


def near_pays(observers: int, radius: int, cells: int) -> bool:
    """Whether copies of the surroundings cost less than a transposed copy of everything; a cell of it costs about as much as
    three of theirs."""
    return radius <= 32 or observers * (2 * radius + 1) ** 2 < 3 * cells
