"""Makes the question of a scenario: what waits on the ground of the city, and which candidate would serve what of it.

Imports no numba itself; `terrain.sight` does when it is first asked. Only jobs, loaders and commands build.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage.links import masts
from kotacerdas.siting import regulating
from kotacerdas.siting.domain.candidates import Offer
from kotacerdas.siting.domain.demand import Demand, gathered, table
from kotacerdas.siting.domain.problem import Indices, Problem
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.queries.material import Material, cells_of
from kotacerdas.terrain import sight
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.sight import Observer

SQUARE = 100.0  # metres: the side of a square of demand
EXACT_UP_TO = 1_000.0  # metres: beyond, a ray to every cell of every candidate would take minutes
MOST_CANDIDATES = 5_000
TOLD_EVERY = 25

Told = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Built:
    """`offers` are the sites of the problem, in its order; `reaching` those that a hub sees. `needs` are the places of need that
    no point serves yet: kind and square. `areas` are codes of kelurahan, as the demand numbers them."""

    problem: Problem
    demand: Demand
    offers: Sequence[Offer]
    reaching: frozenset[int]
    needs: Sequence[tuple[str, int]]
    areas: Sequence[str]
    figures: Mapping[str, Any]


def build(
    material: Material, offers: Sequence[Offer], wishes: Wishes, *, told: Told = lambda done, of: None
) -> Built:
    """Raises `Refused` where nothing can be chosen from, or too much."""
    began = perf_counter()
    kept, places = on_ground(material.elevation, offers)
    if not kept:
        raise Refused(Fault("siting-no-candidates"))
    if len(kept) > MOST_CANDIDATES:
        raise Refused(Fault("siting-many-candidates", {"count": len(kept), "most": MOST_CANDIDATES}))
    look = Look(wishes.radius_m, wishes.receiver_m)
    served = reached(material, look)
    demand = demand_of(material, served, wishes)
    covers = table(_covers(material.elevation, demand, places, wishes, look, told))
    groups, names = regulating.groups(kept)
    links = regulating.backhaul(material, kept, wishes)
    rules = regulating.rules(kept, places, wishes, names, links.hangs_on, material.kecamatan)
    problem = Problem(
        tuple(each.code for each in kept), np.array([each.cost for each in kept], np.int64), demand.weights,
        covers, rules, groups, tuple(name for _code, name in names),
    )  # fmt: skip
    figures = _figures(material, served, demand, problem) | {
        "left_out": len(offers) - len(kept),
        "is_plain": wishes.is_plain,
        "seconds_building": round(perf_counter() - began, 2),
    }
    needs = _needs(material, served, demand)
    return Built(problem, demand, kept, links.reaching, needs, material.settled.codes, figures)


def on_ground(elevation: Elevation, offers: Sequence[Offer]) -> tuple[list[Offer], list[tuple[float, float]]]:
    """Those that stand on a known height, with east and north. Raises `Refused` for one that must be chosen and stands nowhere."""
    kept, places, lost = [], [], []
    for offer, (east, north, _height) in zip(
        offers, masts(elevation, [(each.lon, each.lat, 0.0) for each in offers]), strict=True
    ):
        cell = elevation.grid.cell_at(east, north)
        if cell is not None and elevation.height_at(cell) is not None:
            kept.append(offer)
            places.append((east, north))
        elif offer.is_must:
            lost.append(Fault("siting-must-off-ground", {"site": offer.code}))
    if lost:
        raise Refused(lost)
    return kept, places


def reached(material: Material, look: Look) -> NDArray[np.bool_]:
    """Which cells a point that stands already serves."""
    elevation = material.elevation
    standing = [
        Observer(cell, height)
        for east, north, height in masts(elevation, material.points)
        if (cell := elevation.grid.cell_at(east, north)) is not None and elevation.height_at(cell) is not None
    ]
    found: NDArray[np.bool_] = sight.count(elevation, standing, look, exact=look.radius <= EXACT_UP_TO) > 0
    return found


def demand_of(material: Material, served: NDArray[np.bool_], wishes: Wishes) -> Demand:
    """People times the factor of their kelurahan, places of need and reports, wherever no point serves."""
    live = material.settled
    factors = np.array([wishes.equity.get(code, 1.0) for code in live.codes] + [0.0], np.float32)
    people = np.where(served, np.float32(0), live.people)
    load = people * factors[live.area]
    worths = [(cell, wishes.needs.get(kind, 0)) for kind, cell in _need_cells(material)]
    worths += [(cell, wishes.report_people) for cell in cells_of(material.elevation, material.reports)]
    for cell, worth in worths:
        if cell is not None and not served[cell]:
            load[cell] += worth
    block = max(1, round(SQUARE / material.elevation.grid.size))
    return gathered(load, block, people=people, area=live.area)


def _needs(material: Material, served: NDArray[np.bool_], demand: Demand) -> list[tuple[str, int]]:
    return [
        (kind, int(demand.number[cell]))
        for kind, cell in _need_cells(material)
        if cell is not None and not served[cell]
    ]


def _need_cells(material: Material) -> list[tuple[str, Cell | None]]:
    cells = cells_of(material.elevation, [(lon, lat) for _kind, lon, lat in material.needs])
    return [(kind, cell) for (kind, _lon, _lat), cell in zip(material.needs, cells, strict=True)]


def _covers(
    elevation: Elevation,
    demand: Demand,
    places: Sequence[tuple[float, float]],
    wishes: Wishes,
    look: Look,
    told: Told,
) -> Iterator[Indices]:
    """One view after the other; of each only the numbers of squares stay."""
    for at, place in enumerate(places):
        if at % TOLD_EVERY == 0:
            told(at, len(places))
        cell = elevation.grid.cell_at(*place)
        assert cell is not None  # only those on the ground are kept
        seen = sight.view(elevation, Observer(cell, wishes.mast_m), look, exact=look.radius <= EXACT_UP_TO)
        yield demand.seen_by(seen.top, seen.left, seen.seen)
    told(len(places), len(places))


def _figures(
    material: Material, served: NDArray[np.bool_], demand: Demand, problem: Problem
) -> dict[str, Any]:
    live = material.settled
    everybody = float(live.people.sum(dtype=np.float64))
    before = float(live.people[served].sum(dtype=np.float64))
    return {
        "people": round(everybody), "before": round(before), "waiting": round(everybody - before),
        "weight": float(problem.weights.sum()), "reachable": problem.value(range(len(problem.sites))),
        "candidates": len(problem.sites), "useless": int((problem.alone <= 0).sum()),
        "cells": len(demand), "cell_m": max(1, round(SQUARE / material.elevation.grid.size)) * material.elevation.grid.size,
        "pairs": len(problem.covers.values), "points": len(material.points), "hubs": len(material.hubs),
        "is_estimate": live.is_estimate, "is_synthetic": material.ground.is_synthetic,
        "is_schematic": live.is_schematic, "ground": material.ground.title, "reports": len(material.reports),
    }  # fmt: skip
