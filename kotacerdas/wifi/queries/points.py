"""What other apps need of the points: where each stands, how high, with which antenna, and whether it is on."""

from dataclasses import dataclass
from datetime import date

from kotacerdas.people.models import City
from kotacerdas.wifi.domain.antennas import Antenna
from kotacerdas.wifi.queries import standing


@dataclass(frozen=True)
class WifiPoint:
    """`mast_height_m`, `antenna` and `is_on` are None where nobody knows."""

    code: str
    name: str
    kind: str
    lon: float
    lat: float
    unit_code: str
    mast_height_m: float | None
    antenna: Antenna | None
    is_on: bool | None
    is_sample: bool


def points_of(city: City, *, on: date) -> list[WifiPoint]:
    """The points that stand on this day, by code; three queries."""
    rows = standing.of(city, on=on)
    return [_told(each) for each in rows if not each.is_to_come]


def _told(row: standing.Standing) -> WifiPoint:
    point = row.point
    return WifiPoint(
        code=point.code,
        name=point.name,
        kind=point.kind,
        lon=float(point.lon),
        lat=float(point.lat),
        unit_code=point.unit.code if point.unit else "",
        mast_height_m=None if point.mast_height_m is None else float(point.mast_height_m),
        antenna=point.radiates,
        is_on=row.is_on,
        is_sample=point.is_sample,
    )
