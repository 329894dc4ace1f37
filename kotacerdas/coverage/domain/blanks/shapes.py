"""Areas of cells as shapes on a map, and shapes as cells."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from shapely import Point, box, contains_xy, set_precision, union_all
from shapely.geometry import mapping
from shapely.geometry import shape as read_shape

from kotacerdas.coverage.domain.blanks.frames import Frame, Whole
from kotacerdas.geography.domain.projection import Projection

DEGREE_GRID = 1e-6
"""About a hand's breadth."""


def in_metres(cells: Whole, frame: Frame) -> Any:
    """A shapely geometry: one box for each run of cells in a row, joined."""
    rows, columns = np.divmod(np.sort(cells), frame.columns)
    begins = np.flatnonzero((np.diff(rows, prepend=-1) != 0) | (np.diff(columns, prepend=-2) != 1))
    ends = np.append(begins[1:], rows.size) - 1
    west = frame.west + columns[begins] * frame.cell
    east = frame.west + (columns[ends] + 1) * frame.cell
    north = frame.north - rows[begins] * frame.cell
    return union_all(box(west, north - frame.cell, east, north))


def geojson(cells: Whole, frame: Frame, projection: Projection, *, coarse: float = 0.0) -> Mapping[str, Any]:
    """In degrees, with the holes that the area has. A coarse one leaves out what is narrower than so many metres, where that
    leaves anything."""
    shape = in_metres(cells, frame)
    if coarse:
        simple = shape.simplify(coarse)
        shape = shape if simple.is_empty else simple
    return as_written(set_precision(projection.shape_in_degrees(shape), DEGREE_GRID))


def circle(lon: float, lat: float, radius: float, projection: Projection) -> Mapping[str, Any]:
    """What lies within `radius` metres of a place."""
    east, north = projection.metres(lon, lat)
    return as_written(projection.shape_in_degrees(Point(east, north).buffer(radius, quad_segs=8)))


def cells_of(geojson: Mapping[str, Any], frame: Frame, projection: Projection) -> Whole:
    """The cells whose middle lies in the shape."""
    shape = projection.shape_in_metres(read_shape(geojson))
    west, south, east, north = shape.bounds
    rows = np.arange(
        max(0, int((frame.north - north) // frame.cell)),
        min(frame.rows, int((frame.north - south) // frame.cell) + 1),
    )
    columns = np.arange(
        max(0, int((west - frame.west) // frame.cell)),
        min(frame.columns, int((east - frame.west) // frame.cell) + 1),
    )
    cells = (rows[:, None] * frame.columns + columns[None, :]).ravel()
    found: Whole = cells[contains_xy(shape, *frame.centres(cells))]
    return found


def hectares(geojson: Mapping[str, Any], projection: Projection) -> float:
    return float(projection.shape_in_metres(read_shape(geojson)).area) / 10_000


def middle(geojson: Mapping[str, Any]) -> tuple[float, float]:
    """A place that lies in the shape, for its number on the map."""
    point = read_shape(geojson).representative_point()
    return round(point.x, 6), round(point.y, 6)


def as_written(shape: Any) -> Mapping[str, Any]:
    """A shapely geometry in degrees as GeoJSON, with six decimals and only the corners' longitude and latitude."""

    def each(value: Any) -> Any:
        if isinstance(value[0], (list, tuple)):
            return [each(one) for one in value]
        return [round(float(value[0]), 6), round(float(value[1]), 6)]

    geometry = mapping(shape)
    return {"type": geometry["type"], "coordinates": each(geometry["coordinates"])}
