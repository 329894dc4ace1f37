"""The files of a ground, opened under their own names and resampled to one model. Imports rasterio where it is first asked."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import blobs
from kotacerdas.files.models import File
from kotacerdas.geography.domain.projection import projection_at
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.terrain import raster
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.models import Ground, Part

AROUND = 0.02
"""Degrees, some 2 km, so that points at the border see over it."""


def gathered(row: Ground) -> Elevation:
    """What lies around the outlines of the city; everything where it has none. Raises `Refused`."""
    heights, clutter = _files(row)
    if not heights:
        raise Refused(Fault("file-gone"))
    with ExitStack() as opened:
        paths = [opened.enter_context(_named(file)) for file in heights]
        covers = [opened.enter_context(_named(file)) for file in clutter]
        return raster.gather(paths, size=float(row.cell), clutter=covers, **_where(row))


def _where(row: Ground) -> dict[str, Any]:
    areas = areas_of(row.city)
    if not areas.rows:
        return {}
    west, south, east, north = areas.bounds
    epsg = projection_at((west + east) / 2, (south + north) / 2).epsg
    return {"crs": f"EPSG:{epsg}", "within": (west - AROUND, south - AROUND, east + AROUND, north + AROUND)}


def told(row: Ground) -> dict[str, Any]:
    """What the page says of the files; nothing for an invented ground."""
    heights, clutter = _files(row)
    return {"tiles": len(heights), "clutter": len(clutter)} if heights else {}


def _files(row: Ground) -> tuple[Sequence[File], Sequence[File]]:
    parts = list(row.parts.select_related("file"))
    first = [row.file] if row.file else []
    return (
        [*first, *(each.file for each in parts if each.kind == Part.Kind.TILE)],
        [each.file for each in parts if each.kind == Part.Kind.CLUTTER],
    )


@contextmanager
def _named(file: File) -> Iterator[Path]:
    """Under its own name, for an `.hgt` tells by it where it lies; a link, so that nothing large is written twice."""
    try:
        with tempfile.TemporaryDirectory() as folder, blobs.store().as_path(file.sha256) as kept:
            path = Path(folder) / Path(file.name).name
            path.symlink_to(kept.absolute())
            yield path
    except blobs.Missing:
        raise Refused(Fault("file-gone")) from None
