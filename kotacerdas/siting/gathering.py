"""Where new points could stand: places of the city, and the crossings of a grid on its settled land."""

from collections.abc import Iterator
from decimal import Decimal

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.models import Place
from kotacerdas.geography.queries.areas import areas_of, projection_of, units_by_code
from kotacerdas.geography.queries.people import people_in
from kotacerdas.people.models import City, TerritorialUnit
from kotacerdas.siting.domain import candidates
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.models import Candidate
from kotacerdas.siting.queries.material import cells_of, ground_of
from kotacerdas.terrain.domain.elevation import SEA_LEVEL

MOST = 5_000
MOST_CROSSINGS = 400_000
"""In the rectangle around the city; most of them lie outside of it."""


def gathered(city: City, wishes: Wishes) -> list[Candidate]:
    """Not yet of any scenario. Raises `Refused` where there would be too many, or no ground to lay a grid on."""
    found = [*_places(city, wishes)]
    if wishes.grid_m:
        found += _on_grid(city, wishes)
    if len(found) > MOST:
        raise Refused(Fault("siting-many-candidates", {"count": len(found), "most": MOST}))
    return found


def _places(city: City, wishes: Wishes) -> Iterator[Candidate]:
    rows = Place.objects.of(city).filter(kind__in=wishes.places).select_related("unit").order_by("code")
    for row in rows:
        yield Candidate(
            code=row.code, name=row.name, source=Candidate.Source.PLACE, kind=row.kind, lon=row.lon, lat=row.lat,
            unit=row.unit, cost=wishes.cost_of(row.kind), is_sample=row.is_sample,
        )  # fmt: skip


def _on_grid(city: City, wishes: Wishes) -> list[Candidate]:
    areas, units, settled = areas_of(city), units_by_code(city), people_in(city)
    if not areas.rows:
        raise Refused(Fault("siting-no-outlines"))
    found: list[Candidate] = []
    for crossing, (lon, lat), code in _on_land(city, areas, wishes.grid_m):
        if code in settled and settled[code].people:
            found.append(_crossing(crossing, lon, lat, units.get(code), wishes))
        if len(found) > MOST:
            raise Refused(Fault("siting-grid-narrow", {"metres": wishes.grid_m, "most": MOST}))
    return found


def _on_land(
    city: City, areas: Areas, metres: int
) -> Iterator[tuple[candidates.Crossing, tuple[float, float], str]]:
    _ground, elevation = ground_of(city)
    projection = projection_of(areas)
    west, south, east, north = areas.bounds
    easts, norths = projection.metres([west, west, east, east], [south, north, south, north])
    box = (min(easts), min(norths), max(easts), max(norths))
    if candidates.count(*box, metres) > MOST_CROSSINGS:
        raise Refused(Fault("siting-grid-narrow", {"metres": metres, "most": MOST}))
    crossings = list(candidates.crossings(*box, metres))
    lons, lats = projection.degrees([each.east for each in crossings], [each.north for each in crossings])
    places = list(zip(lons, lats, strict=True))
    # The ground may lie in another system of coordinates than the city is measured in.
    inside = [
        each for each in zip(crossings, places, areas.at_each(places), strict=True) if each[2] is not None
    ]
    cells = cells_of(elevation, [place for _crossing, place, _area in inside])
    for (crossing, place, area), cell in zip(inside, cells, strict=True):
        height = elevation.height_at(cell) if cell is not None else None
        if height is not None and height > SEA_LEVEL:
            assert area is not None  # only those inside were asked
            yield crossing, place, area.code


def _crossing(
    crossing: candidates.Crossing, lon: float, lat: float, unit: TerritorialUnit | None, wishes: Wishes
) -> Candidate:
    return Candidate(
        code=crossing.code, name=unit.name if unit else crossing.code, source=Candidate.Source.GRID,
        lon=round(Decimal(lon), 6), lat=round(Decimal(lat), 6), unit=unit, cost=wishes.cost_of(""),
    )  # fmt: skip
