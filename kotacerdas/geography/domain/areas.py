"""Which area a place lies in, for many places at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from shapely import STRtree, points, union_all
from shapely.geometry import shape as read_shape


@dataclass(frozen=True)
class Area:
    """`shape` is a shapely geometry in degrees."""

    code: str
    name: str
    shape: Any
    is_schematic: bool = False

    @property
    def kecamatan(self) -> str:
        """The code of the kecamatan: the first eight characters (Kepmendagri 300.2.2-2138/2025)."""
        return self.code[:8]


@dataclass(frozen=True)
class Areas:
    """The outlines of one city. Kept small enough (hundreds) to stand in memory."""

    rows: Sequence[Area]
    kecamatan: Mapping[str, str] = field(default_factory=dict)
    """Names by code."""
    _tree: STRtree = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tree", STRtree([area.shape for area in self.rows]))

    @property
    def is_schematic(self) -> bool:
        return any(area.is_schematic for area in self.rows)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees; all zero where there is no outline."""
        if not self.rows:
            return (0.0, 0.0, 0.0, 0.0)
        west, south, east, north = union_all([area.shape for area in self.rows]).bounds
        return west, south, east, north

    def at(self, lon: float, lat: float) -> Area | None:
        return self.at_each([(lon, lat)])[0]

    def at_each(self, places: Iterable[tuple[float, float]]) -> list[Area | None]:
        """For each place (longitude, latitude) its area; None outside all. On a common border the first by code."""
        given = list(places)
        found: list[Area | None] = [None] * len(given)
        if not given or not self.rows:
            return found
        which, area = self._tree.query(points(np.asarray(given, float)), predicate="intersects")
        for index, number in sorted(zip(which.tolist(), area.tolist(), strict=True), reverse=True):
            found[index] = self.rows[number]
        return found


def area(code: str, name: str, geojson: Any, *, is_schematic: bool = False) -> Area:
    """From a GeoJSON geometry as it is stored."""
    return Area(code, name, read_shape(geojson), is_schematic)
