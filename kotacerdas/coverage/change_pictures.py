"""Windows that changed, as small pictures over the map: gained, lost, reached by more points or by fewer."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotacerdas.coverage.domain import moving
from kotacerdas.coverage.domain.moving import Patch
from kotacerdas.coverage.domain.projecting import corners
from kotacerdas.terrain.domain.grid import Grid

MOST_SIDE = 640
"""Pixels; a larger window is drawn from every second cell, or third."""
MOST_PICTURES = 20
COLOURS = (
    (255, 255, 255, 0),
    (11, 96, 105, 235),
    (168, 38, 29, 225),
    (156, 202, 202, 150),
    (253, 224, 160, 150),
)
"""By the numbers of `moving.kinds`."""
STRIPES = 4
"""Cells from stripe to stripe of what is lost, which is told by more than its colour."""


@dataclass(frozen=True)
class Drawn:
    """`corners` are longitude and latitude of the upper left, upper right, lower right and lower left one."""

    content: bytes
    corners: Sequence[Sequence[float]]


def drawn(changed: Sequence[Patch], grid: Grid) -> list[Drawn]:
    found = []
    for patch in changed[:MOST_PICTURES]:
        cut = moving.cropped(moving.kinds(patch), patch.box)
        if cut is not None:
            kinds, box = cut
            step = max(1, -(-max(kinds.shape) // MOST_SIDE))
            thin = kinds[step // 2 :: step, step // 2 :: step]
            found.append(Drawn(png(_striped(thin)), corners(grid, box)))
    return found


def _striped(kinds: NDArray[np.uint8]) -> NDArray[np.uint8]:
    across = np.add.outer(np.arange(kinds.shape[0]), np.arange(kinds.shape[1])) % STRIPES
    found = kinds.copy()
    found[(kinds == moving.LOST) & (across >= STRIPES // 2)] = moving.FEWER
    return found


def png(kinds: NDArray[np.uint8]) -> bytes:
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(kinds))
    image.putpalette([part for colour in COLOURS for part in colour[:3]])
    written = io.BytesIO()
    # Quick rather than small: it is sent once and thrown away.
    image.save(written, "PNG", compress_level=1, transparency=bytes(colour[3] for colour in COLOURS))
    return written.getvalue()
