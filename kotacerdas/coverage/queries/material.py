"""What is known of a city, as the rules of blank spots need it: cells, people, services, points, towers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.connectivity.domain.rules import ANY, FIXED
from kotacerdas.connectivity.models import SignalReport, Tower
from kotacerdas.connectivity.queries import Grid, grid_of
from kotacerdas.connectivity.queries.evidence import day_of
from kotacerdas.coverage.domain.blanks.finding import Material
from kotacerdas.coverage.domain.blanks.frames import Frame, Whole
from kotacerdas.coverage.domain.blanks.reach import Mast, Reach
from kotacerdas.coverage.domain.blanks.verdicts import Service
from kotacerdas.coverage.posts import height_of
from kotacerdas.coverage.queries.points import points_on
from kotacerdas.coverage.queries.reports import placed
from kotacerdas.coverage.rules import SpotRules
from kotacerdas.geography.models import Place as PlaceRow
from kotacerdas.geography.models.places import OF_NEED
from kotacerdas.geography.queries.people import people_in
from kotacerdas.people.models import City


@dataclass(frozen=True)
class Known:
    """`given` for the rules; `grid` and what lies in its cells, for what is told beside them."""

    grid: Grid
    given: Material
    people_is_estimate: bool
    places: Sequence[tuple[int, str]]
    """Cell and kind of each place of need."""
    reports: Sequence[tuple[int, bool]]
    """Cell of each report of signal that has a place, and whether it was checked."""
    points: int
    is_sample: bool

    @property
    def frame(self) -> Frame:
        return self.given.frame

    @property
    def operators(self) -> tuple[str, ...]:
        return tuple(each.key for each in self.given.services if not each.is_fixed)


def signal_of(city: City) -> Grid:
    """Raises `Refused` where nothing was computed about the signal yet."""
    grid = grid_of(city)
    if grid is None or not grid.frame.codes:
        raise Refused(Fault("coverage-without-grid"))
    return grid


def material_of(city: City, grid: Grid, reach: Reach, rules: SpotRules, *, on: date) -> Known:
    """Some ten queries."""
    frame = Frame(grid.west, grid.north, grid.cell_m, grid.frame.rows, grid.frame.columns)
    points = points_on(city, on)
    towers = Tower.objects.filter(city=city, is_sample=grid.has_samples).values_list("lon", "lat", "height_m")
    at_points = _masts(grid, [(each.lon, each.lat, each.mast_height_m) for each in points], rules.point_m)
    at_towers = _masts(grid, list(towers), rules.tower_m)
    sources = [*at_towers, *at_points]
    counts = people_in(city)
    given = Material(
        frame,
        grid.frame.area.ravel().astype(np.int64),
        {at: counts[code].people for at, code in enumerate(grid.frame.codes) if code in counts},
        _services(grid),
        reach.counts(at_points, frame),
        sources=[(east, north) for east, north, _height in sources],
        hidden=reach.hidden(sources, frame, rules.far_m),
    )
    return Known(
        grid,
        given,
        any(each.is_estimate for each in counts.values()),
        _places(city, grid),
        _reports(city, grid),
        len(points),
        grid.has_samples or any(each.is_sample for each in points),
    )


def _services(grid: Grid) -> tuple[Service, ...]:
    layers = [each for each in grid.operators if each != ANY]
    return tuple(Service(each, grid.part("state", each), is_fixed=each == FIXED) for each in layers)


def _masts(grid: Grid, rows: Sequence[tuple[Any, Any, Any]], usual: float) -> list[Mast]:
    """Of longitude, latitude and height; `usual` is the height of those of which nobody knows it."""
    if not rows:
        return []
    east, north = grid.projection.metres([float(row[0]) for row in rows], [float(row[1]) for row in rows])
    heights = [height_of(row[2], usual) for row in rows]
    return list(zip(map(float, east), map(float, north), heights, strict=True))


def _places(city: City, grid: Grid) -> list[tuple[int, str]]:
    rows = list(
        PlaceRow.objects.of(city).filter(kind__in=OF_NEED).order_by("pk").values_list("lon", "lat", "kind")
    )
    cells = grid.cells_at([(float(lon), float(lat)) for lon, lat, _kind in rows])
    return [(cell, kind) for cell, (_lon, _lat, kind) in zip(cells.tolist(), rows, strict=True)]


def _reports(city: City, grid: Grid) -> list[tuple[int, bool]]:
    """Of those that the grid rests on."""
    rows = SignalReport.objects.filter(city=city, is_sample=grid.has_samples).counting().order_by("pk")
    told = placed(city, rows)
    cells = grid.cells_at([(lon, lat) for _row, lon, lat in told])
    return [
        (cell, row.state == SignalReport.State.CHECKED)
        for cell, (row, _lon, _lat) in zip(cells.tolist(), told, strict=True)
    ]


def behind(known: Known, cells: Whole) -> Mapping[str, Any]:
    """What evidence speaks of these cells, as JSON: measurements by operator, reports, the newest day, and in how much of it a
    measurement or a check stands behind what is known."""
    grid, mine = known.grid, set(cells.tolist())
    samples = {each: int(grid.part("samples", each)[cells].sum()) for each in known.operators}
    newest = max(int(grid.part("newest", each)[cells].max()) for each in (ANY, FIXED))
    checked = [is_checked for cell, is_checked in known.reports if cell in mine]
    return {
        "samples": {each: count for each, count in samples.items() if count},
        "reports": len(checked),
        "checked": sum(checked),
        "newest": _day(newest),
        "verified": round(float((grid.part("basis", ANY)[cells] == 2).mean()), 3),
        "contradicts": int(grid.part("contradicts", ANY)[cells].sum()),
    }


def needs(known: Known, cells: Whole) -> Mapping[str, int]:
    mine = set(cells.tolist())
    found = dict.fromkeys((str(each) for each in OF_NEED), 0)
    for cell, kind in known.places:
        if cell in mine:
            found[kind] += 1
    return {kind: count for kind, count in found.items() if count}


def _day(number: int) -> str:
    return "" if number < 0 else day_of(number).isoformat()
