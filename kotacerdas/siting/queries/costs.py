"""What each point costs a month by the contracts that run on a day, and which point feeds which."""

from datetime import date

from kotacerdas.people.models import City
from kotacerdas.wifi.models import Point
from kotacerdas.wifi.queries import contracts


def monthly_of(city: City, *, on: date) -> dict[str, int | None]:
    """By code; None where a contract runs and nobody knows its cost. A point without a contract is missing. Two queries."""
    found: dict[str, int | None] = {}
    for agreed in contracts.of(city, on=on):
        if agreed.state != "running":
            continue
        for payment in agreed.payments:
            code, cost = payment.point.code, payment.monthly
            before = found.get(code, 0)
            found[code] = None if cost is None or before is None else before + cost
    return found


def hubs_of(city: City) -> dict[str, str]:
    """By code of the point that is fed. One query."""
    rows = Point.objects.filter(city=city, hub__isnull=False).values_list("code", "hub__code")
    return dict(rows.order_by("code"))
