"""How the shapes of a city fit together: what two of them share, and what lies between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from kotacerdas.geography.domain.projection import Projection

LEAST_SHARED = 100.0
"""Square metres that two areas must share, or a gap must hold, before it is worth a word: one tenth of a narrow street."""
HECTARE = 10_000


@dataclass(frozen=True)
class Shared:
    first: str
    second: str
    square_metres: float


@dataclass(frozen=True)
class Fit:
    """Overlaps from the largest; `gaps` are square metres of each hole that the areas enclose, from the largest."""

    overlaps: tuple[Shared, ...]
    gaps: tuple[float, ...]
    square_metres: Mapping[str, float]


def fit(shapes: Mapping[str, Any], projection: Projection) -> Fit:
    codes = list(shapes)
    flat = [projection.shape_in_metres(shapes[code]) for code in codes]
    return Fit(
        tuple(sorted(_overlaps(codes, flat), key=lambda each: -each.square_metres)),
        tuple(sorted(_gaps(flat), reverse=True)),
        {code: float(shape.area) for code, shape in zip(codes, flat, strict=True)},
    )


def _overlaps(codes: list[str], flat: list[Any]) -> list[Shared]:
    tree = shapely.STRtree(flat)
    one, other = tree.query(flat, predicate="intersects")
    found = []
    for first, second in zip(one.tolist(), other.tolist(), strict=True):
        if first < second:
            area = float(shapely.intersection(flat[first], flat[second]).area)
            if area >= LEAST_SHARED:
                found.append(Shared(codes[first], codes[second], area))
    return found


def _gaps(flat: list[Any]) -> list[float]:
    """Of a hole that one area has itself and no other fills, nothing is said: it may be a lake."""
    whole = shapely.get_parts(shapely.union_all(flat))
    holes = [shapely.Polygon(ring) for part in whole for ring in part.interiors]
    own = [ring for shape in flat for part in shapely.get_parts(shape) for ring in part.interiors]
    lakes = shapely.STRtree([shapely.Polygon(ring) for ring in own])
    found = []
    for hole in holes:
        is_lake = any(lakes.geometries[at].equals(hole) for at in lakes.query(hole))
        if hole.area >= LEAST_SHARED and not is_lake:
            found.append(float(hole.area))
    return found
