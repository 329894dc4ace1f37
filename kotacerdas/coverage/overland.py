"""Reach and cause over the ground: who is seen by line of sight, where the city has an elevation model that can be looked over.

Without one, or without the packages for it, reach is told by distance; the survey says which of the two it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from kotacerdas.coverage.domain.blanks.frames import OUTSIDE, Frame, Truth, Whole
from kotacerdas.coverage.domain.blanks.reach import ByDistance, Mast, Reach
from kotacerdas.coverage.rules import SpotRules
from kotacerdas.people.models import City
from kotacerdas.terrain import sight
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.queries.grounds import elevation_of, used_ground
from kotacerdas.terrain.sight import Observer


def reach_of(city: City, rules: SpotRules, epsg: int) -> Reach:
    """Over the city's ground if it lies in the coordinate system of the signal, else by distance."""
    ground = used_ground(city)
    elevation = elevation_of(ground) if ground is not None and find_spec("numba") is not None else None
    if ground is None or elevation is None or elevation.grid.crs != f"EPSG:{epsg}":
        return ByDistance(rules.reach_m)
    return OverGround(elevation, rules.reach_m, rules.receiver_m)


@dataclass(frozen=True)
class OverGround:
    """A point reaches a cell if its antenna sees `receiver` metres above the cell's middle, at most `radius` metres away. One that
    stands beside the model, or where it has no height, reaches by distance."""

    elevation: Elevation
    radius: float
    receiver: float
    knows_terrain: bool = True

    @property
    def name(self) -> str:
        return "synthetic" if self.elevation.is_synthetic else "terrain"

    def counts(self, points: Sequence[Mast], frame: Frame) -> Whole:
        standing = [(each, self._observer(each)) for each in points]
        seen = sight.count(
            self.elevation,
            [observer for _point, observer in standing if observer is not None],
            Look(self.radius, self.receiver),
            exact=True,
        )
        rows, columns, is_on = self._middles(frame)
        found = np.zeros(is_on.shape, np.int64)
        found[is_on] = seen[rows[is_on], columns[is_on]]
        lost = [point for point, observer in standing if observer is None]
        # A cell beside the model is seen by nobody there, but may be near a point.
        beside = ByDistance(self.radius)
        return np.where(is_on, found + beside.counts(lost, frame), beside.counts(points, frame))

    def hidden(self, sources: Sequence[Mast], frame: Frame, farthest: float) -> Truth | None:
        rows, columns, is_on = self._middles(frame)
        east, north = frame.centres(np.arange(frame.rows * frame.columns))
        nearest = np.full(is_on.shape, farthest)
        found = np.zeros(is_on.shape, bool)
        # A little farther, for source and place may lie at opposite ends of their cells.
        look = Look(farthest + 2 * self.elevation.grid.size, self.receiver)
        for source in sources:
            observer = self._observer(source)
            away = np.hypot(east - source[0], north - source[1])
            nearer = is_on & (away < nearest)
            nearest = np.where(nearer, away, nearest)
            if observer is None or not nearer.any():
                found &= ~nearer
                continue
            view = sight.view(self.elevation, observer, look)
            place = rows[nearer] - view.top, columns[nearer] - view.left
            found[nearer] = view.seen[place] == 0
        return found

    def _observer(self, point: Mast) -> Observer | None:
        cell = self.elevation.grid.cell_at(point[0], point[1])
        if cell is None or self.elevation.height_at(cell) is None:
            return None
        return Observer(Cell(*cell), point[2])

    def _middles(self, frame: Frame) -> tuple[Whole, Whole, Truth]:
        """Row and column of the model under the middle of each cell, and whether there is a height."""
        grid = self.elevation.grid
        under = Frame(grid.west, grid.north, grid.size, grid.rows, grid.columns)
        cells = under.at(*frame.centres(np.arange(frame.rows * frame.columns)))
        rows, columns = np.divmod(np.maximum(cells, 0), grid.columns)
        return rows, columns, (cells != OUTSIDE) & ~self.elevation.voids[rows, columns]
