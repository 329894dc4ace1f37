"""Elevation models out of files, and results into files. Imports rasterio where it is first asked (group `planning`).

`read` keeps the grid of one file. `gather` resamples one file or many to a grid of its own, once: any coordinate system, degrees,
rotated, oblong cells, mosaics with gaps; `clutter` (heights of trees and buildings) is added on top.
"""

import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.domain.projection import WGS84, zone_of
from kotacerdas.terrain.domain.elevation import (
    Described,
    Elevation,
    elevation,
    faults_as_it_is,
    faults_of_size,
    faults_of_source,
)
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.terrain.keeping import kept_whole

TILE = 1024  # rows and columns that are resampled at a time
SHRINKS = 1.5  # from cells so many times smaller on, the mean of cells is taken, not their neighbourhood
SIZES = (0.5, 1_000.0)  # metres of a cell that somebody may ask for
CACHE_MB = 64


def read(path: Path) -> Elevation:
    """One file on its own grid, which must be in metres, north up, with square cells; else a fault says what to do."""
    with _opened(path) as source:
        of = described(source, path.name)
        faults = list(faults_of_source(of)) or list(faults_as_it_is(of, suggested=_suggested(source)))
        faults += faults_of_size(of.rows, of.columns, of.name)
        if faults:
            raise Refused(faults)
        return elevation(of.grid, _heights(source), source=path.name)


def gather(paths: Sequence[Path], *, size: float, clutter: Sequence[Path] = (), crs: str = "") -> Elevation:
    """Several files on one grid of cells of `size` metres, in `crs` or the UTM zone in which they lie. Where files overlap the
    first with a height counts; where none has one stays a void."""
    if not math.isfinite(size) or not SIZES[0] <= size <= SIZES[1]:
        raise Refused(Fault("terrain-cell-size", {"given": f"{size:g}", "least": SIZES[0], "most": SIZES[1]}))
    with ExitStack() as opened:
        sources = [opened.enter_context(_opened(path)) for path in paths]
        covers = [opened.enter_context(_opened(path)) for path in clutter]
        faults = [
            fault
            for source, path in zip([*sources, *covers], [*paths, *clutter], strict=True)
            for fault in faults_of_source(described(source, path.name))
        ]
        if faults:
            raise Refused(faults)
        grid = _grid_around(sources, size, crs or _suggested(sources[0]))
        too_large = list(faults_of_size(grid.rows, grid.columns, paths[0].name))
        if too_large:
            raise Refused(too_large)
        heights = _resampled(sources, grid)
        if covers:
            above = _resampled(covers, grid)
            heights += np.maximum(np.nan_to_num(above, nan=0.0, copy=False), 0, out=above)
        return elevation(grid, heights, source=", ".join(path.name for path in [*paths, *clutter]))


def write(path: Path, values: NDArray[Any], grid: Grid) -> None:
    """Whole numbers on a grid, as GeoTIFF: whole or not at all."""
    rasterio = _rasterio()
    profile = {
        "driver": "GTiff", "height": grid.rows, "width": grid.columns, "count": 1, "dtype": values.dtype.name,
        "crs": grid.crs, "transform": rasterio.Affine(grid.size, 0, grid.west, 0, -grid.size, grid.north),
        "compress": "deflate", "predictor": 2, "tiled": True, "blockxsize": 256, "blockysize": 256,
        "bigtiff": "if_safer",
    }  # fmt: skip
    with rasterio.MemoryFile() as memory:
        with memory.open(**profile) as target:
            target.write(values, 1)
        kept_whole(path, memory.getbuffer())


# --- What a file says of itself ---------------------------------------------------------------------------


def described(source: Any, name: str) -> Described:
    """Of an open file."""
    crs = source.crs
    return Described(
        name=name,
        rows=source.height,
        columns=source.width,
        transform=tuple(source.transform)[:6],
        crs=_code(crs) if crs else "",
        unit="" if not crs or crs.is_geographic else str(crs.linear_units or ""),
        is_in_degrees=bool(crs and crs.is_geographic),
        height_unit=" ".join(filter(None, [*(source.units or ()), _vertical_unit(crs) if crs else ""])),
        bands=source.count,
    )


def _code(crs: Any) -> str:
    found = crs.to_authority()
    return ":".join(found) if found else str(crs.to_wkt())


def _vertical_unit(crs: Any) -> str:
    """That of the heights, if the system has an axis for them."""
    from pyproj import CRS

    return next((axis.unit_name for axis in CRS(crs.to_wkt()).axis_info if axis.direction == "up"), "")


