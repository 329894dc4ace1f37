"""Programmes that may answer a blank spot."""

from django.db.models import Q

from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.people.models import City


def programmes_of(city: City, chosen: Programme | None = None) -> list[Programme]:
    """Of the plans in force, the newest plan first; the one that is chosen already stays one of them. One query."""
    in_force = Q(edition__in=Edition.objects.in_force().filter(city=city))
    rows = Programme.objects.filter(in_force | Q(pk=chosen.pk) if chosen else in_force)
    return list(rows.select_related("edition").order_by("-edition__first_year", "edition__code", "code"))
