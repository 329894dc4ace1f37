"""Square cells over a city, in metres of one projection."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
Real: TypeAlias = NDArray[np.float64]
Truth: TypeAlias = NDArray[np.bool_]

OUTSIDE = -1
SQUARE_METRES_A_HECTARE = 10_000


@dataclass(frozen=True)
class Frame:
    """Row 0 is the northernmost, column 0 the westernmost; `west` and `north` are the outer edges, `cell` the length of a side."""

    west: float
    north: float
    cell: float
    rows: int
    columns: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.columns

    @property
    def cell_ha(self) -> float:
        return self.cell * self.cell / SQUARE_METRES_A_HECTARE

    def cells_of(self, hectares: float) -> int:
        """The fewest cells that make up so many hectares; at least one."""
        return max(1, int(np.ceil(hectares / self.cell_ha - 1e-9)))

    def centres(self, cells: Whole) -> tuple[Real, Real]:
        """East and north of the middles of cells, which are counted row by row."""
        rows, columns = np.divmod(cells, self.columns)
        return self.west + (columns + 0.5) * self.cell, self.north - (rows + 0.5) * self.cell

    def at(self, east: Any, north: Any) -> Whole:
        """The cell of each place; `OUTSIDE` for one off the frame."""
        columns = np.floor((np.asarray(east, float) - self.west) / self.cell)
        rows = np.floor((self.north - np.asarray(north, float)) / self.cell)
        within = (columns >= 0) & (columns < self.columns) & (rows >= 0) & (rows < self.rows)
        cells = np.where(within, rows * self.columns + columns, OUTSIDE)
        return cells.astype(np.int64)
