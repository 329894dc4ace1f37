"""What kind of ground it is: shares of height and of slope, in the classes in which Indonesian statistics give them, and a picture
of it lit from the north-west."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.terrain.domain.elevation import Elevation

HEIGHTS = (10.0, 20.0, 100.0)
"""Upper ends in metres (Kota Balikpapan Dalam Angka 2012); the last class has none."""
SLOPES = (0.02, 0.15, 0.40)
"""Upper ends in metres a metre, the same source."""
SUN_FROM, SUN_HEIGHT = 315.0, 45.0
SEA = (221, 232, 234)
LOW, HIGH = (229, 236, 226), (236, 226, 205)


@dataclass(frozen=True)
class Share:
    """From `low` to `high` (None: no end), in hectares and as a share of the land."""

    low: float
    high: float | None
    hectares: float
    share: float


def by_height(of: Elevation) -> list[Share]:
    return _shares(of, of.heights, HEIGHTS)


def by_slope(of: Elevation) -> list[Share]:
    return _shares(of, slope(of), SLOPES)


def slope(of: Elevation) -> NDArray[np.float32]:
    """The steepest rise of the plane through the neighbours, in metres a metre; NaN beside a void."""
    down, across = np.gradient(of.heights, of.grid.size)
    found: NDArray[np.float32] = np.hypot(down, across)
    return found


def _shares(of: Elevation, values: NDArray[Any], ends: Sequence[float]) -> list[Share]:
    land = ~np.isnan(values) & ~of.voids & ~of.sea
    counted = np.bincount(np.digitize(values[land], ends), minlength=len(ends) + 1)
    total, hectares = max(int(counted.sum()), 1), of.grid.size**2 / 10_000
    edges = [0.0, *ends]
    highs: list[float | None] = [*ends, None]
    return [
        Share(low, high, round(float(count) * hectares, 2), float(count) / total)
        for low, high, count in zip(edges, highs, counted.tolist(), strict=True)
    ]


def picture(of: Elevation, *, most: int = 900) -> NDArray[np.uint8]:
    """Red, green, blue of a shaded relief with at most `most` rows and columns; the sea is flat, a void is white."""
    step = max(1, -(-max(of.grid.rows, of.grid.columns) // most))
    ground = of.ground[::step, ::step]
    down, across = np.gradient(ground, of.grid.size * step)
    light, height = np.radians(360 - SUN_FROM + 90), np.radians(SUN_HEIGHT)
    steep, way = np.arctan(1.5 * np.hypot(down, across)), np.arctan2(down, -across)
    shade = np.sin(height) * np.cos(steep) + np.cos(height) * np.sin(steep) * np.cos(light - way)
    top = max(float(ground.max()), 1.0)
    part = np.clip(ground / top, 0, 1)[..., None]
    colour = (np.array(LOW) * (1 - part) + np.array(HIGH) * part) * np.clip(0.55 + 0.6 * shade, 0.35, 1.1)[
        ..., None
    ]
    found: NDArray[np.uint8] = np.clip(colour, 0, 255).astype(np.uint8)
    found[of.sea[::step, ::step]] = SEA
    found[of.voids[::step, ::step]] = 255
    return found
