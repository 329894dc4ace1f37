"""What feeds the points of a city."""

from kotacerdas.people.models import City
from kotacerdas.wifi.models import Point


def fed_by(city: City) -> dict[str, str]:
    """By the code of each point that of the one from which it hangs, or the name of another place: a point of that code may still
    come. One query."""
    rows = Point.objects.filter(city=city).order_by().values_list("code", "hub__code", "hub_name")
    found = {code: hub or name for code, hub, name in rows}
    return {code: above for code, above in found.items() if above and above != code}
