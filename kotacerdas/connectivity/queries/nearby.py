"""The evidence around one place, for the page that says why a cell has its state; a fixed number of queries."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet

from kotacerdas.connectivity.domain.cells import OUTSIDE
from kotacerdas.connectivity.domain.rules import Rules
from kotacerdas.connectivity.models import FixedLine, Measurement, SignalReport, Tower
from kotacerdas.connectivity.queries.grids import Grid
from kotacerdas.people.models import City

MOST = 10
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True)
class Measured:
    """Measurements of one batch and operator in the cell."""

    batch: str
    code: str
    kind: str
    operator: str
    count: int
    rsrp: float | None
    down: float | None


@dataclass(frozen=True)
class Nearby:
    """`towers` with their distance in metres, the nearest first; those alone in whose reach the place lies."""

    measured: Sequence[Measured]
    towers: Sequence[tuple[Tower, int]]
    reports: Sequence[SignalReport]
    lines: Sequence[FixedLine]


def around(city: City, grid: Grid, lon: float, lat: float, rules: Rules, user: Any) -> Nearby:
    """What the grid was weighed from: facts, or samples as long as there are none."""
    counts = {"is_sample": grid.has_samples}
    projection = grid.projection
    east, north = (float(value) for value in projection.metres(lon, lat))
    (cell,) = grid.cells_at([(lon, lat)]).tolist()
    middle = grid.frame.middle_of(cell) if cell != OUTSIDE else (east, north)

    def box(at: tuple[float, float], reach: float) -> Box:
        lons, lats = projection.degrees([at[0] - reach, at[0] + reach], [at[1] - reach, at[1] + reach])
        return float(lons[0]), float(lats[0]), float(lons[1]), float(lats[1])

    def distance(row: Any) -> int:
        x, y = projection.metres(float(row.lon), float(row.lat))
        return round(math.hypot(float(x) - east, float(y) - north))

    reach = max(rules.tower_radius_m.values())
    found = [
        (row, distance(row))
        for row in _in(Tower.objects.visible_to(user).of(city).filter(**counts), box((east, north), reach))
    ]
    near = [(row, far) for row, far in found if far <= rules.reach_of(row.technologies)]
    reports = (
        SignalReport.objects.visible_to(user).of(city).counting().filter(**counts).select_related("city")
    )
    # The cell's half counts on top, for a cell is near as soon as its middle is.
    half = grid.cell_m / 2
    listed = FixedLine.objects.visible_to(user).of(city).filter(**counts)
    lines = list(_in(listed, box(middle, rules.fixed_radius_m + half))[:MOST])
    where = _inside(box(middle, rules.report_radius_m + half))
    for line in lines:
        # A report without a place of its own lies where its RT does.
        where |= Q(lon=None, unit=line.unit, rt=line.rt)
    return Nearby(
        measured=_measured(city, box(middle, half), is_sample=grid.has_samples),
        towers=sorted(near, key=lambda pair: pair[1])[:MOST],
        reports=list(reports.filter(where)[:MOST]),
        lines=lines,
    )


def _in(rows: "QuerySet[Any]", box: Box) -> "QuerySet[Any]":
    return rows.filter(_inside(box))


def _inside(box: Box) -> Q:
    west, south, east, north = box
    return Q(lon__gte=west, lon__lte=east, lat__gte=south, lat__lte=north)


def _measured(city: City, box: Box, *, is_sample: bool) -> list[Measured]:
    names = ("batch__name", "batch__code", "batch__kind", "operator__name")
    rows = (
        _in(Measurement.objects.counting(city).filter(batch__is_sample=is_sample), box)
        .order_by("-batch__day", "operator__position")
        .values(*names)
    )
    counted = rows.annotate(count=Count("pk"), rsrp=Avg("rsrp_dbm"), down=Avg("down_mbps"))
    return [
        Measured(
            each["batch__name"], each["batch__code"], each["batch__kind"], each["operator__name"], each["count"],
            each["rsrp"], each["down"],
        )
        for each in counted[:MOST]
    ]  # fmt: skip
