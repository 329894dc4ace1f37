"""The folder of a run: rasters, pictures and GeoTIFFs, there all together or not at all."""

import hashlib
import io
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from kotacerdas.coverage.domain.serving import pictures
from kotacerdas.coverage.domain.serving.pictures import Colour, Indices
from kotacerdas.coverage.domain.serving.rasters import Rasters
from kotacerdas.terrain import raster
from kotacerdas.terrain.domain.grid import Grid

RASTERS = ("count", "signal", "best")
ABANDONED = 86_400
"""Seconds after which a folder that nobody finished is swept away."""


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A folder to write into, which takes the place of `folder` at the end; whoever looks finds the old one or the new one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder.parent)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
    try:
        yield new
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _sweep(parent: Path) -> None:
    """What killed jobs left."""
    for each in parent.glob(".*.part"):
        # Another worker may finish its own, or sweep the same, meanwhile.
        with suppress(FileNotFoundError):
            if time.time() - each.stat().st_mtime > ABANDONED:
                shutil.rmtree(each, ignore_errors=True)


def write(folder: Path, rasters: Rasters, grid: Grid, drawn: dict[str, tuple[Indices, Sequence[Colour]]]) -> dict[str, str]:  # fmt: skip
    """Answers the marks of the pictures: other content, other mark."""
    marks = {}
    for name in RASTERS:
        values = getattr(rasters, name)
        np.save(folder / f"{name}.npy", values)
        if find_spec("rasterio") is not None:
            raster.write(folder / f"{name}.tif", values, grid)
        content = png(*drawn[name])
        (folder / f"{name}.png").write_bytes(content)
        marks[name] = hashlib.sha256(content).hexdigest()[:16]
    return marks


def drawn(
    rasters: Rasters, land: Any, least: Sequence[float], places: Sequence[tuple[int, int]]
) -> dict[str, tuple[Indices, Sequence[Colour]]]:
    """Nothing is drawn over the sea, or where the ground is unknown."""
    found = {
        "count": pictures.of_count(rasters.count),
        "signal": pictures.of_signal(rasters.signal, least),
        "best": pictures.of_best(rasters.best, pictures.in_turn(places)),
    }
    for indices, _colours in found.values():
        indices[~pictures.thinned(land)] = 0
    return found


def png(indices: Indices, colours: Sequence[Colour]) -> bytes:
    from PIL import Image

    image = Image.fromarray(indices, "P")
    image.putpalette([part for colour in colours for part in colour[:3]])
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True, transparency=bytes(colour[3] for colour in colours))
    return written.getvalue()
