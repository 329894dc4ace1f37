"""What stands on the map of a scenario beside its candidates: points of today, and hubs."""

from dataclasses import dataclass
from datetime import date

from kotacerdas.coverage.queries.points import points_on
from kotacerdas.people.models import City
from kotacerdas.siting.queries.material import hubs_of
from kotacerdas.wifi.queries.points import WifiPoint


@dataclass(frozen=True)
class Around:
    points: tuple[WifiPoint, ...]
    hubs: tuple[tuple[float, float], ...]


def around(city: City, *, on: date, with_hubs: bool) -> Around:
    """Three queries, two more for hubs."""
    points = points_on(city, on)
    hubs = hubs_of(city, points, on=on) if with_hubs else []
    return Around(tuple(points), tuple((lon, lat) for lon, lat, _height in hubs))
