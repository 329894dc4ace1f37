"""Elevation models out of files, and results into files. Imports rasterio where it is first asked (group `planning`).

`read` keeps the grid of one file. `gather` resamples one file or many to a grid of its own, once: any coordinate system, degrees,
rotated, oblong cells, mosaics with gaps; `clutter` (heights of trees and buildings) is added on top.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.terrain.domain.elevation import (
    Elevation,
    elevation,
    faults_as_it_is,
    faults_of_heights,
    faults_of_size,
    faults_of_source,
    faults_of_tiny,
)
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.terrain.keeping import kept_whole
from kotacerdas.terrain.raster_files import (
    Box,
    corners_of,
    described,
    library,
    name_of,
    opened,
    part_of,
    reading,
    zone_in,
)

TILE = 1024  # rows and columns that are resampled at a time
SHRINKS = 1.5  # from cells so many times smaller on, the mean of cells is taken, not their neighbourhood
SIZES = (0.5, 1_000.0)  # metres of a cell that somebody may ask for


def read(path: Path) -> Elevation:
    """One file on its own grid, which must be in metres, north up, with square cells; else a fault says what to do."""
    with opened(path) as source:
        of = described(source)
        zone = zone_in(source) if of.crs else ""
        faults = [*faults_of_source(of)] or [*faults_as_it_is(of, suggested=zone)]
        faults += faults_of_size(of.rows, of.columns, of.name)
        if faults:
            raise Refused(faults)
        return elevation(of.grid, _heights(source), source=path.name)


def gather(
    paths: Sequence[Path],
    *,
    size: float,
    clutter: Sequence[Path] = (),
    crs: str = "",
    within: Box | None = None,
) -> Elevation:
    """Several files on one grid of cells of `size` metres, in `crs` or the UTM zone in which they lie; of them no more than lies
    `within`, in degrees. Where files overlap the first with a height counts; where none has one stays a void."""
    if not math.isfinite(size) or not SIZES[0] <= size <= SIZES[1]:
        raise Refused(Fault("terrain-cell-size", {"given": f"{size:g}", "least": SIZES[0], "most": SIZES[1]}))
    with ExitStack() as stack:
        sources = [stack.enter_context(opened(path)) for path in paths]
        covers = [stack.enter_context(opened(path)) for path in clutter]
        _refuse([fault for each in (*sources, *covers) for fault in faults_of_source(described(each))])
        grid = _grid_around(sources, size, crs or zone_in(sources[0]), within)
        name = name_of(sources[0])
        _refuse(
            [*faults_of_size(grid.rows, grid.columns, name), *faults_of_tiny(grid.rows, grid.columns, name)]
        )
        heights = _resampled(sources, grid)
        if covers:
            above = _resampled(covers, grid)
            heights += np.maximum(np.nan_to_num(above, nan=0.0, copy=False), 0, out=above)
        return elevation(grid, heights, source=", ".join(path.name for path in [*paths, *clutter]))


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise Refused(faults)


def write(path: Path, values: NDArray[Any], grid: Grid) -> None:
    """Whole numbers on a grid, as GeoTIFF: whole or not at all."""
    rasterio = library()
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


# --- Heights ----------------------------------------------------------------------------------------------


def _heights(source: Any) -> NDArray[np.float32]:
    """All of them, in metres, NaN where the file has none."""
    found = np.empty((source.height, source.width), np.float32)
    for top, left, piece in _pieces(source):
        found[top : top + piece.shape[0], left : left + piece.shape[1]] = piece
    return found


def _pieces(source: Any) -> Iterator[tuple[int, int, NDArray[np.float32]]]:
    """Some whole blocks of a file at a time, with their first row and column: nothing is held, or unpacked, twice."""
    from rasterio.windows import Window

    deep, wide = source.block_shapes[0]
    columns = min(source.width, -(-TILE // wide) * wide)
    rows = max(deep, TILE * TILE // columns // deep * deep)
    with reading(source):
        for top in range(0, source.height, rows):
            for left in range(0, source.width, columns):
                window = Window(left, top, min(columns, source.width - left), min(rows, source.height - top))
                read = source.read(1, window=window, masked=True)
                yield top, left, _scaled(source, read.astype(np.float32).filled(np.nan))


def _scaled(source: Any, heights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Files may hold decimetres, and say so."""
    scale, offset = source.scales[0], source.offsets[0]
    heights[~np.isfinite(heights)] = np.nan
    return heights if (scale, offset) == (1.0, 0.0) else (heights * scale + offset).astype(np.float32)


def _look_through(source: Any) -> None:
    """Raises `Refused` for heights that are none: in a mean of many cells nobody would see them any more."""
    lowest, highest = math.inf, -math.inf
    for _top, _left, piece in _pieces(source):
        lowest = float(np.fmin.reduce(piece, axis=None, initial=lowest))
        highest = float(np.fmax.reduce(piece, axis=None, initial=highest))
    _refuse([*faults_of_heights(lowest, highest)])


def _resampled(sources: Sequence[Any], grid: Grid) -> NDArray[np.float32]:
    """Tile by tile; a later file only fills what is still empty."""
    heights = np.full((grid.rows, grid.columns), np.nan, np.float32)
    with ExitStack() as stack:
        for source in sources:
            _look_through(source)
            stack.enter_context(reading(source))
            warped = stack.enter_context(_warped(source, grid))
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

    own = calculate_default_transform(source.crs, grid.crs, source.width, source.height, *corners_of(source))[
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


def _grid_around(sources: Sequence[Any], size: float, crs: str, within: Box | None) -> Grid:
    boxes = [box for source in sources if (box := part_of(source, crs, within))]
    if not boxes:
        raise Refused([Fault("terrain-elsewhere", {"file": name_of(each)}) for each in sources])
    west, south = (math.floor(min(box[at] for box in boxes) / size) * size for at in (0, 1))
    east, north = (math.ceil(max(box[at] for box in boxes) / size) * size for at in (2, 3))
    return Grid(round((north - south) / size), round((east - west) / size), size, west, north, crs)
