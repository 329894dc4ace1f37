"""A line between two places as a narrow surface, for maps draw surfaces."""

from collections.abc import Mapping
from math import hypot
from typing import Any

from shapely import LineString
from shapely.geometry import mapping

LEAST, MOST = 0.0001, 0.0006
"""Degrees to either side, some 11 and 67 metres."""
SLENDER = 0.005
"""Of its length."""


def ribbon(start: tuple[float, float], end: tuple[float, float], half: float = 0.0) -> Mapping[str, Any]:
    """A GeoJSON geometry between two different places in degrees, `half` degrees to either side; without it a longer one is
    wider, for it is seen from farther away."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    wide = half or min(max(length * SLENDER, LEAST), MOST)
    return dict(mapping(LineString([start, end]).buffer(wide, cap_style="flat")))
