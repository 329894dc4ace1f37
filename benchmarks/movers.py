"""Makes the city whose points are moved: five million cells of 10 m, 362 points, people; and times the bare question. Needs Django."""

import json
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import django
import numpy as np

POINTS, CELL = 362, 10.0
ROWS, COLUMNS = 2_000, 2_500
PEOPLE = 757_418
RADII = (500.0, 5_000.0)
REPEATS = 15
DAY = date(2026, 11, 29)


def prepare() -> dict[str, Any]:
    """The session of an officer, codes and places of the points."""
    from django.conf import settings
    from django.utils import timezone

    from benchmarks.savers import session_of
    from kotacerdas.geography.actions import people as counting
    from kotacerdas.people.models import City
    from kotacerdas.people.roles import Role
    from kotacerdas.wifi.models import Point

    city = City.objects.get(code=settings.DEFAULT_CITY)
    counting.estimate(
        city, people=PEOPLE, year=2025, source="uji", is_sample=True, by=None, now=timezone.now()
    )
    places = _places(_ground(city))
    Point.objects.bulk_create(
        Point(city=city, code=code, name=code, lon=lon, lat=lat, mast_height_m=10)
        for code, (lon, lat) in places.items()
    )
    return {"session": session_of("petugas", Role.PROGRAMME_OFFICE, city), "places": places}


def _ground(city: Any) -> Any:
    """In use, around the middle of the city's outlines."""
    from django.utils import timezone

    from kotacerdas.geography.queries.areas import areas_of, projection_of
    from kotacerdas.terrain import keeping
    from kotacerdas.terrain.domain import synthetic
    from kotacerdas.terrain.domain.grid import Grid
    from kotacerdas.terrain.models import Ground

    areas = areas_of(city)
    projection = projection_of(areas)
    west, south, east, north = areas.bounds
    x, y = projection.metres((west + east) / 2, (south + north) / 2)
    left, top = round(x - COLUMNS * CELL / 2, -1), round(y + ROWS * CELL / 2, -1)
    over = synthetic.relief(Grid(ROWS, COLUMNS, CELL, left, top, f"EPSG:{projection.epsg}"))
    row = Ground.objects.create(
        city=city, title="Uji", source="uji", is_synthetic=True, cell=int(CELL), state="ready", is_used=True, at=timezone.now()
    )  # fmt: skip
    Path(row.folder).parent.mkdir(parents=True, exist_ok=True)
    keeping.keep(over, row.folder)
    return over


def _places(over: Any) -> dict[str, tuple[float, float]]:
    """On land, drawn by chance."""
    from pyproj import Transformer

    drawn = np.random.default_rng(64_71)
    land = np.argwhere(~over.sea & ~over.voids)
    cells = land[drawn.choice(len(land), POINTS, replace=False)]
    back = Transformer.from_crs(over.grid.crs, "EPSG:4326", always_xy=True)
    lons, lats = back.transform(
        over.grid.west + (cells[:, 1] + 0.5) * CELL, over.grid.north - (cells[:, 0] + 0.5) * CELL
    )
    return {
        f"W-{number:03}": (round(float(lon), 6), round(float(lat), 6))
        for number, (lon, lat) in enumerate(zip(lons, lats, strict=True), 1)
    }


def question() -> dict[str, Any]:
    """Milliseconds of the bare question: the first one of a radius, and the median of one point on its way."""
    from django.conf import settings

    from kotacerdas.coverage.questions import move
    from kotacerdas.coverage.warm_up import look_around
    from kotacerdas.planner.domain.warm import Warm
    from kotacerdas.planner.questions import Asked
    from kotacerdas.wifi.models import Point

    look_around()
    warm, found = Warm(768 * 2**20), {}
    first = Point.objects.order_by("code").first()
    assert first is not None
    for radius in RADII:
        took = []
        for step in range(REPEATS + 1):
            place = {
                "code": first.code,
                "lon": float(first.lon) + step * 0.0005,
                "lat": float(first.lat),
                "height": None,
            }
            values = {
                "city": settings.DEFAULT_CITY,
                "on": DAY.isoformat(),
                "usual_m": 10.0,
                "radius": radius,
                "receiver": 1.5,
                "moves": [place],
            }
            began = time.perf_counter()
            move(Asked(values, {}, warm))
            took.append((time.perf_counter() - began) * 1000)
        found[str(radius)] = {"first": took[0], "median": statistics.median(took[1:])}
    return found | {"mib": warm.bytes / 2**20}


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"prepare": prepare, "question": question}[sys.argv[1]]()))