def _suggested(source: Any) -> str:
    """The UTM zone in the middle of a file."""
    from rasterio.warp import transform

    x, y = _place(source, source.width / 2, source.height / 2)
    try:
        (lon,), (lat,) = transform(source.crs, f"EPSG:{WGS84}", [x], [y])
    except Exception:  # noqa: BLE001 - what PROJ cannot turn has no zone, whatever it calls that
        return ""
    return f"EPSG:{zone_of(lon, lat)}" if math.isfinite(lon) and -80 <= lat <= 84 else ""


# --- Heights ----------------------------------------------------------------------------------------------


def _heights(source: Any) -> NDArray[np.float32]:
    """All of them, in metres, NaN where the file has none; in strips, so that nothing is held twice."""
    from rasterio.windows import Window

    found = np.empty((source.height, source.width), np.float32)
    for top in range(0, source.height, TILE):
        rows = min(TILE, source.height - top)
        read = source.read(1, window=Window(0, top, source.width, rows), masked=True)
        found[top : top + rows] = _scaled(source, read.astype(np.float32).filled(np.nan))
    return found


def _scaled(source: Any, heights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Files may hold decimetres, and say so."""
    scale, offset = source.scales[0], source.offsets[0]
    heights[~np.isfinite(heights)] = np.nan
    return heights if (scale, offset) == (1.0, 0.0) else (heights * scale + offset).astype(np.float32)


def _grid_around(sources: Sequence[Any], size: float, crs: str) -> Grid:
    from rasterio.warp import transform_bounds

    boxes = [transform_bounds(each.crs, crs, *_corners(each), densify_pts=21) for each in sources]
    west, south = (math.floor(min(box[at] for box in boxes) / size) * size for at in (0, 1))
    east, north = (math.ceil(max(box[at] for box in boxes) / size) * size for at in (2, 3))
    return Grid(round((north - south) / size), round((east - west) / size), size, west, north, crs)


def _corners(source: Any) -> tuple[float, float, float, float]:
    """The box around a file, which may be rotated."""
    corners = [_place(source, column, row) for column in (0, source.width) for row in (0, source.height)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _place(source: Any, column: float, row: float) -> tuple[float, float]:
    a, b, c, d, e, f = tuple(source.transform)[:6]
    return a * column + b * row + c, d * column + e * row + f


def _resampled(sources: Sequence[Any], grid: Grid) -> NDArray[np.float32]:
    """Tile by tile; a later file only fills what is still empty."""
    heights = np.full((grid.rows, grid.columns), np.nan, np.float32)
    with ExitStack() as opened:
        for source in sources:
            warped = opened.enter_context(_warped(source, grid))
            for window, tile in _tiles(grid, heights):
                if np.isnan(tile).any():
                    read = _scaled(source, warped.read(1, window=window, masked=True).filled(np.nan))
                    np.copyto(tile, read, where=np.isnan(tile))
    return heights


def _tiles(grid: Grid, heights: NDArray[np.float32]) -> Iterator[tuple[Any, NDArray[np.float32]]]:
    from rasterio.windows import Window

    for top in range(0, grid.rows, TILE):
        for left in range(0, grid.columns, TILE):
            tile = heights[top : top + TILE, left : left + TILE]
            yield Window(left, top, tile.shape[1], tile.shape[0]), tile


def _warped(source: Any, grid: Grid) -> Any:
    import rasterio
    from rasterio.enums import Resampling
    from rasterio.vrt import WarpedVRT
    from rasterio.warp import calculate_default_transform

    own = calculate_default_transform(source.crs, grid.crs, source.width, source.height, *_corners(source))[
        0
    ].a
    return WarpedVRT(
        source,
        crs=grid.crs,
        transform=rasterio.Affine(grid.size, 0, grid.west, 0, -grid.size, grid.north),
        width=grid.columns,
        height=grid.rows,
        resampling=Resampling.average if grid.size > SHRINKS * own else Resampling.bilinear,
        src_nodata=source.nodata,
        nodata=np.nan,
        dtype="float32",
    )


# --- The library ------------------------------------------------------------------------------------------


def _rasterio() -> Any:
    if find_spec("rasterio") is None:
        raise Refused(Fault("terrain-no-group"))
    import rasterio

    return rasterio


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A file, without GDAL's own complaints: what is wrong is said as a fault."""
    rasterio = _rasterio()
    if not path.is_file():
        raise Refused(Fault("terrain-no-file", {"file": path.name}))
    with rasterio.Env(GDAL_CACHEMAX=CACHE_MB), warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        try:
            source = rasterio.open(path)
        except rasterio.errors.RasterioError:
            kind = "terrain-hgt-name" if path.suffix.lower() == ".hgt" else "terrain-unreadable"
            raise Refused(Fault(kind, {"file": path.name})) from None
        with source:
            try:
                yield source
            except rasterio.errors.RasterioError:
                raise Refused(Fault("terrain-unreadable", {"file": path.name})) from None
