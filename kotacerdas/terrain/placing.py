"""Puts points, in degrees or in the model's own metres, on the cells of an elevation model."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.looking import faults_of_height
from kotacerdas.terrain.sight import Observer

if TYPE_CHECKING:
    from pyproj import Transformer

WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class Point:
    """`x` and `y` are longitude and latitude if `in_degrees`, else east and north in the model's system. `line` is where it stands
    in its file."""

    code: str
    x: float
    y: float
    height: float
    in_degrees: bool
    line: int | None = None


def placed(points: Sequence[Point], over: Elevation) -> list[Observer]:
    """On the model, or refused with everything that is wrong with any of them."""
    spots = _metres(points, over.grid.crs)
    faults: list[Fault] = []
    found: list[Observer] = []
    for point, (x, y) in zip(points, spots, strict=True):
        cell = over.grid.cell_at(x, y)
        own = list(faults_of_height("terrain-mast-height", point.height))
        if cell is None:
            own.append(_outside(point, x, y, over))
        elif over.height_at(cell) is None:
            own.append(Fault("terrain-point-on-void", {"point": point.code}))
        else:
            found.append(Observer(cell, point.height))
        faults += [Fault(each.kind, each.values, line=point.line) for each in own]
        if len(faults) >= ENOUGH:
            break
    if faults:
        raise Refused(faults[:ENOUGH])
    return found


def _outside(point: Point, x: float, y: float, over: Elevation) -> Fault:
    grid = over.grid
    if point.in_degrees:
        ((turned_x, turned_y),) = _metres([Point(point.code, point.y, point.x, 0, in_degrees=True)], grid.crs)
        if grid.holds(turned_x, turned_y):
            return Fault("terrain-point-swapped", {"point": point.code, "lon": f"{point.x:g}"})
    values = {"x": x, "y": y, "west": grid.west, "south": grid.south, "east": grid.east, "north": grid.north}
    return Fault(
        "terrain-point-outside",
        {"point": point.code, **{key: f"{value:.0f}" for key, value in values.items()}},
    )


def _metres(points: Sequence[Point], crs: str) -> list[tuple[float, float]]:
    """Infinite where the system has no such place, which lies outside of every grid."""
    if not any(each.in_degrees for each in points):
        return [(each.x, each.y) for each in points]
    from pyproj import Transformer

    there = Transformer.from_crs(WGS84, crs, always_xy=True)
    return [_turned(each, there) if each.in_degrees else (each.x, each.y) for each in points]


def _turned(point: Point, there: "Transformer") -> tuple[float, float]:
    if abs(point.x) > 180 or abs(point.y) > 90:
        return math.inf, math.inf
    x, y = there.transform(point.x, point.y)
    return x, y
