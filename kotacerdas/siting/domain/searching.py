"""Better choices in the time that the proof takes: a few sites are taken out by chance, the rest is filled up and exchanged,
and what is not worse is kept (iterated local search; Lourenco, Martin, Stutzle 2003). The same seed gives the same walk."""

import random
from threading import Event
from time import perf_counter

from kotacerdas.siting.domain import greedy
from kotacerdas.siting.domain.problem import Problem
from kotacerdas.siting.domain.standing import Standing

SEED = 7
MOST_TAKEN = 6
LEAP = 0.002
"""How much worse than the best a choice may be from which the walk goes on."""


def improved(
    problem: Problem,
    start: frozenset[int],
    *,
    seconds: float,
    over: Event | None = None,
    patience: int | None = None,
) -> frozenset[int]:
    """Ends after `seconds`, when `over` is set, or after `patience` rounds that found nothing better. Never worse than `start`,
    and keeps every rule that `start` keeps."""
    chance = random.Random(SEED)  # noqa: S311 - a walk, no secret
    ends = perf_counter() + seconds
    best = here = start
    worth_best = worth_here = problem.value(start)
    idle = 0
    while perf_counter() < ends and not (over and over.is_set()) and (patience is None or idle < patience):
        idle += 1
        standing = Standing(problem, here)
        free = sorted(site for site in here if not standing.is_needed(site) and not _is_least(standing, site))
        if not free:
            break
        for site in chance.sample(free, min(len(free), chance.randint(2, MOST_TAKEN))):
            standing.remove(site)
        if not problem.is_kept(standing.sites):  # two that each could go, but not both
            continue
        _scatter(standing, chance)
        found = greedy.improved(problem, standing.sites)
        worth = problem.value(found)
        if worth >= worth_here * (1 - LEAP):
            here, worth_here = found, worth
        if worth > worth_best and problem.is_kept(found):
            best, worth_best, idle = found, worth, 0
        elif worth_here < worth_best * (1 - LEAP):
            here, worth_here = best, worth_best
    return best


def _is_least(standing: Standing, site: int) -> bool:
    """Whether its group would fall below what it must have."""
    group = int(standing.problem.groups[site])
    least = standing.problem.rules.least.get(group)
    return least is not None and int((standing.chosen & (standing.problem.groups == group)).sum()) <= least


def _scatter(standing: Standing, chance: random.Random) -> None:
    """One of the better sites that are allowed, by chance, so that the walk does not come back at once."""
    allowed = standing.allowed()
    ranked = [site for site in (-standing.gains).argsort(kind="stable")[:40].tolist() if allowed[site]]
    if ranked:
        standing.add(chance.choice(ranked))
