"""Makes shapes that can be asked: no line crosses itself, six decimals, faces only."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

DECIMALS = 6
MOST_CROSSINGS = 20_000
_LOOKED_AT = 200


@dataclass(frozen=True)
class Mended:
    """`shape` is None where nothing is left, or where its lines cross so often that nobody can say what is inside."""

    shape: Any
    was_broken: bool = False
    is_tangled: bool = False


def mend(shape: Any) -> Mended:
    was_broken = not shape.is_valid
    if was_broken:
        if _crossings(shape) > MOST_CROSSINGS:
            return Mended(None, True, True)
        # Of the two ways this one keeps what is inside, and does not take minutes for a tangle.
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    faces = _faces(_rounded(shape))
    return Mended(faces if not faces.is_empty else None, was_broken)


def _rounded(shape: Any) -> Any:
    """What has six decimals already stays corner by corner as it came, so that a file that went out comes in the same."""
    rounded = shapely.remove_repeated_points(shapely.transform(shape, _six))
    if rounded.is_valid:
        return rounded
    return shapely.transform(shapely.set_precision(shape, 10**-DECIMALS), _six)


def _six(corners: Any) -> Any:
    return np.round(corners, DECIMALS)


def _crossings(shape: Any) -> float:
    """About how many pairs of its segments meet beyond their neighbours, from some of them."""
    segments = [
        segment
        for ring in shapely.get_rings(shape)
        for segment in shapely.linestrings(_pairs(shapely.get_coordinates(ring)))
    ]
    some = segments[:: max(1, len(segments) // _LOOKED_AT)]
    hits = shapely.STRtree(segments).query(some, predicate="intersects")
    each = int(hits.shape[1]) / len(some)
    return max(0.0, each - 3) * len(segments) / 2


def _pairs(corners: Any) -> Any:
    return np.stack([corners[:-1], corners[1:]], axis=1)


def _faces(shape: Any) -> Any:
    """Polygons of it; lines and points that a repair leaves over are no area."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > 0]
    if shape.geom_type == "GeometryCollection":
        parts = [
            face
            for part in shapely.get_parts(shape)
            for face in shapely.get_parts(part)
            if face.geom_type == "Polygon" and face.area > 0
        ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
