"""A choice in the order in which one would build it: whoever adds most comes first, and a relay before what hangs on it."""

from dataclasses import dataclass

import numpy as np

from kotacerdas.siting.domain.problem import Flags, Floats, Problem


@dataclass(frozen=True)
class Step:
    """`weight` and `people` are what this site adds to those before it; `over` the relay that it hangs on, if it does."""

    site: int
    weight: float
    people: float
    over: int | None


def in_order(problem: Problem, chosen: frozenset[int], heads: Floats) -> list[Step]:
    """`heads` are the people of each demand. Of equals the lower number comes first."""
    covered = np.zeros(len(problem.weights), bool)
    left, built, steps = set(chosen), set[int](), []
    while left:
        ready = [site for site in sorted(left) if _stands(problem, site, built)] or sorted(left)
        best = max(ready, key=lambda site: (_adds(problem, site, covered, problem.weights), -site))
        people = _adds(problem, best, covered, heads)
        steps.append(
            Step(best, _adds(problem, best, covered, problem.weights), people, _relay(problem, best, built))
        )
        covered[problem.covers.row(best)] = True
        left.remove(best)
        built.add(best)
    return steps


def _adds(problem: Problem, site: int, covered: Flags, of: Floats) -> float:
    cells = problem.covers.row(site)
    return float(of[cells[~covered[cells]]].sum())


def _stands(problem: Problem, site: int, built: set[int]) -> bool:
    relays = problem.rules.hangs_on.get(site)
    return relays is None or bool(relays & built)


def _relay(problem: Problem, site: int, built: set[int]) -> int | None:
    relays = problem.rules.hangs_on.get(site)
    return min(relays & built, default=None) if relays else None


def people_of(problem: Problem, chosen: frozenset[int], heads: Floats) -> float:
    return float(heads[covered_by(problem, chosen)].sum())


def covered_by(problem: Problem, chosen: frozenset[int]) -> Flags:
    covered = np.zeros(len(problem.weights), bool)
    for site in chosen:
        covered[problem.covers.row(site)] = True
    return covered
