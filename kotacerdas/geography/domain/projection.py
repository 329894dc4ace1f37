"""Degrees into metres and back: each city is measured in the UTM zone in which it lies (WGS 84)."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from pyproj import Transformer
from shapely import transform

WGS84 = 4326
NORTH, SOUTH = 32600, 32700


def zone_of(lon: float, lat: float) -> int:
    """The EPSG code of the UTM zone of a place."""
    number = min(int((lon + 180) // 6) + 1, 60)
    return (SOUTH if lat < 0 else NORTH) + number


@dataclass(frozen=True)
class Projection:
    """Between degrees (longitude, latitude) and metres (east, north) of one coordinate system."""

    epsg: int

    @cached_property
    def _there(self) -> Transformer:
        return Transformer.from_crs(WGS84, self.epsg, always_xy=True)

    @cached_property
    def _back(self) -> Transformer:
        return Transformer.from_crs(self.epsg, WGS84, always_xy=True)

    def metres(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Numbers or arrays of them."""
        east, north = self._there.transform(lon, lat)
        return east, north

    def degrees(self, east: Any, north: Any) -> tuple[Any, Any]:
        lon, lat = self._back.transform(east, north)
        return lon, lat

    def shape_in_metres(self, shape: Any) -> Any:
        """A shapely geometry in degrees, in metres."""
        return transform(shape, lambda corners: np.column_stack(self.metres(corners[:, 0], corners[:, 1])))

    def shape_in_degrees(self, shape: Any) -> Any:
        return transform(shape, lambda corners: np.column_stack(self.degrees(corners[:, 0], corners[:, 1])))


@cache
def projection_at(lon: float, lat: float) -> Projection:
    return _of(zone_of(lon, lat))


@cache
def _of(epsg: int) -> Projection:
    return Projection(epsg)
