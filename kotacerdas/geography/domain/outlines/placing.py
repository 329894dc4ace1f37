"""Where on earth the shapes of a file lie: its coordinate system, latitude and longitude the wrong way round, the country."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.domain.outlines.reading import Collection, Feature
from kotacerdas.geography.domain.projection import WGS84

COUNTRY = (94.5, -11.5, 141.5, 6.5)
"""Indonesia with a little sea: west, south, east, north."""
_DEGREES = re.compile(r"CRS:?:?84$|EPSG:{1,2}4326$", re.IGNORECASE)
_EPSG = re.compile(r"EPSG(?::[\d.]*)?:(\d{4,6})$", re.IGNORECASE)


@dataclass(frozen=True)
class Placed:
    """Features in degrees, longitude first, and what had to be done for it."""

    features: Sequence[Feature]
    notes: Sequence[Fault] = ()


def place(collection: Collection, epsg: int | None = None) -> Placed:
    """`epsg` is told by whoever sends a file that names no system. Raises `Refused` where the place is in doubt."""
    features, notes = list(collection.features), []
    system = _system(collection.crs, epsg)
    if system is not None:
        features = _in_degrees(features, system)
        notes.append(Fault("geography-reprojected", {"system": system.name}))
    elif not _could_be_degrees(features):
        raise Refused(Fault("geography-no-degrees"))
    if _are_swapped(features):
        features = [_with(each, shapely.transform(each.shape, lambda xy: xy[:, ::-1])) for each in features]
        notes.append(Fault("geography-swapped"))
    return Placed(*_within_country(features, notes))


def _system(named: str, epsg: int | None) -> CRS | None:
    """None for degrees of WGS 84."""
    if not named:
        return None if epsg in (None, WGS84) else _crs(epsg or WGS84, str(epsg))
    if _DEGREES.search(named):
        return None
    if (found := _EPSG.search(named)) is None:
        raise Refused(Fault("geography-system-unknown", {"text": named[:80]}))
    return _crs(int(found[1]), named)


def _crs(epsg: int, named: str) -> CRS:
    try:
        found = CRS.from_epsg(epsg)
    except CRSError:
        raise Refused(Fault("geography-system-unknown", {"text": named[:80]})) from None
    if not (found.is_projected or found.is_geographic):
        raise Refused(Fault("geography-system-unknown", {"text": named[:80]}))
    return found


def _in_degrees(features: Sequence[Feature], system: CRS) -> list[Feature]:
    there = Transformer.from_crs(system, WGS84, always_xy=True)

    def degrees(corners: np.ndarray) -> np.ndarray:
        return np.column_stack(there.transform(corners[:, 0], corners[:, 1]))

    try:
        moved = [_with(each, shapely.transform(each.shape, degrees)) for each in features]
    except ProjError:
        raise Refused(Fault("geography-not-in-system", {"system": system.name})) from None
    if not np.isfinite(shapely.total_bounds([each.shape for each in moved])).all() or not all(
        np.isfinite(shapely.get_coordinates(each.shape)).all() for each in moved
    ):
        raise Refused(Fault("geography-not-in-system", {"system": system.name}))
    return moved


def _could_be_degrees(features: Sequence[Feature]) -> bool:
    return bool(np.abs(_bounds(features)).max() <= 180)


def _are_swapped(features: Sequence[Feature]) -> bool:
    """No place of the country is one also when its numbers change places, so there is no doubt."""
    west, south, east, north = _bounds(features)
    return is_in_country(south, west) and is_in_country(north, east)


def is_in_country(lon: float, lat: float) -> bool:
    west, south, east, north = COUNTRY
    return west <= lon <= east and south <= lat <= north


def _within_country(features: Sequence[Feature], notes: list[Fault]) -> tuple[list[Feature], list[Fault]]:
    here = [_is_here(each) for each in features]
    inside = [each for each, is_here in zip(features, here, strict=True) if is_here]
    if not inside:
        x, y = shapely.get_coordinates(features[0].shape)[0]
        raise Refused(Fault("geography-all-abroad", {"lon": f"{x:.4f}", "lat": f"{y:.4f}"}))
    strays = [str(each.number) for each, is_here in zip(features, here, strict=True) if not is_here]
    if strays:
        notes.append(Fault("geography-abroad", {"count": len(strays), "numbers": strays[:10]}))
    return inside, notes


def _is_here(feature: Feature) -> bool:
    west, south, east, north = _bounds([feature])
    return is_in_country(west, south) and is_in_country(east, north)


def _bounds(features: Sequence[Feature]) -> tuple[float, float, float, float]:
    west, south, east, north = shapely.total_bounds([each.shape for each in features]).tolist()
    return west, south, east, north


def _with(feature: Feature, shape: object) -> Feature:
    return replace(feature, shape=shape)
