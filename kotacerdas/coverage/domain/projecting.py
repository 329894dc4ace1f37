"""Between degrees and the metres of a ground; the grounds of cities lie in a system with an EPSG code."""

from collections.abc import Sequence
from functools import cache

from kotacerdas.coverage.domain.moving import Box
from kotacerdas.geography.domain.projection import Projection
from kotacerdas.terrain.domain.grid import Grid


def projection_of(grid: Grid) -> Projection:
    return _of(grid.crs)


@cache
def _of(crs: str) -> Projection:
    return Projection(int(crs.removeprefix("EPSG:")))


def corners(grid: Grid, box: Box | None = None) -> Sequence[Sequence[float]]:
    """Longitude and latitude of the upper left, upper right, lower right and lower left corner, of all of it or of a window."""
    top, left, bottom, right = box or Box(0, 0, grid.rows, grid.columns)
    west, east = grid.west + left * grid.size, grid.west + right * grid.size
    north, south = grid.north - top * grid.size, grid.north - bottom * grid.size
    lons, lats = projection_of(grid).degrees([west, east, east, west], [north, north, south, south])
    return [[round(lon, 7), round(lat, 7)] for lon, lat in zip(lons, lats, strict=True)]
