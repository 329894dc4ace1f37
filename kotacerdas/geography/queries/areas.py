"""Outlines of a city, ready to be asked which area a place lies in."""

from kotacerdas.geography.domain.areas import Areas, area
from kotacerdas.geography.domain.projection import Projection, projection_at
from kotacerdas.geography.models import Outline
from kotacerdas.people.models import City, TerritorialUnit


def areas_of(city: City) -> Areas:
    """One query; empty where the city has no outlines."""
    rows = Outline.objects.of(city)
    return Areas(
        [area(each.unit.code, each.unit.name, each.shape, is_schematic=each.is_schematic) for each in rows]
    )


def projection_of(areas: Areas) -> Projection:
    """Of the city's middle."""
    west, south, east, north = areas.bounds
    return projection_at((west + east) / 2, (south + north) / 2)


def units_by_code(city: City) -> dict[str, TerritorialUnit]:
    """Kelurahan and desa of the city by their code; one query."""
    kinds = (TerritorialUnit.Kind.KELURAHAN, TerritorialUnit.Kind.DESA)
    return {unit.code: unit for unit in TerritorialUnit.objects.filter(city=city, kind__in=kinds)}
