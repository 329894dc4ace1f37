"""Where antennas stand: sites in degrees, and the same in the metres of an elevation model."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyproj import Transformer

from kotacerdas.coverage.domain.blanks.reach import Mast
from kotacerdas.geography.domain.projection import WGS84
from kotacerdas.terrain.domain.elevation import Elevation


@dataclass(frozen=True)
class Site:
    """Where an antenna of a link stands or could stand. `is_usual`: nobody wrote its height down."""

    code: str
    name: str
    lon: float
    lat: float
    height: float
    is_usual: bool
    is_tower: bool = False


def masts(over: Elevation, places: Iterable[tuple[float, float, float]]) -> list[Mast]:
    """Longitude, latitude and height above ground, in the system of the elevation model; infinite where it has no such place."""
    given = list(places)
    if not given:
        return []
    there = Transformer.from_crs(WGS84, over.grid.crs, always_xy=True)
    lons, lats, heights = zip(*given, strict=True)
    east, north = there.transform(lons, lats)
    return list(zip(east, north, heights, strict=True))


def masts_of(over: Elevation, sites: Iterable[Site]) -> list[Mast]:
    return masts(over, ((each.lon, each.lat, each.height) for each in sites))
