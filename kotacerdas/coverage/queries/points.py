"""Which Wi-Fi points serve people on a day."""

from collections.abc import Sequence
from datetime import date

from kotacerdas.people.models import City
from kotacerdas.wifi.queries.points import WifiPoint, points_of


def points_on(city: City, day: date) -> Sequence[WifiPoint]:
    """Those that stand on that day and are not known to be off: where nobody knows, nothing may be called blank. As long as a
    city has no points of its own, its samples count."""
    found = [each for each in points_of(city, on=day) if each.is_on is not False]
    return [each for each in found if not each.is_sample] or found
