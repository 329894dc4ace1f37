"""Which points of a city would be missed least: its points over its ground, with its people, its contracts and what feeds what.

Imports no numba itself; `terrain.sight` does when it is first asked. Only jobs and loaders compute.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage.links import masts
from kotacerdas.coverage.queries.points import points_on
from kotacerdas.coverage.rules import rules_on
from kotacerdas.coverage.settled import settled
from kotacerdas.people.models import City
from kotacerdas.siting.domain import sparing
from kotacerdas.siting.domain.demand import Demand, gathered, table
from kotacerdas.siting.domain.problem import NO_GROUP, Problem, Rules, merged
from kotacerdas.siting.domain.sparing import Wanted
from kotacerdas.siting.losing import answering
from kotacerdas.siting.queries import costs
from kotacerdas.siting.queries.material import ground_of
from kotacerdas.terrain import sight
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import HIGHEST_MAST, Look
from kotacerdas.terrain.sight import Observer
from kotacerdas.wifi.queries.points import WifiPoint

EXACT_UP_TO = 1_000.0  # metres: beyond, a ray to every cell would take minutes
MOST_PAIRS = 4_000_000
"""Of a point and a square; where cells would be more, they are gathered in squares of several."""
MOST_POINTS = 5_000
TOLD_EVERY = 25

Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """So many points, or such a share of what the points cost a month; `musts` are codes of points that stay."""

    points: int | None
    percent: Decimal | None
    radius_m: float
    musts: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Standing:
    """The points that stand on a known height, each with its cell; `codes` finds their places."""

    points: Sequence[WifiPoint]
    observers: Sequence[Observer]
    left_out: Sequence[str]

    @property
    def codes(self) -> dict[str, int]:
        return {each.code: at for at, each in enumerate(self.points)}


def found(city: City, asked: Asked, *, on: date, told: Told = lambda done, of: None) -> dict[str, Any]:
    """As JSON; nothing is written. Raises `Refused` with what is missing or not possible."""
    ground, elevation = ground_of(city)
    live = settled(city, elevation)
    if not live.counts:
        raise Refused(Fault("siting-no-people"))
    rules = rules_on(on)
    standing = _standing(city, elevation, rules.point_m, on)
    monthly = costs.monthly_of(city, on=on)
    wanted, target = _wanted(asked, standing, monthly)
    look = Look(asked.radius_m, rules.receiver_m)
    side = _side(standing, look, elevation.grid.size)
    waiting = gathered(live.people, side, area=live.area)
    problem = _problem(city, standing, waiting, monthly, asked.musts, look, elevation, told)
    try:
        answer = sparing.spared(merged(problem), wanted)
    except sparing.TooMuch:
        raise Refused(Fault("losing-too-much", {"musts": len(problem.rules.musts)})) from None
    return {
        **answering.figures(problem, standing.points, answer, monthly),
        "target": target,
        "areas": answering.areas(problem, waiting, live, answer),
        "radius_m": asked.radius_m,
        "receiver_m": rules.receiver_m,
        "cell_m": elevation.grid.size,
        "square_m": elevation.grid.size * side,
        "ground": ground.title,
        "is_synthetic": ground.is_synthetic,
        "is_estimate": live.is_estimate,
        "is_sample": ground.is_synthetic or live.is_sample or any(each.is_sample for each in standing.points),
        "left_out": list(standing.left_out),
        "uncounted": sum(code not in live.counts for code in live.codes),
    }


def _standing(city: City, elevation: Elevation, usual: float, on: date) -> _Standing:
    points = points_on(city, on)
    if not points:
        raise Refused(Fault("losing-no-points"))
    if len(points) > MOST_POINTS:
        raise Refused(Fault("losing-many-points", {"count": len(points), "most": MOST_POINTS}))
    heights = [usual if each.mast_height_m is None else each.mast_height_m for each in points]
    kept, observers, left_out = [], [], []
    for point, (east, north, height) in zip(
        points,
        masts(
            elevation, [(each.lon, each.lat, height) for each, height in zip(points, heights, strict=True)]
        ),
        strict=True,
    ):
        cell = elevation.grid.cell_at(east, north)
        if cell is None or elevation.height_at(cell) is None:
            left_out.append(point.code)
        else:
            kept.append(point)
            observers.append(Observer(Cell(*cell), min(height, HIGHEST_MAST)))
    if not kept:
        raise Refused(Fault("losing-off-ground"))
    return _Standing(kept, observers, left_out)


def _wanted(
    asked: Asked, standing: _Standing, monthly: Mapping[str, int | None]
) -> tuple[Wanted, int | None]:
    """What may go, and what that shall save a month at least."""
    count = len(standing.points)
    if asked.points is not None:
        if asked.points >= count:
            raise Refused(Fault("losing-all", {"given": asked.points, "points": count}))
        return Wanted(points=asked.points), None
    known = sum(monthly.get(each.code) or 0 for each in standing.points)
    if not known:
        raise Refused(Fault("losing-no-costs"))
    target = math.ceil(known * (asked.percent or Decimal(0)) / 100)
    return Wanted(saved=target), target


def _side(standing: _Standing, look: Look, size: float) -> int:
    """Cells of a square: one, unless the points see too many."""
    pairs = len(standing.points) * math.pi * (look.radius / size) ** 2
    return max(1, math.ceil(math.sqrt(pairs / MOST_PAIRS)))


def _problem(
    city: City, standing: _Standing, waiting: Demand, monthly: Mapping[str, int | None], musts: Sequence[str],
    look: Look, elevation: Elevation, told: Told,
) -> Problem:  # fmt: skip
    places = standing.codes
    if unknown := [each for each in musts if each not in places]:
        raise Refused([Fault("losing-unknown-point", {"given": each[:60]}) for each in unknown[:20]])
    rows = []
    exact = look.radius <= EXACT_UP_TO
    for at, view in enumerate(sight.views(elevation, standing.observers, look, exact=exact)):
        if at % TOLD_EVERY == 0:
            told(at, len(places))
        rows.append(waiting.seen_by(view.top, view.left, view.seen))
    told(len(places), len(places))
    return Problem(
        tuple(places),
        np.array([monthly.get(code) or 0 for code in places], np.int64),
        waiting.weights,
        table(rows),
        Rules(musts=frozenset(places[each] for each in musts), hangs_on=_fed(city, places)),
        np.full(len(places), NO_GROUP, np.intp),
    )


def _fed(city: City, places: Mapping[str, int]) -> dict[int, frozenset[int]]:
    """What gets its link from another point needs that point."""
    return {
        places[code]: frozenset({places[hub]})
        for code, hub in costs.hubs_of(city).items()
        if code in places and hub in places
    }
