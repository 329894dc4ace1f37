"""Schematic outlines, for a city whose borders are not at hand: a cell around each area's representative point.

Each cell holds the places that are nearer to its own point than to any other, within a rounded hull around all points. The
hull reaches half the mean spacing of the points beyond the outermost. What lies in which cell is then only a guess, and every
page says so.
"""

from collections.abc import Mapping
from math import sqrt
from typing import Any

import numpy as np
from shapely import (
    MultiPoint,
    Point,
    STRtree,
    get_parts,
    polygonize,
    transform,
    union_all,
    voronoi_polygons,
)

from kotacerdas.geography.domain.projection import Projection, projection_at

Position = tuple[float, float]
DECIMALS = 6
CENTIMETRE = 0.01
LEAST_REACH = 500
"""Metres that the hull reaches at least beyond a point."""


def cells(points: Mapping[str, Position]) -> dict[str, Any]:
    """Points in degrees by code; polygons in degrees, which touch and never overlap. No two points may be the same place."""
    if not points:
        return {}
    if len(set(points.values())) < len(points):
        raise ValueError("two areas have the same representative point")
    projection = projection_around(points.values())
    codes = list(points)
    east, north = projection.metres(*np.array([points[code] for code in codes], float).T)
    places = MultiPoint(np.column_stack([east, north]))
    # Faces of one drawing of lines share their corners, which cells cut one by one would not to the last digit.
    hull = rounded_hull(places)
    borders = voronoi_polygons(places, extend_to=hull.envelope.buffer(1000), only_edges=True)
    lines = union_all([hull.exterior, borders.intersection(hull)], grid_size=CENTIMETRE)
    faces = list(get_parts(polygonize(list(get_parts(lines)))))
    tree = STRtree(faces)
    found = {}
    for code, place in zip(codes, get_parts(places), strict=True):
        face = faces[tree.query(place, predicate="intersects")[0]]
        found[code] = transform(projection.shape_in_degrees(face), lambda xy: np.round(xy, DECIMALS))
    return found


def rounded_hull(places: MultiPoint) -> Any:
    hull = places.convex_hull
    reach = max(LEAST_REACH, sqrt(hull.area / len(places.geoms)) / 2)
    return hull.buffer(reach, quad_segs=6)


def projection_around(points: Any) -> Projection:
    """Of the middle of some places."""
    middle: Point = MultiPoint(list(points)).envelope.centroid
    return projection_at(middle.x, middle.y)
