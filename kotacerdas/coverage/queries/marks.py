"""From what a city's coverage was made, told in few and small queries: other rows, other marks."""

from typing import Any

from kotacerdas.geography.models import Count, Outline
from kotacerdas.people.models import City
from kotacerdas.wifi.models import Point, State

Mark = tuple[Any, ...]


def of_points(city: City) -> Mark:
    """Everything that decides which points stand where and are on; two queries."""
    places = Point.objects.filter(city=city).order_by("pk")
    states = State.objects.filter(point__city=city).order_by("pk")
    return (
        tuple(
            places.values_list(
                "code", "lon", "lat", "mast_height_m", "installed_on", "removed_on", "is_sample"
            )
        ),
        tuple(states.values_list("pk", "point", "since", "is_on")),
    )


def of_people(city: City) -> Mark:
    """Outlines tell no day of their change, but other outlines have other middles, or at least other rows; two queries."""
    outlines = Outline.objects.filter(unit__city=city).order_by("pk")
    counts = Count.objects.filter(unit__city=city).order_by("pk")
    return (
        tuple(outlines.values_list("pk", "lon", "lat", "is_schematic", "source", "as_of")),
        tuple(counts.values_list("pk", "people", "year", "is_estimate")),
    )
