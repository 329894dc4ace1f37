"""An elevation model: heights in metres over a grid, what is void and what is sea; what can be wrong with one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.terrain.domain.grid import Cell, Grid

Heights = NDArray[np.float32]
Mask = NDArray[np.bool_]

SEA_LEVEL = 0.0  # models have 0 on the sea; a cell at or below it is not taken for land
MOST_CELLS = 64_000_000
BYTES_A_CELL = 24  # heights, a copy and its transposed copy in four bytes each, and counts of two workers
MOST_READ = 4_000_000_000  # cells of a file that are resampled to fewer
MOST_OF_A_PIECE = 128 * 2**20  # bytes that a file has unpacked at a time, whatever part of it is wanted
LOWEST, HIGHEST = -500.0, 9_000.0  # metres; beyond lies a mark for "nothing here" that nobody declared


@dataclass(frozen=True, eq=False)
class Elevation:
    """`heights` are of the middles of cells, NaN where there is none. `source` says in words where they come from."""

    grid: Grid
    heights: Heights
    is_synthetic: bool = False
    source: str = ""

    @cached_property
    def voids(self) -> Mask:
        found: Mask = np.isnan(self.heights)
        return found

    @cached_property
    def void_count(self) -> int:
        return int(np.count_nonzero(self.voids))

    @cached_property
    def sea(self) -> Mask:
        with np.errstate(invalid="ignore"):
            found: Mask = self.heights <= SEA_LEVEL
        return found

    @cached_property
    def ground(self) -> Heights:
        """A height everywhere: a void is as low as the lowest ground there is, so that it hides as little as it can."""
        if not self.void_count:
            return self.heights
        return np.where(self.voids, np.nanmin(self.heights), self.heights).astype(np.float32)

    def height_at(self, cell: Cell) -> float | None:
        """None on a void."""
        height = float(self.heights[cell])
        return None if np.isnan(height) else height


def elevation(
    grid: Grid, heights: NDArray[Any], *, is_synthetic: bool = False, source: str = ""
) -> Elevation:
    """Heights with NaN where there is none. Refuses those in which nothing can be seen over."""
    taken = np.ascontiguousarray(heights, dtype=np.float32)
    if taken.shape != (grid.rows, grid.columns):
        raise ValueError(f"heights {taken.shape} do not fit the grid {grid.rows} x {grid.columns}")
    found = Elevation(grid, taken, is_synthetic, source)
    faults = list(_faults_of(found))
    if faults:
        raise Refused(faults)
    return found


def _faults_of(found: Elevation) -> Iterator[Fault]:
    if found.void_count == found.grid.cells:
        yield Fault("terrain-all-void", {"cells": found.grid.cells})
        return
    lowest, highest = float(np.nanmin(found.heights)), float(np.nanmax(found.heights))
    yield from faults_of_heights(lowest, highest)
    if LOWEST <= lowest <= highest <= SEA_LEVEL:
        yield Fault("terrain-only-sea", {"highest": f"{highest:g}"})


def faults_of_heights(lowest: float, highest: float) -> Iterator[Fault]:
    """Of the lowest and highest that there are."""
    if lowest < LOWEST or highest > HIGHEST:
        yield Fault("terrain-impossible-heights", {"lowest": f"{lowest:g}", "highest": f"{highest:g}"})


@dataclass(frozen=True)
class Described:
    """What a file says of itself before its heights are read. `transform` is a, b, c, d, e, f of `x = a * column + b * row + c`,
    `y = d * column + e * row + f`; `unit` the name of the unit of `x` and `y`, empty if the system measures in degrees."""

    name: str
    rows: int
    columns: int
    transform: tuple[float, float, float, float, float, float]
    crs: str
    unit: str
    is_in_degrees: bool
    height_unit: str = ""
    bands: int = 1
    is_real: bool = True
    """Its numbers have no imaginary part."""
    piece_bytes: int = 0
    """Of what is unpacked at a time."""

    @property
    def grid(self) -> Grid:
        a, _b, west, _d, _e, north = self.transform
        return Grid(self.rows, self.columns, a, west, north, self.crs)


FEET = ("foot", "feet", "ft")
ROUNDING = 1e-6  # of a cell's side
LEAST_SIDE = 2  # cells; a slope needs a neighbour


def faults_of_source(of: Described) -> Iterator[Fault]:
    """Why a file cannot be taken at all, not even by resampling it."""
    said = {"file": of.name}
    if not of.crs:
        yield Fault("terrain-no-crs", said)
    if of.bands != 1:
        yield Fault("terrain-bands", said | {"bands": of.bands})
    if any(word in of.height_unit.lower() for word in FEET):
        yield Fault("terrain-heights-in-feet", said)
    a, b, _c, d, e, _f = of.transform
    if not np.isfinite(of.transform).all() or a * e == b * d:
        yield Fault("terrain-no-place", said)
    if not of.is_real:
        yield Fault("terrain-unreadable", said)
    if of.piece_bytes > MOST_OF_A_PIECE:
        yield Fault("terrain-pieces", said | {"mib": of.piece_bytes >> 20})
    if (cells := of.rows * of.columns) > MOST_READ:
        yield Fault("terrain-file-too-large", said | {"cells": cells, "most": MOST_READ})


def faults_as_it_is(of: Described, *, suggested: str = "") -> Iterator[Fault]:
    """Why its own grid cannot be kept. `suggested` is the system in which it could be resampled."""
    a, b, _c, d, e, _f = of.transform
    said = {"file": of.name, "crs": suggested}
    if of.is_in_degrees:
        yield Fault("terrain-degrees", said)
    elif of.unit and of.unit.lower() not in ("metre", "meter", "m"):
        yield Fault("terrain-unit", said | {"unit": of.unit})
    elif abs(b) + abs(d) > ROUNDING * abs(a) or a < 0 or e > 0:
        yield Fault("terrain-rotated", said)
    elif abs(a + e) > ROUNDING * a:
        yield Fault("terrain-oblong-cells", said | {"width": f"{a:g}", "height": f"{-e:g}"})


def faults_of_size(rows: int, columns: int, name: str) -> Iterator[Fault]:
    cells = rows * columns
    if cells > MOST_CELLS:
        yield Fault(
            "terrain-too-large",
            {"file": name, "cells": cells, "most": MOST_CELLS, "gib": f"{cells * BYTES_A_CELL / 2**30:.1f}"},
        )


def faults_of_tiny(rows: int, columns: int, name: str) -> Iterator[Fault]:
    if min(rows, columns) < LEAST_SIDE:
        yield Fault("terrain-too-small", {"file": name, "rows": rows, "columns": columns})
