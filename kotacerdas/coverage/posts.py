"""Wi-Fi points and towers on the cells of a ground: where each stands on it, how high, with which antenna."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyproj import Transformer

from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import HIGHEST_MAST
from kotacerdas.terrain.sight import Observer
from kotacerdas.wifi.domain.antennas import Antenna
from kotacerdas.wifi.queries.points import WifiPoint

WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class Post:
    """`height` is that of the antenna above the ground of its cell; `antenna` is None where nobody knows it."""

    code: str
    name: str
    lon: float
    lat: float
    height: float
    antenna: Antenna | None
    cell: Cell

    @property
    def observer(self) -> Observer:
        return Observer(self.cell, self.height)


@dataclass(frozen=True)
class Posted:
    """`beside` are the codes of points that stand beside the model, or where it has no height: nothing is computed for them."""

    posts: tuple[Post, ...]
    beside: tuple[str, ...]


def observers_at(places: Sequence[tuple[Any, Any, Any]], over: Elevation, usual_m: float) -> list[Observer]:
    """Of longitude, latitude and height above ground; those that stand on the model."""
    if not places:
        return []
    there = Transformer.from_crs(WGS84, over.grid.crs, always_xy=True)
    east, north = there.transform([float(each[0]) for each in places], [float(each[1]) for each in places])
    found = []
    for x, y, (_lon, _lat, height) in zip(east, north, places, strict=True):
        cell = over.grid.cell_at(x, y)
        if cell is not None and over.height_at(cell) is not None:
            found.append(Observer(cell, usual_m if height is None else min(float(height), HIGHEST_MAST)))
    return found


def posted(points: Sequence[WifiPoint], over: Elevation, usual_m: float) -> Posted:
    """In the order of the points; `usual_m` is the height of antennas that nobody has written down."""
    if not points:
        return Posted((), ())
    there = Transformer.from_crs(WGS84, over.grid.crs, always_xy=True)
    east, north = there.transform([each.lon for each in points], [each.lat for each in points])
    posts, beside = [], []
    for point, x, y in zip(points, east, north, strict=True):
        cell = over.grid.cell_at(x, y)
        if cell is None or over.height_at(cell) is None:
            beside.append(point.code)
            continue
        height = usual_m if point.mast_height_m is None else min(point.mast_height_m, HIGHEST_MAST)
        posts.append(Post(point.code, point.name, point.lon, point.lat, height, point.antenna, cell))
    return Posted(tuple(posts), tuple(beside))
