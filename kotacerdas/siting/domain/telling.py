"""The answer as data: the JSON of the command line, whose names are a promise."""

from collections.abc import Sequence
from typing import Any

from kotacerdas.siting.domain.problem import Problem
from kotacerdas.siting.domain.solving import Stage


def as_json(problem: Problem, stages: Sequence[Stage]) -> dict[str, Any]:
    """`gap` is a share of the bound: 0.01 says that no choice covers more than a hundredth more."""
    last = stages[-1]
    return {
        "chosen": [problem.sites[site] for site in sorted(last.chosen)],
        "objective": last.objective,
        "bound": last.bound,
        "gap": last.gap,
        "seconds": round(last.seconds, 3),
        "is_proven": last.is_proven,
        "cost": problem.cost(last.chosen),
        "total": float(problem.weights.sum()),
        "stages": [
            {
                "method": each.method,
                "objective": each.objective,
                "bound": each.bound,
                "gap": each.gap,
                "seconds": round(each.seconds, 3),
            }
            for each in stages
        ],
    }
