"""Elevation models as they lie on the disk: opened, what they say of themselves, and where they lie. Imports rasterio where it is
first asked (group `planning`)."""

import logging
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.domain.projection import WGS84, zone_of
from kotacerdas.terrain.domain.elevation import Described

CACHE_MB = 64
GEOTIFF, TILE_OF_SRTM = "GTiff", "SRTMHGT"
"""Of the library's many drivers. Others would fetch more files, or addresses, whose names stand in the first."""
HGT_BYTES = (2 * 1201 * 1201, 2 * 3601 * 3601)

Box = tuple[float, float, float, float]
"""West, south, east, north."""


def library() -> Any:
    if find_spec("rasterio") is None:
        raise Refused(Fault("terrain-no-group"))
    import rasterio

    # What is wrong with a file is said as a fault; GDAL would say it once for each row.
    logging.getLogger("rasterio").setLevel(logging.CRITICAL)
    return rasterio


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    rasterio = library()
    if not path.is_file():
        raise Refused(Fault("terrain-no-file", {"file": path.name}))
    with rasterio.Env(GDAL_CACHEMAX=CACHE_MB), warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        try:
            source = rasterio.open(path, driver=TILE_OF_SRTM if _is_tile(path) else GEOTIFF)
        except rasterio.errors.RasterioError:
            raise Refused(_unreadable(path)) from None
        with source:
            yield source


def _is_tile(path: Path) -> bool:
    return path.suffix.lower() == ".hgt"


def _unreadable(path: Path) -> Fault:
    said = {"file": path.name}
    if not _is_tile(path):
        return Fault("terrain-unreadable", said)
    if (size := path.stat().st_size) not in HGT_BYTES:
        return Fault("terrain-hgt-size", said | {"bytes": size, "coarse": HGT_BYTES[0], "fine": HGT_BYTES[1]})
    return Fault("terrain-hgt-name", said)


@contextmanager
def reading(source: Any) -> Iterator[None]:
    """Names the file that breaks off in the middle."""
    try:
        yield
    except library().errors.RasterioError:
        raise Refused(Fault("terrain-unreadable", {"file": name_of(source)})) from None


# --- What a file says of itself ---------------------------------------------------------------------------


def described(source: Any) -> Described:
    """Of an open file."""
    crs = source.crs
    rows, columns = source.block_shapes[0]
    return Described(
        name=name_of(source),
        rows=source.height,
        columns=source.width,
        transform=tuple(source.transform)[:6],
        crs=_code(crs) if crs else "",
        unit="" if not crs or crs.is_geographic else str(crs.linear_units or ""),
        is_in_degrees=bool(crs and crs.is_geographic),
        height_unit=" ".join(filter(None, [*(source.units or ()), _vertical_unit(crs) if crs else ""])),
        bands=source.count,
        is_real="complex" not in source.dtypes[0],
        piece_bytes=rows * columns * _bytes_of(source.dtypes[0]),
    )


def name_of(source: Any) -> str:
    return Path(source.name).name


def _bytes_of(kind: str) -> int:
    """The library has kinds of numbers that NumPy has not; those are complex."""
    return 8 if "complex" in kind else np.dtype(kind).itemsize


def _code(crs: Any) -> str:
    found = crs.to_authority()
    return ":".join(found) if found else str(crs.to_wkt())


def _vertical_unit(crs: Any) -> str:
    """That of the heights, if the system has an axis for them."""
    from pyproj import CRS

    return next((axis.unit_name for axis in CRS(crs.to_wkt()).axis_info if axis.direction == "up"), "")


# --- Where it lies ----------------------------------------------------------------------------------------


def zone_in(source: Any) -> str:
    """The UTM zone in the middle of a file; raises `Refused` where there is none."""
    west, south, east, north = box_in(source, f"EPSG:{WGS84}")
    lon, lat = (west + east) / 2, (south + north) / 2
    if not -80 <= lat <= 84:
        raise Refused(Fault("terrain-no-zone", {"file": name_of(source)}))
    return f"EPSG:{zone_of(lon, lat)}"


def box_in(source: Any, crs: str) -> Box:
    """Around a file in another system; raises `Refused` where it has no place there."""
    return _turned(corners_of(source), source.crs.to_wkt(), crs, name_of(source))


def _turned(box: Box, crs: str, to: str, name: str) -> Box:
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    try:
        found = Transformer.from_crs(crs, to, always_xy=True).transform_bounds(*box)
    except ProjError:
        found = (math.inf,) * 4
    if not all(map(math.isfinite, found)):
        raise Refused(Fault("terrain-no-zone", {"file": name}))
    return found


def corners_of(source: Any) -> Box:
    """The box around a file, which may be rotated."""
    a, b, c, d, e, f = tuple(source.transform)[:6]
    corners = [(column, row) for column in (0, source.width) for row in (0, source.height)]
    xs = [a * column + b * row + c for column, row in corners]
    ys = [d * column + e * row + f for column, row in corners]
    return min(xs), min(ys), max(xs), max(ys)


def part_of(source: Any, crs: str, within: Box | None) -> Box | None:
    """Of a file, what lies within; None where it lies beside."""
    if within is None:
        return box_in(source, crs)
    own = box_in(source, f"EPSG:{WGS84}")
    west, south, east, north = (
        pick(pair) for pick, pair in zip((max, max, min, min), zip(own, within, strict=True), strict=True)
    )
    if west >= east or south >= north:
        return None
    return _turned((west, south, east, north), f"EPSG:{WGS84}", crs, name_of(source))
