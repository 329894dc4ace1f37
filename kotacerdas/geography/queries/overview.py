"""The areas of a city on one page: people, size, places, and what their outlines are worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count as Number

from kotacerdas.geography.domain.areas import Areas, area
from kotacerdas.geography.models import Outline, Place
from kotacerdas.geography.queries.areas import KINDS, projection_of
from kotacerdas.geography.queries.people import PeopleCount, people_in
from kotacerdas.people.models import City, TerritorialUnit

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

SQUARE_KILOMETRE = 1_000_000


@dataclass(frozen=True)
class Row:
    unit: TerritorialUnit
    outline: Outline | None
    people: PeopleCount | None
    places: int
    square_km: float | None
    """Of the outline; none of a schematic cell, whose size says nothing."""

    @property
    def kecamatan(self) -> str:
        return self.unit.parent.name if self.unit.parent else ""

    @property
    def density(self) -> float | None:
        return self.people.people / self.square_km if self.people and self.square_km else None


@dataclass(frozen=True)
class Overview:
    rows: Sequence[Row]
    areas: Areas
    places: int
    places_outside: int
    sources: Sequence[str]
    """Of the outlines."""

    @property
    def drawn(self) -> int:
        return len(self.areas.rows)

    @property
    def people(self) -> int:
        return sum(row.people.people for row in self.rows if row.people)

    @property
    def counted(self) -> int:
        """How many areas have a count that is no estimate."""
        return sum(bool(row.people and not row.people.is_estimate) for row in self.rows)

    @property
    def estimated(self) -> int:
        return sum(bool(row.people and row.people.is_estimate) for row in self.rows)

    @property
    def has_samples(self) -> bool:
        return any(row.people and row.people.is_sample for row in self.rows)


def of(city: City, user: "Someone") -> Overview:
    """Four queries."""
    outlines = {row.unit_id: row for row in Outline.objects.visible_to(user).of(city)}
    units = (
        TerritorialUnit.objects.filter(city=city, kind__in=KINDS).select_related("parent").order_by("code")
    )
    people = people_in(city)
    numbers = dict(
        Place.objects.visible_to(user).of(city).order_by().values_list("unit").annotate(number=Number("pk"))
    )
    found = list(units)
    areas = Areas(
        [
            area(unit.code, unit.name, outline.shape, is_schematic=outline.is_schematic)
            for unit in found
            if (outline := outlines.get(unit.pk))
        ],
        {unit.parent.code: unit.parent.name for unit in found if unit.parent},
    )
    sizes = _sizes(areas)
    rows = [
        Row(unit, outlines.get(unit.pk), people.get(unit.code), numbers.get(unit.pk, 0), sizes.get(unit.code))
        for unit in found
    ]
    sources = dict.fromkeys(row.source for row in outlines.values() if row.source)
    return Overview(rows, areas, sum(numbers.values()), numbers.get(None, 0), list(sources))


def _sizes(areas: Areas) -> dict[str, float]:
    projection = projection_of(areas)
    return {
        each.code: projection.shape_in_metres(each.shape).area / SQUARE_KILOMETRE
        for each in areas.rows
        if not each.is_schematic
    }
