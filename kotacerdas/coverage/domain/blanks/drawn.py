"""A shape that somebody drew elsewhere and pasted as GeoJSON."""

import json
from collections.abc import Mapping
from typing import Any

from shapely import MultiPolygon, Polygon
from shapely.errors import ShapelyError
from shapely.geometry import shape as read_shape

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage.domain.blanks.shapes import as_written

MOST_LETTERS = 200_000


def drawn(text: str) -> Mapping[str, Any]:
    """A Polygon or MultiPolygon in degrees, longitude first; also within a Feature, or as the one Feature of a collection.
    Raises `Refused`."""
    if len(text) > MOST_LETTERS:
        raise Refused(Fault("coverage-drawing-too-long", {"most": MOST_LETTERS}))
    try:
        found = read_shape(_geometry(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, ShapelyError):
        raise Refused(Fault("coverage-drawing-unreadable")) from None
    if not isinstance(found, Polygon | MultiPolygon) or found.is_empty:
        raise Refused(Fault("coverage-drawing-no-area"))
    west, south, east, north = found.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Refused(Fault("coverage-not-on-earth"))
    if not found.is_valid or not found.area:
        raise Refused(Fault("coverage-drawing-crosses-itself"))
    return as_written(found)


def _geometry(given: Any) -> Any:
    if given["type"] == "FeatureCollection":
        (only,) = given["features"]
        return only["geometry"]
    return given["geometry"] if given["type"] == "Feature" else given
