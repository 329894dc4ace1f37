"""Ground for tests: small, random, and known."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.terrain.domain.elevation import Elevation, elevation
from kotacerdas.terrain.domain.grid import Grid

CRS = "EPSG:32750"


def over(heights: Any, size: float = 10.0) -> Elevation:
    taken = np.asarray(heights, dtype=np.float32)
    return elevation(Grid(*taken.shape, size, 480_000.0, 9_870_000.0, CRS), taken)


def hills(rows: int, columns: int, seed: int = 64_71, roughness: float = 8.0) -> NDArray[np.float32]:
    """Waves of several lengths and some noise, above the sea; whole eighths of a metre."""
    drawn = np.random.default_rng(seed)
    y, x = np.mgrid[:rows, :columns]
    found = np.full((rows, columns), 60.0)
    for length in (7, 17, 43, 90):
        angle, phase = drawn.uniform(0, 2 * np.pi, 2)
        found += length / 6 * np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / length + phase)
    found += drawn.normal(0, roughness, found.shape)
    return (np.maximum(np.round(found * 8), 8) / 8).astype(np.float32)
