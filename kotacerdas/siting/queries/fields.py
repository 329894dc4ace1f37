"""What the form of a scenario asks for in this city: kinds of places, kecamatan, kelurahan."""

from typing import Any

from django.db.models import Count

from kotacerdas.geography.models import Place
from kotacerdas.geography.queries.areas import kecamatan_names, units_by_code
from kotacerdas.people.models import City


def fields_of(city: City) -> dict[str, Any]:
    """Three queries."""
    kinds = Place.objects.of(city).order_by().values_list("kind").annotate(Count("pk"))
    return {
        "kinds": dict(kinds),
        "kecamatan": sorted(kecamatan_names(city).items()),
        "kelurahan": sorted((code, unit.name) for code, unit in units_by_code(city).items()),
    }
