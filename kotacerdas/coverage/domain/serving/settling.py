"""Which kelurahan each cell of a ground lies in, and how many people live there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from kotacerdas.terrain.domain.grid import Grid

OUTSIDE = -1
CELLS_AT_ONCE = 500_000
Numbers = NDArray[np.int16]
People = NDArray[np.float32]
Truth = NDArray[np.bool_]


def numbered(shapes: Sequence[Any], grid: Grid) -> Numbers:
    """For each cell the place of the shape (a polygon in metres) that holds its middle; on a common border the first one.

    By scan lines: where an edge crosses the middle of a row, inside and outside change.
    """
    found = np.full((grid.rows, grid.columns), OUTSIDE, np.int16)
    for number in reversed(range(len(shapes))):
        rows, columns = _crossings(shapes[number], grid)
        if not rows.size:
            continue
        top, left = int(rows.min()), int(columns.min())
        turns = np.zeros((int(rows.max()) - top + 1, int(columns.max()) - left + 1), np.uint8)
        np.bitwise_xor.at(turns, (rows - top, columns - left), 1)
        inside = np.bitwise_xor.accumulate(turns, axis=1).view(np.bool_)[:, :-1]
        found[top : top + inside.shape[0], left : left + inside.shape[1]][inside] = number
    return found


def _crossings(shape: Any, grid: Grid) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and first column right of each place where an edge of the shape crosses the middle of a row. A column may be the one
    behind the last."""
    first, last = _edges(shape)
    # In cells; the middle of the first cell is at 0, 0.
    x0, y0 = (first[:, 0] - grid.west) / grid.size - 0.5, (grid.north - first[:, 1]) / grid.size - 0.5
    x1, y1 = (last[:, 0] - grid.west) / grid.size - 0.5, (grid.north - last[:, 1]) / grid.size - 0.5
    begin = np.clip(np.ceil(np.minimum(y0, y1)), 0, grid.rows).astype(np.int64)
    end = np.clip(np.ceil(np.maximum(y0, y1)), 0, grid.rows).astype(np.int64)
    lengths = end - begin
    edge = np.repeat(np.arange(lengths.size), lengths)
    rows = np.arange(edge.size) - np.repeat(np.cumsum(lengths) - lengths, lengths) + begin[edge]
    across = x0[edge] + (rows - y0[edge]) * (x1[edge] - x0[edge]) / np.where(y1 == y0, 1.0, y1 - y0)[edge]
    columns = np.clip(np.ceil(across), 0, grid.columns).astype(np.int64)
    return rows, columns


def _edges(shape: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both ends of every edge, of all rings."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    return corners[:-1][same], corners[1:][same]


def spread(area: Numbers, land: Truth, people: Mapping[int, int]) -> People:
    """People by the number of their kelurahan, evenly over its land; over all of its cells where none of them is land.

    Summed in eight bytes and rounded, each kelurahan has exactly its people: four bytes are wrong by less than a tenth of a
    person in a million.
    """
    units = max(int(area.max(initial=OUTSIDE)), *people, OUTSIDE) + 1
    of_land, of_all = np.zeros(units, np.int64), np.zeros(units, np.int64)
    for strip in strips(area.shape[0], area.shape[1]):
        inside = area[strip] >= 0
        of_all += np.bincount(area[strip][inside], minlength=units)
        of_land += np.bincount(area[strip][inside & land[strip]], minlength=units)
    each = np.zeros(units + 1, np.float32)  # the last one is for cells outside
    for number, living in people.items():
        each[number] = living / max(of_land[number] or of_all[number], 1)
    is_on_land = np.append(of_land > 0, False)
    found = np.empty(area.shape, np.float32)
    for strip in strips(area.shape[0], area.shape[1]):
        found[strip] = each[area[strip]]
        found[strip][~land[strip] & is_on_land[area[strip]]] = 0
    return found


def strips(rows: int, columns: int) -> Iterator[slice]:
    """Rows of a raster some at a time, so that no copy of all of it is held."""
    step = max(1, CELLS_AT_ONCE // max(columns, 1))
    return (slice(start, min(start + step, rows)) for start in range(0, rows, step))
