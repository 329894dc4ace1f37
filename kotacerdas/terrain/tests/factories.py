"""Elevation models as files, and grounds of a city."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine

from kotacerdas.geography.tests import factories as geography
from kotacerdas.people.models import City
from kotacerdas.terrain.actions import grounds as deeds
from kotacerdas.terrain.models import Ground

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
WEST, NORTH, CELL = 480_000.0, 9_939_990.0, 30.0


def geotiff(path: Path, heights: Any = None, *, crs: str | None = "EPSG:32750", cell: float = CELL) -> Path:
    """A slope of 40 x 50 cells from 5 to 94 m, unless told otherwise."""
    values = np.add.outer(np.arange(40), np.arange(50)) + 5 if heights is None else np.asarray(heights)
    with rasterio.open(
        path, "w", driver="GTiff", height=values.shape[0], width=values.shape[1], count=1, dtype="float32",
        crs=crs, transform=Affine(cell, 0, WEST, 0, -cell, NORTH), nodata=-9999,
    ) as written:  # fmt: skip
        written.write(values.astype("float32"), 1)
    return path


def ground(city: City, path: Path, **more: Any) -> Ground:
    """Brought, and not yet prepared."""
    options = {
        "name": path.name,
        "media_type": "image/tiff",
        "source": "Badan Contoh",
        "cell": 30,
        "by": None,
    } | more
    name, media_type = options.pop("name"), options.pop("media_type")
    brought = [deeds.Brought(io.BytesIO(path.read_bytes()), name, media_type)]
    return deeds.bring(brought, city=city, now=NOW, **options)


def samples(city: City) -> dict[str, dict[str, Any]]:
    """A coarse synthetic relief in use."""
    if not geography.Outline.objects.of(city).exists():
        geography.outlines(city)
    row = deeds.invent(city=city, cell=100, title="Relief sintetis", by=None, now=NOW)
    deeds.take(row, deeds.prepare(row), by=None, now=NOW)
    named = {"code": row.code}
    return {"terrain:picture": named, "terrain:use@keep_wifi": named, "terrain:again@keep_wifi": named}
