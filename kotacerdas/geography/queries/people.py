"""How many people live in each area of a city, as far as anybody knows."""

from dataclasses import dataclass

from kotacerdas.geography.models import Count
from kotacerdas.people.models import City


@dataclass(frozen=True)
class PeopleCount:
    """An estimate is a guess out of the city's whole, a sample was loaded for the demonstration."""

    people: int
    is_estimate: bool
    year: int
    source: str
    is_sample: bool = False


def people_in(city: City) -> dict[str, PeopleCount]:
    """By the area's code; one query. Of several years the newest that was counted, else the newest estimate; an area of which
    nothing is known is not in it."""
    found: dict[str, PeopleCount] = {}
    for row in Count.objects.of(city).order_by("-is_estimate", "year"):
        found[row.unit.code] = PeopleCount(row.people, row.is_estimate, row.year, row.source, row.is_sample)
    return dict(sorted(found.items()))
