"""An invented relief for a city that has uploaded none, so that a demo can be looked at. It is no survey and says so.

It is tuned to what is published of Balikpapan: the area of its classes of height and of slope (Kota Balikpapan Dalam Angka 2012)
and twenty coarse heights (the grid of ITU-R P.1511). From large to small: a surface through the coarse heights, swells of some
kilometres, and hills that are cones, so that the shares of slope follow from how steep they are. The tables `LEVELS` and
`STEEPNESS` were searched for the least distance from the published shares at cells of 10 m; a test measures what is reached.
Everything hangs on place and `SEED` alone: two grids of the same place show the same hills.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.geography.domain.projection import Projection
from kotacerdas.terrain.domain.elevation import SEA_LEVEL, Elevation, elevation
from kotacerdas.terrain.domain.grid import Grid

SOURCE = "synthetic"
SEED = 64_71
# Upper ends in metres with hectares, and in per cent of slope with hectares; the last has no end.
HEIGHT_CLASSES = ((10.0, 6_980.0), (20.0, 17_260.0), (100.0, 26_090.57))
SLOPE_CLASSES = ((2.0, 7_050.0), (15.0, 3_325.0), (40.0, 21_305.57), (float("inf"), 18_650.0))
LONGITUDES = (116.70, 116.78, 116.87, 116.95, 117.03)
LATITUDES = (-1.300, -1.217, -1.133, -1.050)
COARSE = np.array(
    [[22, 6, 5, 0, 0], [15, 6, 26, 12, 0], [11, 30, 31, 29, 5], [11, 40, 70, 37, 27]], dtype=float
)

SHORE = 4.5  # metres of the swelling surface; what lies lower is sea
# From metres of the swelling surface to metres of the ground on which hills stand.
LEVELS = (
    (4.5, 7.3),
    (7.0, 8.7),
    (9.1, 15.6),
    (12.9, 15.9),
    (18.5, 19.1),
    (22.6, 29.0),
    (28.6, 50.2),
    (40.3, 60.8),
    (67.2, 69.9),
)
# From a noise that wanders over some hundred metres to the slope of hills, in metres a metre.
STEEPNESS = ((-0.53, 0.0), (-0.42, 0.31), (-0.14, 0.34), (0.17, 0.49), (0.53, 0.78), (1.08, 0.96))  # fmt: skip
SMALL, LARGE = 60.0, 150.0  # metres between the hills of the plain and of the high ground
LOWEST, HIGHEST = 0.3, 100.0
ROWS = 128  # computed at a time

Array = NDArray[Any]
Line = tuple[tuple[float, float], ...]


def relief(grid: Grid) -> Elevation:
    """The invented model of a grid in or near Balikpapan; the sea has 0 m."""
    return elevation(grid, heights(grid), is_synthetic=True, source=SOURCE)


def heights(grid: Grid) -> NDArray[np.float32]:
    found = np.empty((grid.rows, grid.columns), np.float32)
    x = (grid.west + (np.arange(grid.columns) + 0.5) * grid.size)[None, :]
    places = _places(grid.crs)
    for top in range(0, grid.rows, ROWS):
        rows = min(ROWS, grid.rows - top)
        y = (grid.north - (top + np.arange(rows) + 0.5) * grid.size)[:, None]
        found[top : top + rows] = _heights(x, y, places)
    return found


def _places(crs: str) -> tuple[Array, Array]:
    """East of the longitudes and north of the latitudes; in so small a place they do not bend."""
    turned = Projection(int(crs.removeprefix("EPSG:")))
    east = [turned.metres(lon, sum(LATITUDES) / len(LATITUDES))[0] for lon in LONGITUDES]
    north = [turned.metres(LONGITUDES[len(LONGITUDES) // 2], lat)[1] for lat in LATITUDES]
    return np.array(east), np.array(north)


def _heights(x: Array, y: Array, places: tuple[Array, Array]) -> Array:
    level = _coarse(x, y, *places) + 6 * _noise(x, y, 2_600, 1) + 3 * _noise(x, y, 900, 2)
    base = _along(LEVELS, level)
    steep = _along(STEEPNESS, _noise(x, y, 700, 3) + 0.1 * _noise(x, y, 150, 4))
    high = np.clip((base - 18) / 8, 0, 1)
    small, large = 0.4 * SMALL - _nearest(x, y, SMALL, 5), 0.4 * LARGE - _nearest(x, y, LARGE, 6)
    ground = np.clip(base + steep * ((1 - high) * small + high * large), LOWEST, HIGHEST)
    return np.where(level < SHORE, 0.0, ground)


def _along(line: Line, values: Array) -> Array:
    before, after = zip(*line, strict=True)
    found: Array = np.interp(values, before, after)
    return found


def _coarse(x: Array, y: Array, east: Array, north: Array) -> Array:
    """Between the four published heights around each place."""
    i = np.clip(np.searchsorted(east, x) - 1, 0, len(east) - 2)
    j = np.clip(np.searchsorted(north, y) - 1, 0, len(north) - 2)
    across = np.clip((x - east[i]) / (east[i + 1] - east[i]), 0, 1)
    along = np.clip((y - north[j]) / (north[j + 1] - north[j]), 0, 1)
    lower = COARSE[j, i] * (1 - across) + COARSE[j, i + 1] * across
    upper = COARSE[j + 1, i] * (1 - across) + COARSE[j + 1, i + 1] * across
    mixed: Array = lower * (1 - along) + upper * along
    return mixed


# --- Noise that hangs on the place ------------------------------------------------------------------------


def _noise(x: Array, y: Array, length: float, layer: int) -> Array:
    """Smooth, between -1 and 1, with bumps of `length` metres."""
    column, across = _split(x / length)
    row, along = _split(y / length)
    across, along = _eased(across), _eased(along)
    lower = _mixed(_chance(column, row, layer), _chance(column + 1, row, layer), across)
    upper = _mixed(_chance(column, row + 1, layer), _chance(column + 1, row + 1, layer), across)
    return _mixed(lower, upper, along) * 2 - 1


def _nearest(x: Array, y: Array, spacing: float, layer: int) -> Array:
    """Metres to the nearest of points that lie one in each square of `spacing`."""
    column, across = _split(x / spacing)
    row, along = _split(y / spacing)
    best = np.full(np.broadcast_shapes(x.shape, y.shape), 9.0)
    for right in (-1, 0, 1):
        for up in (-1, 0, 1):
            off_x = right + _chance(column + right, row + up, layer) - across
            off_y = up + _chance(column + right, row + up, layer + 50) - along
            np.minimum(best, off_x**2 + off_y**2, out=best)
    metres: Array = np.sqrt(best) * spacing
    return metres


def _split(values: Array) -> tuple[Array, Array]:
    whole = np.floor(values)
    return whole, values - whole


def _eased(share: Array) -> Array:
    eased: Array = share**3 * (share * (6 * share - 15) + 10)
    return eased


def _mixed(first: Array, second: Array, share: Array) -> Array:
    mixed: Array = first + (second - first) * share
    return mixed


def _chance(column: Array, row: Array, layer: int) -> Array:
    """A number from 0 to below 1 that looks like chance, of whole numbers (the finalizer of MurmurHash3)."""
    mixed = (column.astype(np.int64) * 73_856_093) ^ (row.astype(np.int64) * 19_349_663)
    bits = (mixed ^ (layer * 83_492_791 + SEED * 2_654_435_761)).astype(np.uint64)
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        bits = (bits ^ (bits >> np.uint64(33))) * np.uint64(factor)
    chance: Array = ((bits ^ (bits >> np.uint64(33))) >> np.uint64(11)).astype(np.float64) / 2**53
    return chance


# --- What is reached --------------------------------------------------------------------------------------


def shares(hectares: Line) -> list[float]:
    """The published share of each class."""
    total = sum(area for _end, area in hectares)
    return [area / total for _end, area in hectares]


def reached(heights: NDArray[np.float32], size: float) -> tuple[list[float], list[float]]:
    """The shares of land in the classes of height and of slope, which is measured over two cells of `size` metres."""
    land = heights > SEA_LEVEL
    down, right = np.gradient(heights, size)
    slope = 100 * np.hypot(down, right)
    return _counted(heights[land], HEIGHT_CLASSES), _counted(slope[land], SLOPE_CLASSES)


def _counted(values: Array, classes: Line) -> list[float]:
    ends = [end for end, _area in classes[:-1]]
    found = np.bincount(np.searchsorted(ends, values), minlength=len(classes))
    return [float(count) / max(1, len(values)) for count in found]
