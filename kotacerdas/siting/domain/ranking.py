"""A choice in the order in which one would build it: whoever adds most comes first, and a relay before what hangs on it."""

from dataclasses import dataclass

import numpy as np

from kotacerdas.siting.domain.problem import Floats, Problem
from kotacerdas.siting.domain.standing import Standing


@dataclass(frozen=True)
class Step:
    """`weight` and `people` are what this site adds to those before it; `over` the relay that it hangs on, if it does."""

    site: int
    weight: float
    people: float
    over: int | None


def in_order(problem: Problem, chosen: frozenset[int], heads: Floats) -> list[Step]:
    """`heads` are the people of each demand. Of equals the lower number comes first."""
    standing, steps = Standing(problem), list[Step]()
    left = np.zeros(len(problem.sites), bool)
    left[list(chosen)] = True
    while left.any():
        ready = left & (~problem.hangs | (standing.carried > 0))
        best = int(np.where(ready if ready.any() else left, standing.gains, -np.inf).argmax())
        cells = problem.covers.row(best)
        fresh = cells[standing.counts[cells] == 0]
        weight, people = float(problem.weights[fresh].sum()), float(heads[fresh].sum())
        steps.append(Step(best, weight, people, _relay(standing, best)))
        standing.add(best)
        left[best] = False
    return steps


def _relay(standing: Standing, site: int) -> int | None:
    relays = standing.problem.rules.hangs_on.get(site, frozenset())
    return min((relay for relay in relays if standing.chosen[relay]), default=None)
