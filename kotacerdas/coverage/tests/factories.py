"""Spots, surveys, coverage, and grids of signal drawn with letters over four kelurahan of about a kilometre each."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

import numpy as np

from kotacerdas.connectivity.domain import serving
from kotacerdas.connectivity.domain.cells import Frame, frame_over
from kotacerdas.connectivity.domain.rules import ANY, FIXED
from kotacerdas.connectivity.domain.serving import Layer
from kotacerdas.connectivity.models import KeptGrid
from kotacerdas.coverage.actions import running, surveying
from kotacerdas.coverage.actions import spots as deeds
from kotacerdas.coverage.actions.spots import SpotWords
from kotacerdas.coverage.models import BlankSpot, CoverageRun, Survey
from kotacerdas.geography.queries.areas import areas_of, projection_of
from kotacerdas.geography.tests import factories as geography
from kotacerdas.people.models import City, TerritorialUnit
from kotacerdas.terrain import keeping
from kotacerdas.terrain.domain.elevation import elevation
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.tests import factories as terrain
from kotacerdas.wifi.models import Point
from kotacerdas.wifi.tests import factories as wifi

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 29)
WEST, SOUTH, SIDE = 117.0, -0.6, 0.009
STATES = {"#": serving.NONE, ".": serving.SERVED, "?": serving.UNKNOWN, "w": serving.WEAK}


def squares(city: City, people: int | None = 1000) -> list[TerritorialUnit]:
    """Lower left, lower right, upper left, upper right; `people` live in each."""
    units = [each.unit for each in geography.squares(city, west=WEST, south=SOUTH)]
    for unit in units:
        if people is not None:
            geography.count(unit, people)
    return units


def picture(*blocks: tuple[int, int, int, int], letter: str = "#") -> Mapping[tuple[int, int], str]:
    """Cells by row and column: blocks of (row, column, rows, columns) hold the letter."""
    return {
        (row + down, column + along): letter
        for row, column, rows, columns in blocks
        for down in range(rows)
        for along in range(columns)
    }


def grid(
    city: City,
    drawn: Mapping[tuple[int, int], str],
    *,
    else_: str = ".",
    newest: date = date(2026, 11, 1),
    as_of: date = TODAY,
    has_samples: bool = False,
) -> KeptGrid:
    """One operator and the fixed lines say the same; what is not drawn is `else_`. Cells of 100 m from the upper left corner."""
    areas = areas_of(city)
    projection = projection_of(areas)
    shapes = {area.code: projection.shape_in_metres(area.shape) for area in areas.rows}
    frame = frame_over(shapes, cell_m=100, epsg=projection.epsg)
    layer = _layer(frame, drawn, else_, newest)
    layers = {"satu": layer, ANY: layer, FIXED: layer}
    packed = io.BytesIO()
    np.savez_compressed(packed, area=frame.area, **serving.as_arrays(layers))  # type: ignore[arg-type]  # names of arrays
    values = {
        "computed_at": NOW, "as_of": as_of, "rules_from": TODAY, "cell_m": 100, "west": frame.west, "north": frame.north,
        "epsg": frame.epsg, "layers": list(layers), "codes": list(frame.codes), "content": packed.getvalue(),
        "has_samples": has_samples,
    }  # fmt: skip
    return KeptGrid.objects.update_or_create(city=city, defaults=values)[0]


def _layer(frame: Frame, drawn: Mapping[tuple[int, int], str], else_: str, newest: date) -> Layer:
    states = np.full((frame.rows, frame.columns), STATES[else_], np.int8)
    for at, letter in drawn.items():
        states[at] = STATES[letter]
    flat = states.ravel()
    flat[frame.area.ravel() < 0] = serving.UNKNOWN
    ones = np.ones(frame.size, np.int32)
    day = np.full(frame.size, (newest - date(1970, 1, 1)).days, np.int32)
    return Layer(flat, np.full(frame.size, 2, np.int8), ones, ones, ones * 0, day, np.zeros(frame.size, bool))


def survey(city: City, *, now: datetime = NOW) -> Survey:
    """Done, without a worker."""
    row = Survey.objects.create(city=city, asked_at=now)
    said = surveying.found(city, on=now.date())
    return surveying.keep(row, said, by=None, now=now)


def spot(city: City, **fields: Any) -> BlankSpot:
    """Told by an RT, in the middle of the first kelurahan."""
    words = {
        "told_by": "RT 12",
        "lon": Decimal(str(WEST + SIDE / 2)),
        "lat": Decimal(str(SOUTH + SIDE / 2)),
        "radius": 150,
        **fields,
    }
    return deeds.add(city, SpotWords(**words), by=None, now=NOW)


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of this app: a spot in every state, in the first kelurahan that has an outline."""
    if not geography.Outline.objects.of(city).exists():
        squares(city)
    middle = geography.Outline.objects.of(city)[0]
    reported, verified, planned, rejected = (spot(city, lon=middle.lon, lat=middle.lat) for _each in range(4))
    for each in (verified, planned):
        deeds.verify(each, reason="Dilihat", expected=1, by=None, now=NOW)
    deeds.plan(planned, remedy="wifi", programme=None, reason="", expected=2, by=None, now=NOW)
    deeds.reject(rejected, reason="Hutan", expected=1, by=None, now=NOW)
    return {
        "coverage:links-download": {"file_type": "csv"},
        "coverage:spot": {"city": city.code, "code": reported.code},
        "coverage:verify-spot@keep_wifi": {"city": city.code, "code": reported.code},
        "coverage:plan-spot@keep_wifi": {"city": city.code, "code": verified.code},
        "coverage:solve-spot@keep_wifi": {"city": city.code, "code": planned.code},
        "coverage:reject-spot@keep_wifi": {"city": city.code, "code": reported.code},
        "coverage:reopen-spot@keep_wifi": {"city": city.code, "code": rejected.code},
        "coverage:spots-download": {"file_type": "csv"},
        **_samples_of_coverage(city),
    }


