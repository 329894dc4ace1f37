"""Writes elevation models as files, good ones and bad."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np

WEST, NORTH = 480_000.0, 9_870_000.0  # in Balikpapan, UTM 50 south


def written(path: Path, heights: Any, **changes: Any) -> Path:
    """A GeoTIFF of 10 m cells in EPSG:32750, unless `changes` to its profile say otherwise."""
    import rasterio

    values = np.asarray(heights)
    scale = changes.pop("scale", None)
    units = changes.pop("units", None)
    profile = {
        "driver": "GTiff",
        "height": values.shape[0],
        "width": values.shape[1],
        "count": 1,
        "dtype": values.dtype.name,
        "crs": "EPSG:32750",
        "transform": rasterio.Affine(10, 0, WEST, 0, -10, NORTH),
        **changes,
    }
    given = {key: value for key, value in profile.items() if value is not None}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        file = rasterio.open(path, "w", **given)
    with file:
        for band in range(1, file.count + 1):
            file.write(values, band)
        if scale:
            file.scales = [scale]
        if units:
            file.units = [units]
    return path


def hgt(path: Path, heights: Any) -> Path:
    """One degree, 1201 x 1201, big-endian, as the shuttle flew it."""
    values = np.asarray(heights).astype(">i2")
    assert values.shape == (1201, 1201)
    path.write_bytes(values.tobytes())
    return path
