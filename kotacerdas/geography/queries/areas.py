"""Outlines of a city, ready to be asked which area a place lies in."""

from collections.abc import Sequence

from kotacerdas.geography.domain.areas import Areas, area
from kotacerdas.geography.domain.outlines.matching import Known
from kotacerdas.geography.domain.projection import Projection, projection_at
from kotacerdas.geography.models import Outline
from kotacerdas.people.models import City, TerritorialUnit

KINDS = (TerritorialUnit.Kind.KELURAHAN, TerritorialUnit.Kind.DESA)
"""What has an outline; larger areas are made of these."""


def areas_of(city: City) -> Areas:
    """One query; empty where the city has no outlines."""
    return areas_from(list(Outline.objects.of(city)))


def areas_from(rows: Sequence[Outline]) -> Areas:
    above = {each.unit.parent.code: each.unit.parent.name for each in rows if each.unit.parent}
    return Areas(
        [area(each.unit.code, each.unit.name, each.shape, is_schematic=each.is_schematic) for each in rows],
        kecamatan=above,
    )


def projection_of(areas: Areas) -> Projection:
    """Of the city's middle."""
    west, south, east, north = areas.bounds
    return projection_at((west + east) / 2, (south + north) / 2)


def units_by_code(city: City) -> dict[str, TerritorialUnit]:
    """Kelurahan and desa of the city by their code; one query."""
    return {unit.code: unit for unit in TerritorialUnit.objects.filter(city=city, kind__in=KINDS)}


def known_areas(city: City) -> list[Known]:
    """The same with all their spellings, for what comes from outside; two queries."""
    rows = TerritorialUnit.objects.filter(city=city, kind__in=KINDS).prefetch_related("aliases")
    return [Known(unit.code, (unit.name, *(each.name for each in unit.aliases.all()))) for unit in rows]


def kecamatan_names(city: City) -> dict[str, str]:
    """By code."""
    rows = TerritorialUnit.objects.filter(city=city, kind=TerritorialUnit.Kind.KECAMATAN)
    return dict(rows.values_list("code", "name"))
