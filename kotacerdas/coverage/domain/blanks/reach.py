"""How many Wi-Fi points reach each cell. By distance here; a reach over the terrain answers the same question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kotacerdas.coverage.domain.blanks.frames import Frame, Truth, Whole

Place = tuple[float, float]
"""East and north in metres."""
Mast = tuple[float, float, float]
"""East, north, and the antenna above ground, in metres."""


class Reach(Protocol):
    """`name` is stored with what came of it and put into words where it is shown ("distance": by distance, without terrain)."""

    @property
    def name(self) -> str: ...

    @property
    def radius(self) -> float: ...

    @property
    def knows_terrain(self) -> bool: ...

    def counts(self, points: Sequence[Mast], frame: Frame) -> Whole:
        """For each cell, row by row, how many of the points reach its middle."""
        ...

    def hidden(self, sources: Sequence[Mast], frame: Frame, farthest: float) -> Truth | None:
        """For each cell whether the ground hides the nearest of the sources, False where none is nearer than `farthest`; None
        where nothing is known of the ground."""
        ...


@dataclass(frozen=True)
class ByDistance:
    """A point reaches whatever lies within `radius` metres, whatever stands between."""

    radius: float
    name: str = "distance"
    knows_terrain: bool = False

    def hidden(self, sources: Sequence[Mast], frame: Frame, farthest: float) -> Truth | None:
        return None

    def counts(self, points: Sequence[Mast], frame: Frame) -> Whole:
        found = np.zeros(frame.shape, np.int64)
        for east, north, *_height in points:
            rows = _span(frame.north - north, self.radius, frame.cell, frame.rows)
            columns = _span(east - frame.west, self.radius, frame.cell, frame.columns)
            down = frame.north - (np.arange(rows.start, rows.stop) + 0.5) * frame.cell - north
            across = frame.west + (np.arange(columns.start, columns.stop) + 0.5) * frame.cell - east
            found[rows, columns] += down[:, None] ** 2 + across[None, :] ** 2 <= self.radius**2
        return found.ravel()


def _span(at: float, radius: float, cell: float, most: int) -> slice:
    """The rows or columns that a circle can touch."""
    first = min(max(int((at - radius) // cell), 0), most)
    last = min(max(int((at + radius) // cell) + 1, first), most)
    return slice(first, last)
