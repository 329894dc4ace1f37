"""The places of a city: searched, of one kind, in one kelurahan."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from kotacerdas.geography.models import Place
from kotacerdas.geography.models.places import PlaceQuerySet
from kotacerdas.people.models import City

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

OUTSIDE = "luar"
"""Asked for as a kelurahan: outside every outline."""


@dataclass(frozen=True)
class Asked:
    words: str = ""
    kind: str = ""
    unit: str = ""


def listed(city: City, user: "Someone", asked: Asked) -> PlaceQuerySet:
    """In the order of names, with the kelurahan of each."""
    rows = Place.objects.visible_to(user).of(city).select_related("unit", "city")
    for word in asked.words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(code__icontains=word))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.unit:
        rows = rows.filter(unit=None) if asked.unit == OUTSIDE else rows.filter(unit__code=asked.unit)
    return rows.order_by("name", "code")


def kinds(city: City, user: "Someone") -> dict[str, int]:
    """How many there are of each kind, the most first."""
    rows: Any = (
        Place.objects.visible_to(user).of(city).order_by().values_list("kind").annotate(number=Count("pk"))
    )
    return dict(sorted(rows, key=lambda row: -row[1]))