def _samples_of_coverage(city: City) -> dict[str, dict[str, Any]]:
    """Of the whole city over a coarse ground; without the packages for terrain there is a run of which nothing is kept."""
    if not Ground.objects.used(city).exists():
        terrain.samples(city)
    middle = geography.Outline.objects.of(city)[0]
    wifi.point(city, "WIFI-JANGKAUAN", lon=middle.lon, lat=middle.lat)
    run = coverage_run(city) if find_spec("numba") else asked_run(city)
    mark = run.found.get("pictures", {}).get("count", "tidak-ada")
    return {
        "coverage:links-download": {"file_type": "csv"},
        "coverage:run-picture": {"code": run.code, "what": "count", "mark": mark},
        "coverage:run-download": {"city": city.code, "what": "kelurahan", "file_type": "csv"},
    }


# --- coverage over a ground -------------------------------------------------------------------------------------

CELL = 20.0


def ground(city: City, heights: Any = None, **fields: Any) -> Ground:
    """In use, over the four squares and a little more: 40 m above the sea everywhere, unless `heights` say otherwise."""
    areas = areas_of(city)
    west, south, east, north = areas.bounds
    left, bottom = projection_of(areas).metres(west, south)
    right, top = projection_of(areas).metres(east, north)
    corner_west, corner_north = left // CELL * CELL - 200, top // CELL * CELL + 200
    rows, columns = int((corner_north - bottom) // CELL) + 11, int((right - corner_west) // CELL) + 11
    grid = Grid(rows, columns, CELL, corner_west, corner_north, f"EPSG:{projection_of(areas).epsg}")
    shape = np.full((rows, columns), 40.0, np.float32)
    if heights is not None:
        shape = heights(shape)
    row = Ground.objects.create(
        **{"city": city, "title": "Tanah", "source": "Badan Contoh", "cell": int(CELL), "state": "ready", "is_used": True, "at": NOW}
        | fields
    )  # fmt: skip
    keeping.keep(elevation(grid, shape, is_synthetic=row.is_synthetic), row.folder)
    return row


def points(city: City) -> list[Point]:
    """In the middle of the lower left square, near it, and far to the upper right."""
    middle = SIDE / 2
    places = {
        "WIFI-001": (WEST + middle, SOUTH + middle),
        "WIFI-002": (WEST + middle + 0.0009, SOUTH + middle),
        "WIFI-003": (WEST + SIDE * 1.5, SOUTH + SIDE * 1.5),
    }
    return [
        wifi.point(city, code, lon=Decimal(str(round(lon, 6))), lat=Decimal(str(round(lat, 6))))
        for code, (lon, lat) in places.items()
    ]


def coverage_run(city: City, *, now: datetime = NOW, **changed: Any) -> CoverageRun:
    """Computed and taken, without a worker."""
    row = asked_run(city, now=now, **changed)
    return running.take(row, running.compute(row), by=None, now=now)


def asked_run(city: City, *, now: datetime = NOW, **changed: Any) -> CoverageRun:
    return running.ask(city, replace(running.usual(city, now), **changed), by=None, now=now)
