"""GDAL's own viewshed, out of the library that rasterio's wheel brings: a second opinion, in process and without its command."""

import ctypes
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

EARTH_OF_GDAL = 6_378_137.0  # metres: it takes the half axis of the ellipsoid where we take the mean radius
EDGE = 2
_FLOAT, _BYTE = 6, 1
_Text, _Real, _Whole, _Any = ctypes.c_char_p, ctypes.c_double, ctypes.c_int, ctypes.c_void_p


class Window(NamedTuple):
    top: int
    left: int
    seen: NDArray[Any]


@cache
def loaded() -> Any:
    """None where rasterio is not there, or was built against the system's GDAL."""
    try:
        import rasterio
    except ImportError:
        return None
    # The one of the wheel lies beside the package; another would be a second GDAL in this process.
    found = sorted((Path(rasterio.__file__).parents[1] / "rasterio.libs").glob("libgdal*"))
    if not found:
        return None
    of = ctypes.CDLL(str(found[0]))
    if not hasattr(of, "GDALViewshedGenerate"):
        return None
    of.GDALAllRegister()
    for name, given, taken in (
        ("GDALGetDriverByName", _Any, [_Text]),
        ("GDALCreate", _Any, [_Any, _Text, _Whole, _Whole, _Whole, _Whole, _Any]),
        ("GDALSetGeoTransform", _Whole, [_Any, _Any]),
        ("GDALSetProjection", _Whole, [_Any, _Text]),
        ("GDALGetGeoTransform", _Whole, [_Any, _Any]),
        ("GDALGetRasterBand", _Any, [_Any, _Whole]),
        ("GDALGetRasterXSize", _Whole, [_Any]),
        ("GDALGetRasterYSize", _Whole, [_Any]),
        ("GDALRasterIO", _Whole, [_Any, _Whole, *[_Whole] * 4, _Any, *[_Whole] * 5]),
        ("GDALClose", None, [_Any]),
        (
            "GDALViewshedGenerate",
            _Any,
            [_Any, _Text, _Text, _Any, *[_Real] * 9, _Whole, _Real, _Any, _Any, _Whole, _Any],
        ),
    ):
        function = getattr(of, name)
        function.restype, function.argtypes = given, taken
    return of


class Model:
    """Heights in the memory of GDAL, cells of `size` metres."""

    def __init__(self, heights: NDArray[Any], size: float) -> None:
        self.rows, self.columns = heights.shape
        self.size = size
        self._heights = np.ascontiguousarray(heights, np.float32)
        of = loaded()
        self._set = of.GDALCreate(
            of.GDALGetDriverByName(b"MEM"), b"", self.columns, self.rows, 1, _FLOAT, None
        )
        of.GDALSetGeoTransform(self._set, (_Real * 6)(0, size, 0, self.rows * size, 0, -size))
        # Without a system it knows no Earth, and takes it as flat.
        of.GDALSetProjection(self._set, _system())
        self._band = of.GDALGetRasterBand(self._set, 1)
        _move(self._band, self._heights, _FLOAT, writes=True)

    def close(self) -> None:
        loaded().GDALClose(self._set)

    def view(self, row: int, column: int, height: float, target: float, radius: float, bend: float) -> Any:
        """An answer still in GDAL's memory; `bend` is the drop in metres a squared metre."""
        x, y = (column + 0.5) * self.size, (self.rows - row - 0.5) * self.size
        return loaded().GDALViewshedGenerate(
            self._band, b"MEM", b"", None, x, y, height, target, 1.0, 0.0, 0.0, -1.0, bend * 2 * EARTH_OF_GDAL,
            EDGE, radius, None, None, 1, None,
        )  # fmt: skip

    def taken(self, answer: Any) -> Window:
        """Its cells, and frees it."""
        of, place = loaded(), (_Real * 6)()
        seen = np.zeros((of.GDALGetRasterYSize(answer), of.GDALGetRasterXSize(answer)), np.uint8)
        _move(of.GDALGetRasterBand(answer, 1), seen, _BYTE, writes=False)
        of.GDALGetGeoTransform(answer, place)
        of.GDALClose(answer)
        return Window(self.rows - round(place[3] / self.size), round(place[0] / self.size), seen)


def _system() -> bytes:
    from pyproj import CRS

    return CRS.from_epsg(32750).to_wkt("WKT1_GDAL").encode()


def _move(band: Any, values: NDArray[Any], kind: int, *, writes: bool) -> None:
    rows, columns = values.shape
    loaded().GDALRasterIO(
        band, int(writes), 0, 0, columns, rows, values.ctypes.data, columns, rows, kind, 0, 0
    )
