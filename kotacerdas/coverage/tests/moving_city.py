"""A city whose ground, people and points the planner can load: four kelurahan over small hills, a few points."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from kotacerdas.coverage.tests.factories import NOW, SIDE, SOUTH, WEST, squares
from kotacerdas.people.models import City
from kotacerdas.terrain import keeping
from kotacerdas.terrain.domain.elevation import Elevation, elevation
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.tests.ground import hills
from kotacerdas.wifi.tests import factories as wifi

CELL, ROWS = 50.0, 48
GRID = Grid(ROWS, ROWS, CELL, 499_800.0, 9_936_000.0, "EPSG:32750")
PLACES = ((0.3, 0.4), (1.2, 0.7), (0.8, 1.6))
"""In sides of a kelurahan from the lower left corner."""


def at(along: float, up: float) -> tuple[float, float]:
    """Longitude and latitude."""
    return round(WEST + along * SIDE, 6), round(SOUTH + up * SIDE, 6)


def built(city: City, *, places: Sequence[tuple[float, float]] = PLACES, heights: Any = None) -> Elevation:
    """Points W-1, W-2 ... stand there, each 10 m high and on."""
    squares(city)
    ground = put(city, elevation(GRID, hills(ROWS, ROWS) if heights is None else heights))
    for number, (along, up) in enumerate(places, 1):
        lon, lat = at(along, up)
        point = wifi.point(city, f"W-{number}", lon=lon, lat=lat, mast_height_m=10)
        wifi.switch(point, is_on=True, since=date(2026, 1, 1))
    return ground


def put(city: City, heights: Elevation) -> Elevation:
    """As the ground in use, in place of any other."""
    Ground.objects.filter(city=city).update(is_used=False)
    row = Ground.objects.create(
        city=city,
        title="Bukit contoh",
        source="Badan Contoh",
        cell=int(CELL),
        state="ready",
        is_used=True,
        at=NOW,
    )
    row.folder.parent.mkdir(parents=True, exist_ok=True)
    keeping.keep(heights, Path(settings.STATE) / "terrain" / row.code)
    return heights
