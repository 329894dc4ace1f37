"""A stage as plain JSON: what was chosen in which order, what each adds, and what that means for kelurahan and places of need."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from kotacerdas.siting.building import Built
from kotacerdas.siting.domain import highs
from kotacerdas.siting.domain.ranking import in_order
from kotacerdas.siting.domain.solving import Stage


def stage(built: Built, found: Stage) -> dict[str, Any]:
    return {
        "method": found.method,
        "objective": round(found.objective, 3),
        "bound": None if found.bound is None else round(found.bound, 3),
        "gap": None if found.gap is None else round(found.gap, 6),
        "seconds": round(found.seconds, 2),
        "is_proven": found.is_proven,
        "people": round(float(built.demand.heads[built.problem.covered(found.chosen)].sum())),
        "cost": built.problem.cost(found.chosen),
        "chosen": [built.problem.sites[site] for site in sorted(found.chosen)],
    }


def chosen(built: Built, found: Stage) -> list[dict[str, Any]]:
    """In the order in which one would build them."""
    rows: list[dict[str, Any]] = []
    cost, people = 0, 0.0
    for rank, step in enumerate(in_order(built.problem, found.chosen, built.demand.heads), start=1):
        offer = built.offers[step.site]
        before = round(people)
        cost, people = cost + offer.cost, people + step.people
        rows.append(
            offer.as_json()
            | {
                "rank": rank,
                # What is added is told so that the column sums to what is told below it.
                "people": round(people) - before,
                "people_so_far": round(people),
                "weight": round(step.weight, 3),
                "cost_so_far": cost,
                "over": "" if step.over is None else built.problem.sites[step.over],
                "is_hub_near": step.site in built.reaching,
            }
        )
    return rows


def figures(built: Built, found: Stage, names: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """`names` are name and kecamatan of each kelurahan by its code."""
    covered = built.problem.covered(found.chosen)
    return dict(built.figures) | {
        "areas": _areas(built, found, covered, names),
        "needs": _needs(built, covered),
        "has_solver": highs.is_here(),
    }


def _areas(
    built: Built, found: Stage, covered: Any, names: Mapping[str, tuple[str, str]]
) -> list[dict[str, Any]]:
    demand, count = built.demand, len(built.areas)
    waiting = np.bincount(demand.area, weights=demand.heads, minlength=count)
    gained = np.bincount(demand.area[covered], weights=demand.heads[covered], minlength=count)
    built_there = Counter(built.offers[site].unit for site in found.chosen)
    return [
        {
            "code": code, "name": names.get(code, (code, ""))[0], "kecamatan": names.get(code, (code, ""))[1],
            "waiting": round(float(waiting[at])), "gained": round(float(gained[at])), "chosen": built_there[code],
        }
        for at, code in enumerate(built.areas)
    ]  # fmt: skip


def _needs(built: Built, covered: Any) -> dict[str, dict[str, int]]:
    """A place counts as reached with its square."""
    found: dict[str, dict[str, int]] = {}
    for kind, square in built.needs:
        told = found.setdefault(kind, {"waiting": 0, "gained": 0})
        told["waiting"] += 1
        told["gained"] += int(square >= 0 and bool(covered[square]))
    return dict(sorted(found.items()))
