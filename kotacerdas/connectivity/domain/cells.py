"""The grid over a city: square cells in the metres of its UTM zone, only those whose middle lies inside an outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Array = NDArray[Any]
OUTSIDE = -1


@dataclass(frozen=True)
class Frame:
    """`west` and `north` are the metres of the upper left corner; rows go southwards. `area` says for each cell which
    outline its middle lies in, by its place in `codes`, or `OUTSIDE`."""

    cell_m: int
    west: float
    north: float
    epsg: int
    area: Array
    codes: tuple[str, ...]

    @property
    def rows(self) -> int:
        return int(self.area.shape[0])

    @property
    def columns(self) -> int:
        return int(self.area.shape[1])

    @property
    def size(self) -> int:
        return self.rows * self.columns

    @property
    def is_inside(self) -> Array:
        return self.area >= 0

    def cells_at(self, east: Any, north: Any) -> Array:
        """For each place the number of its cell, row by row; `OUTSIDE` where it lies in none of the city."""
        if not self.size:
            return np.full(np.shape(east), OUTSIDE, np.int64)
        column = np.floor((np.asarray(east, float) - self.west) / self.cell_m)
        row = np.floor((self.north - np.asarray(north, float)) / self.cell_m)
        # Written so that "not a number" is outside, too.
        is_in = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        number = np.where(is_in, row * self.columns + column, 0).astype(np.int64)
        return np.where(is_in & (self.area.ravel()[number] >= 0), number, OUTSIDE)

    def middle_of(self, number: int) -> tuple[float, float]:
        row, column = divmod(number, self.columns)
        return self.west + (column + 0.5) * self.cell_m, self.north - (row + 0.5) * self.cell_m

    def around(self, east: float, north: float, radius: float) -> Array:
        """The cells of the city whose middle lies within the radius in metres, and the one that holds the place."""
        column, row = (east - self.west) / self.cell_m, (self.north - north) / self.cell_m
        reach = radius / self.cell_m
        first, last = max(int(row - reach) - 1, 0), min(int(row + reach) + 2, self.rows)
        left, right = max(int(column - reach) - 1, 0), min(int(column + reach) + 2, self.columns)
        if first >= last or left >= right:
            return np.empty(0, np.int64)
        down, along = np.ogrid[first:last, left:right]
        near = (down + 0.5 - row) ** 2 + (along + 0.5 - column) ** 2 <= reach**2
        near |= (down == int(np.floor(row))) & (along == int(np.floor(column)))
        near &= self.area[first:last, left:right] >= 0
        found_rows, found_columns = np.nonzero(near)
        return np.asarray((found_rows + first) * self.columns + found_columns + left, np.int64)


def frame_over(shapes: dict[str, Any], *, cell_m: int, epsg: int) -> Frame:
    """Over shapely geometries in metres by their code. Corners lie on whole cells, so that a grid of the same city made later
    has the same cells. A place on a common border belongs to the first by code."""
    codes = tuple(sorted(shapes))
    if not codes:
        return Frame(cell_m, 0.0, 0.0, epsg, np.full((0, 0), OUTSIDE, np.int16), ())
    boxes = np.array([shapes[code].bounds for code in codes])
    west, south = np.floor(boxes[:, :2].min(axis=0) / cell_m) * cell_m
    east, north = np.ceil(boxes[:, 2:].max(axis=0) / cell_m) * cell_m
    columns, rows = round((east - west) / cell_m), round((north - south) / cell_m)
    area = np.full((rows, columns), OUTSIDE, np.int16)
    across = west + (np.arange(columns) + 0.5) * cell_m
    for number in reversed(range(len(codes))):
        shape = shapes[codes[number]]
        shapely.prepare(shape)
        box = shape.bounds
        left = max(int((box[0] - west) // cell_m), 0)
        right = min(int((box[2] - west) // cell_m) + 1, columns)
        top = max(int((north - box[3]) // cell_m), 0)
        bottom = min(int((north - box[1]) // cell_m) + 1, rows)
        down = north - (np.arange(top, bottom) + 0.5) * cell_m
        east_of, north_of = np.meshgrid(across[left:right], down)
        inside = shapely.intersects_xy(shape, east_of, north_of)
        area[top:bottom, left:right][inside] = number
    return Frame(cell_m, float(west), float(north), epsg, area, codes)
