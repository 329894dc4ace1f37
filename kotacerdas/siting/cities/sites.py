"""The next sites of one city out of files alone: candidates of a list or a grid, demand of a list or the land not yet reached.

Nothing in here looks at the clock, so that every machine comes to the same choice: the walk ends after rounds
that found nothing better, the bound after its rounds.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage.point_files import read_points
from kotacerdas.siting.cities.demands import read_demands
from kotacerdas.siting.domain import greedy, lagrange, searching
from kotacerdas.siting.domain.demand import Demand, gathered, table
from kotacerdas.siting.domain.problem import NO_GROUP, Problem, Rules
from kotacerdas.siting.domain.ranking import in_order
from kotacerdas.terrain import sight
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.placing import WGS84, placed
from kotacerdas.terrain.sight import Counts, Observer

MOST_CANDIDATES = 20_000
SQUARE = 100.0
"""Metres of a side: land that waits is gathered in squares of about this size."""
PATIENCE = 60


@dataclass(frozen=True)
class Wish:
    """So many sites, from this list or from a grid of `spacing` metres with masts of `mast` metres."""

    sites: int
    spacing: float
    mast: float
    candidates: str = ""
    demand: str = ""


@dataclass(frozen=True)
class _Candidates:
    names: tuple[str, ...]
    observers: list[Observer]


def chosen(wish: Wish, over: Elevation, counts: Counts, look: Look, *, exact: bool) -> dict[str, Any]:
    """`counts` says who is seen by the points that there are. Raises `Refused`."""
    there = _candidates(wish, over)
    waiting = _waiting(wish, over, counts)
    views = sight.views(over, there.observers, look, exact=exact)
    covers = table(waiting.seen_by(each.top, each.left, each.seen) for each in views)
    problem = Problem(
        there.names,
        np.zeros(len(there.names), np.int64),
        waiting.weights,
        covers,
        Rules(most=wish.sites),
        np.full(len(there.names), NO_GROUP, np.intp),
    )
    best, bound, method = _solved(problem)
    worth = problem.value(best)
    return {
        "chosen": [
            {
                "id": there.names[step.site],
                **_degrees(there.observers[step.site], over),
                "gain": round(step.weight, 3),
            }
            for step in in_order(problem, best, waiting.heads)
        ],
        "unit": "weight" if wish.demand else "ha",
        "objective": round(worth, 3),
        "bound": round(bound, 3),
        "gap": round(max(0.0, (bound - worth) / bound), 6) if bound > 0 else 0.0,
        "method": method,
        "candidates": len(there.names),
        "total": round(float(waiting.weights.sum()), 3),
    }


def _solved(problem: Problem) -> tuple[frozenset[int], float, str]:
    """The choice, what no choice exceeds, and the stage whose choice it is."""
    first = greedy.chosen(problem)
    best = searching.improved(problem, first, seconds=math.inf, patience=PATIENCE)
    bound = lagrange.bound(problem, problem.value(best), seconds=math.inf)
    return best, max(bound.value, problem.value(best)), "greedy" if best == first else "search"


def _candidates(wish: Wish, over: Elevation) -> _Candidates:
    if wish.candidates:
        points = read_points(Path(wish.candidates))
        names, observers = tuple(point.code for point in points), placed(points, over)
    else:
        observers = list(_grid(wish, over))
        names = tuple(f"r{each.cell.row}-c{each.cell.column}" for each in observers)
    _check(len(names))
    return _Candidates(names, observers)


def _check(count: int) -> None:
    if not count:
        raise Refused(Fault("siting-city-no-candidates"))
    if count > MOST_CANDIDATES:
        raise Refused(Fault("siting-city-many-candidates", {"count": count, "most": MOST_CANDIDATES}))


def _grid(wish: Wish, over: Elevation) -> Iterator[Observer]:
    """The cells in the middle of squares of `spacing` metres that are land."""
    step = max(1, round(wish.spacing / over.grid.size))
    part = np.s_[step // 2 :: step, step // 2 :: step]
    land = ~over.voids[part] & ~over.sea[part]
    _check(int(np.count_nonzero(land)))
    for row, column in np.argwhere(land).tolist():
        yield Observer(Cell(step // 2 + row * step, step // 2 + column * step), wish.mast)


def _waiting(wish: Wish, over: Elevation, counts: Counts) -> Demand:
    """Demand that no point reaches yet: that of the list, or hectares of land."""
    free = counts == 0
    if wish.demand:
        return gathered(_of_list(Path(wish.demand), over) * free, 1)
    hectares = over.grid.size**2 / 10_000
    land = ~over.voids & ~over.sea & free
    return gathered(land.astype(np.float32) * np.float32(hectares), max(1, round(SQUARE / over.grid.size)))


def _of_list(path: Path, over: Elevation) -> NDArray[np.float64]:
    read = read_demands(path)
    cells = np.array([each.cell for each in placed([point for point, _weight in read], over)], np.intp)
    weights = np.zeros(over.heights.shape)
    if len(cells):
        np.add.at(weights, (cells[:, 0], cells[:, 1]), [weight for _point, weight in read])
    return weights


def _degrees(observer: Observer, over: Elevation) -> dict[str, float]:
    """Where the middle of its cell lies; six places are a tenth of a metre."""
    from pyproj import Transformer

    there = Transformer.from_crs(over.grid.crs, WGS84, always_xy=True)
    lon, lat = there.transform(*over.grid.middle_of(observer.cell))
    return {"lon": round(lon, 6), "lat": round(lat, 6)}
