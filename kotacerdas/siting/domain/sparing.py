"""Which points may go when money falls short: by number, or until so much is saved, so that the fewest people lose theirs.

What stays is a choice like any other, of a question with less money or fewer points; so the same bound and the same proof say
how much better any other selection could be. Nothing looks at the clock but the proof, which may stop in time.
"""

import math
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from time import perf_counter

import numpy as np

from kotacerdas.siting.domain import greedy, highs, lagrange, searching, solving
from kotacerdas.siting.domain.problem import Problem, sums
from kotacerdas.siting.domain.standing import Standing

PATIENCE = 60
TINY = 1e-6  # of a person: sums of parts of people do not come out even


@dataclass(frozen=True)
class Wanted:
    """So many points, or so many rupiah; one of the two."""

    points: int | None = None
    saved: int | None = None


@dataclass(frozen=True)
class Spared:
    """`lost` is what the points that go cover alone, together; no other selection loses less than `least`."""

    gone: frozenset[int]
    lost: float
    least: float
    seconds: float
    is_proven: bool = False


@dataclass(frozen=True)
class Overlap:
    """One point: what it covers, and what of that no other one does."""

    site: int
    covered: float
    alone: float


def overlaps(problem: Problem) -> list[Overlap]:
    """Every point as all stand together, those first that would be missed least."""
    lonely = problem.covered_by.lengths == 1
    cells = problem.covers.values
    rows, count = problem.covers.row_of_value, len(problem.sites)
    alone = sums(rows, problem.weights[cells] * lonely[cells], count)
    found = [Overlap(at, float(problem.alone[at]), float(alone[at])) for at in range(count)]
    return sorted(found, key=lambda each: (each.alone, each.covered, each.site))


class TooMuch(Exception):
    """Must-haves, and what others hang on, leave too little that may go."""


def spared(problem: Problem, wanted: Wanted, *, seconds: float = 20.0) -> Spared:
    """`problem` holds the points that stand, with what each must keep. Raises `TooMuch`."""
    began = perf_counter()
    asked = remaining(problem, wanted)
    whole = problem.value(range(len(problem.sites)))
    starts = [each for each in (_peeled(asked), _filled(asked)) if each is not None and asked.is_kept(each)]
    if not starts:
        raise TooMuch
    best = max((greedy.improved(asked, each) for each in starts), key=asked.value)
    bound = lagrange.bound(asked, asked.value(best), seconds=math.inf)
    ceiling = min(bound.value, whole)
    if _is_open(asked, best, ceiling) and highs.is_here() and seconds > 0:
        best, ceiling = _proven(asked, best, bound, ceiling, seconds)
    if _is_open(asked, best, ceiling):
        best = searching.improved(asked, best, seconds=math.inf, patience=PATIENCE)
    worth = asked.value(best)
    is_proven = not _is_open(asked, best, ceiling)
    gone = frozenset(range(len(problem.sites))) - best
    least = whole - (worth if is_proven else max(ceiling, worth))
    return Spared(gone, whole - worth, max(0.0, least), perf_counter() - began, is_proven)


def remaining(problem: Problem, wanted: Wanted) -> Problem:
    """The question of what stays."""
    if wanted.points is not None:
        rules = replace(problem.rules, most=max(0, len(problem.sites) - wanted.points), budget=None)
    else:
        rules = replace(problem.rules, most=None, budget=int(problem.costs.sum()) - (wanted.saved or 0))
    return replace(problem, rules=rules)


def _peeled(asked: Problem) -> frozenset[int] | None:
    """Away one after the other with what would be missed least, for what it saves; None if the end is not reached."""
    standing = Standing(asked, range(len(asked.sites)))
    by_money = asked.rules.budget is not None
    heap = [
        (0.0, float(asked.alone[site]), site)
        for site in range(len(asked.sites))
        if site not in asked.rules.musts and not (by_money and not asked.costs[site])
    ]
    heapify(heap)
    while not _is_enough(standing):
        site = _least_missed(standing, heap)
        if site is None:
            return None
        standing.remove(site)
    return standing.sites


def _least_missed(standing: Standing, heap: list[tuple[float, float, int]]) -> int | None:
    """Taken from the heap, whose losses are at most the true ones: they only grow while others go."""
    needed = []
    found = None
    while heap and found is None:
        entry = heappop(heap)
        *_loss, alone, site = entry
        if standing.is_needed(site):
            needed.append(entry)
            continue
        entry = (_missed(standing, site), alone, site)
        if not heap or entry <= heap[0]:
            found = site
        else:
            heappush(heap, entry)
    for entry in needed:
        heappush(heap, entry)
    return found


def _missed(standing: Standing, site: int) -> float:
    asked = standing.problem
    loss = float(asked.weights[standing.only_by(site)].sum())
    return loss if asked.rules.budget is None else loss / float(asked.costs[site])


def _is_enough(standing: Standing) -> bool:
    rules = standing.problem.rules
    return (rules.most is None or int(np.count_nonzero(standing.chosen)) <= rules.most) and (
        rules.budget is None or standing.cost <= rules.budget
    )


def _filled(asked: Problem) -> frozenset[int] | None:
    try:
        return greedy.chosen(asked)
    except greedy.Stuck:
        return None


def _is_open(asked: Problem, best: frozenset[int], ceiling: float) -> bool:
    return ceiling - asked.value(best) > max(TINY, 1e-9 * ceiling)


def _proven(
    asked: Problem, best: frozenset[int], bound: lagrange.Bound, ceiling: float, seconds: float
) -> tuple[frozenset[int], float]:
    worth = asked.value(best)
    answer = highs.solved(
        asked, seconds=seconds, known=best, never=bound.never(worth), always=bound.always(worth)
    )
    return solving.judged(asked, answer, best, settled_at=worth, ceiling=ceiling)
