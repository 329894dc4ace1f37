"""A grid of square cells in metres that lies north up in one coordinate system."""

from dataclasses import dataclass
from math import floor
from typing import NamedTuple


class Cell(NamedTuple):
    row: int
    column: int


@dataclass(frozen=True)
class Grid:
    """`west` and `north` are the outer corner of the first cell; `crs` is a code such as `EPSG:32750`, or WKT if it has none."""

    rows: int
    columns: int
    size: float
    west: float
    north: float
    crs: str

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    @property
    def east(self) -> float:
        return self.west + self.columns * self.size

    @property
    def south(self) -> float:
        return self.north - self.rows * self.size

    def holds(self, x: float, y: float) -> bool:
        """Its outer edges belong to it."""
        return self.west <= x <= self.east and self.south <= y <= self.north

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell of a place; one on the outer edge in the east or south belongs to the last cell. None outside."""
        if not self.holds(x, y):
            return None
        row, column = floor((self.north - y) / self.size), floor((x - self.west) / self.size)
        return Cell(min(row, self.rows - 1), min(column, self.columns - 1))

    def middle_of(self, cell: Cell) -> tuple[float, float]:
        """East and north of the middle of a cell."""
        return self.west + (cell.column + 0.5) * self.size, self.north - (cell.row + 0.5) * self.size
