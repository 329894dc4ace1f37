"""Which points would be missed least: the other way round, and how much of each point is covered by others, too."""

from dataclasses import dataclass, replace

import numpy as np

from kotacerdas.siting.domain import greedy, searching
from kotacerdas.siting.domain.problem import Problem, sums
from kotacerdas.siting.domain.standing import Standing


@dataclass(frozen=True)
class Overlap:
    """One point: what it covers, and what of that no other one does."""

    site: int
    covered: float
    alone: float

    @property
    def shared(self) -> float:
        return self.covered - self.alone


def overlaps(problem: Problem) -> list[Overlap]:
    """Every point as all stand together, those first that would be missed least."""
    lonely = problem.covered_by.lengths == 1
    cells = problem.covers.values
    rows, count = problem.covers.row_of_value, len(problem.sites)
    alone = sums(rows, problem.weights[cells] * lonely[cells], count)
    found = [Overlap(at, float(problem.alone[at]), float(alone[at])) for at in range(count)]
    return sorted(found, key=lambda each: (each.alone, each.covered, each.site))


def dropped(problem: Problem, count: int, *, seconds: float = 2.0) -> frozenset[int]:
    """The `count` points without which least is lost: one after the other, then by exchange and search. Must-haves stay.

    The points that remain are a choice of the same question with `most` at what is left, so `lagrange.bound` of that question
    says how much better any other selection could be.
    """
    everything = range(len(problem.sites))
    standing = Standing(problem, everything)
    for _each in range(min(count, len(problem.sites) - len(problem.rules.musts))):
        free = [site for site in standing.sites if site not in problem.rules.musts]
        losses = {site: float(problem.weights[standing.only_by(site)].sum()) for site in free}
        standing.remove(min(losses, key=lambda site: (losses[site], site)))
    kept = remaining(problem, count)
    found = searching.improved(kept, greedy.improved(kept, standing.sites), seconds=seconds)
    return frozenset(everything) - found


def remaining(problem: Problem, count: int) -> Problem:
    """The question of which points stay if `count` go."""
    return replace(
        problem, rules=replace(problem.rules, most=max(0, len(problem.sites) - count), budget=None)
    )


def lost(problem: Problem, gone: frozenset[int]) -> float:
    """What is covered by nothing else than these."""
    everything = np.arange(len(problem.sites))
    return problem.value(everything.tolist()) - problem.value(set(everything.tolist()) - gone)
