"""The instant answer: the site that adds most (for its cost, where money is the limit), again and again; then one site
exchanged for another as long as that helps."""

import numpy as np

from kotacerdas.siting.domain.problem import NO_GROUP, Flags, Floats, Problem
from kotacerdas.siting.domain.standing import Standing

MOST_PASSES = 200


class Stuck(Exception):
    """The rules left no site where one was needed. That does not yet mean that no choice keeps them."""


def chosen(problem: Problem) -> frozenset[int]:
    """A good choice that keeps every rule; raises `Stuck` if it found none."""
    found = [_improved(problem, start) for start in _starts(problem)]
    kept = [each for each in found if problem.is_kept(each)]
    if not kept:
        raise Stuck
    return max(kept, key=problem.value)


def improved(problem: Problem, sites: frozenset[int]) -> frozenset[int]:
    """Filled up and exchanged, one site for another, until neither helps."""
    return _improved(problem, Standing(problem, sites))


def _starts(problem: Problem) -> list[Standing]:
    """With money as the limit both the most for the money and simply the most: either alone can be arbitrarily bad
    (Khuller, Moss, Naor 1999)."""
    by_money = [True, False] if problem.rules.budget is not None else [False]
    found = []
    for each in by_money:
        try:
            found.append(_filled(_begun(problem, by_money=each), by_money=each))
        except Stuck:
            continue
    return found


def _begun(problem: Problem, *, by_money: bool) -> Standing:
    """What is demanded: must-haves with the relays they need, and the least of each group."""
    standing = Standing(problem)
    for site in sorted(problem.rules.musts):
        _add_with_relays(standing, site)
    for group, least in sorted(problem.rules.least.items()):
        members = problem.groups == group
        while int((standing.chosen & members).sum()) < least:
            _take(standing, standing.allowed() & members, by_money=by_money)
    return standing


def _add_with_relays(standing: Standing, site: int) -> None:
    if standing.chosen[site]:
        return
    relays = standing.problem.rules.hangs_on.get(site)
    if relays is not None and not any(standing.chosen[each] for each in relays):
        if not relays:
            raise Stuck
        _add_with_relays(standing, max(sorted(relays), key=lambda each: standing.gains[each]))
    standing.add(site)


def _filled(standing: Standing, *, by_money: bool) -> Standing:
    while True:
        allowed = standing.allowed()
        worth = _worth(standing, standing.gains, by_money=by_money)
        worth[~allowed] = -np.inf
        best = int(worth.argmax()) if len(worth) else -1
        if best < 0 or not allowed[best] or standing.gains[best] <= standing.problem.noise:
            return standing
        standing.add(best)


def _take(standing: Standing, among: Flags, *, by_money: bool) -> None:
    if not among.any():
        raise Stuck
    worth = _worth(standing, standing.gains, by_money=by_money)
    worth[~among] = -np.inf
    standing.add(int(worth.argmax()))


def _worth(standing: Standing, gains: Floats, *, by_money: bool) -> Floats:
    return gains / np.maximum(standing.problem.costs, 1) if by_money else gains.copy()


def _improved(problem: Problem, standing: Standing) -> frozenset[int]:
    for _pass in range(MOST_PASSES):
        if not _exchanged(standing):
            break
        _filled(standing, by_money=False)
    return standing.sites


def _exchanged(standing: Standing) -> bool:
    """One pass over the chosen sites, those first that would be missed least."""
    problem = standing.problem
    losses = {site: float(problem.weights[standing.only_by(site)].sum()) for site in standing.sites}
    has_helped = False
    for out in sorted(losses, key=lambda site: (losses[site], site)):
        if standing.is_needed(out):
            continue
        lost = standing.only_by(out)
        loss = float(problem.weights[lost].sum())
        gains = standing.gains_without(lost)
        gains[~_may_replace(standing, out)] = -np.inf
        best = int(gains.argmax())
        if gains[best] > loss + problem.noise:
            standing.remove(out)
            standing.add(best)
            has_helped = True
    return has_helped


def _may_replace(standing: Standing, out: int) -> Flags:
    problem = standing.problem
    allowed = standing.allowed(without=out)
    group = int(problem.groups[out])
    if group != NO_GROUP and (least := problem.rules.least.get(group)):
        members = problem.groups == group
        if int((standing.chosen & members).sum()) <= least:
            allowed &= members
    return allowed
