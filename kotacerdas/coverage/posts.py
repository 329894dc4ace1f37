"""Wi-Fi points and towers on the cells of a ground: where each stands on it, how high, with which antenna."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kotacerdas.coverage.domain.projecting import projection_of
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import HIGHEST_MAST
from kotacerdas.terrain.sight import Observer
from kotacerdas.wifi.domain.antennas import Antenna
from kotacerdas.wifi.queries.points import WifiPoint


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
    cells = _cells(over, [(float(lon), float(lat)) for lon, lat, _height in places])
    return [
        Observer(cell, height_of(height, usual_m))
        for cell, (_lon, _lat, height) in zip(cells, places, strict=True)
        if cell is not None
    ]


def posted(points: Sequence[WifiPoint], over: Elevation, usual_m: float) -> Posted:
    """In the order of the points; `usual_m` is the height of antennas that nobody has written down."""
    posts, beside = [], []
    cells = _cells(over, [(each.lon, each.lat) for each in points])
    for point, cell in zip(points, cells, strict=True):
        if cell is None:
            beside.append(point.code)
            continue
        height = height_of(point.mast_height_m, usual_m)
        posts.append(Post(point.code, point.name, point.lon, point.lat, height, point.antenna, cell))
    return Posted(tuple(posts), tuple(beside))


def height_of(known: Any, usual_m: float) -> float:
    """Of an antenna above ground; what is written down beyond every mast is a slip."""
    return usual_m if known is None else min(float(known), HIGHEST_MAST)


def _cells(over: Elevation, places: Sequence[tuple[float, float]]) -> list[Cell | None]:
    """Under longitude and latitude; None beside the model, and where it has no height."""
    if not places:
        return []
    east, north = projection_of(over.grid).metres(
        [lon for lon, _lat in places], [lat for _lon, lat in places]
    )
    found = (over.grid.cell_at(x, y) for x, y in zip(east, north, strict=True))
    return [None if cell is None or over.height_at(cell) is None else cell for cell in found]
