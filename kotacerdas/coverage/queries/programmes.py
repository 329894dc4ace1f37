"""Programmes that may answer a blank spot."""

from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.people.models import City


def programmes_of(city: City) -> list[Programme]:
    """Of the plans in force, the newest plan first. One query."""
    rows = Programme.objects.filter(edition__in=Edition.objects.in_force().filter(city=city))
    return list(rows.select_related("edition").order_by("-edition__first_year", "edition__code", "code"))
