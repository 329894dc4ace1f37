"""How one looks over the ground: how far, at what height, and how the Earth curves away; which cells a disc holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, isfinite, isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused

EARTH = 6_371_000.0  # metres, its mean radius
REFRACTION = 0.13  # what the air bends a ray back, as a share of the curve; the usual value of surveyors
HIGHEST_MAST = 300.0  # metres above ground; nobody stands higher, so more is a slip


@dataclass(frozen=True)
class Look:
    """Up to `radius` metres, at what stands `target` metres above ground; a target at distance d drops by d² / (2 · 6371 km)
    times (1 - refraction), or not at all if the Earth is taken as flat."""

    radius: float
    target: float = 1.5
    refraction: float = REFRACTION
    is_flat: bool = False

    @property
    def bend(self) -> float:
        """The drop in metres a squared metre."""
        return 0.0 if self.is_flat else (1 - self.refraction) / (2 * EARTH)

    def faults(self) -> Iterator[Fault]:
        if not isfinite(self.radius) or self.radius <= 0:
            yield Fault("terrain-radius", {"radius": f"{self.radius:g}"})
        yield from faults_of_height("terrain-target-height", self.target)
        if not isfinite(self.refraction) or not 0 <= self.refraction < 1:
            yield Fault("terrain-refraction", {"given": f"{self.refraction:g}"})


def faults_of_height(kind: str, height: float, **more: Any) -> Iterator[Fault]:
    """Heights above ground, of masts and of what is looked at."""
    if not isfinite(height) or not 0 <= height <= HIGHEST_MAST:
        yield Fault(kind, {"given": f"{height:g}", "most": f"{HIGHEST_MAST:g}", **more})


@dataclass(frozen=True, eq=False)
class Disc:
    """The cells whose middles lie within a radius. `reaches` are those of each row to either side of the axis; `widths` the same
    for the ring of that number, which ends at the diagonal; `squares` are 0², 1² ... and back to 1²."""

    reaches: NDArray[np.int64]
    widths: NDArray[np.int64]

    @property
    def radius(self) -> int:
        return len(self.reaches) - 1

    def squares(self, margin: int) -> NDArray[np.float32]:
        up = np.arange(self.radius + margin + 1, dtype=np.float64)
        return np.concatenate([up, up[:0:-1]]).astype(np.float32) ** 2


def disc(radius: float, size: float, most: int) -> Disc:
    """`most` is the larger side of the grid: no row lies further away."""
    squared = floor(min((radius / size) ** 2, 2.0 * most**2) + 1e-9)
    reaches = [isqrt(squared - row * row) for row in range(min(isqrt(squared), most) + 1)]
    rows = np.array(reaches, dtype=np.int64)
    return Disc(rows, np.minimum(rows, np.arange(len(rows))))


def checked(look: Look) -> Look:
    faults = list(look.faults())
    if faults:
        raise Refused(faults)
    return look
