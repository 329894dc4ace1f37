"""Why no choice keeps the rules: what is plain to see is named first, else a smallest set of rules that clash."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from kotacerdas.common.domain.faults import Fault
from kotacerdas.siting.domain import highs
from kotacerdas.siting.domain.problem import Problem, Rules

SECONDS_EACH = 5.0


def plain(problem: Problem) -> Iterator[Fault]:
    """Without any search."""
    rules, names = problem.rules, problem.sites
    if rules.most is not None and len(rules.musts) > rules.most:
        yield Fault("siting-musts-many", {"musts": len(rules.musts), "most": rules.most})
    if rules.budget is not None and (cost := problem.cost(rules.musts)) > rules.budget:
        yield Fault("siting-musts-dear", {"cost": cost, "budget": rules.budget})
    for first, second in rules.excludes:
        if {first, second} <= rules.musts:
            yield Fault("siting-musts-exclude", {"first": names[first], "second": names[second]})
    for site in sorted(rules.musts):
        if not rules.hangs_on.get(site, {site}):
            yield Fault("siting-must-unreached", {"site": names[site]})
    for group, least in sorted(rules.least.items()):
        there = int((problem.groups == group).sum())
        if there < least:
            yield Fault(
                "siting-group-small", {"group": name_of(problem, group), "least": least, "there": there}
            )
    if rules.most is not None and sum(rules.least.values()) > rules.most:
        yield Fault("siting-least-many", {"least": sum(rules.least.values()), "most": rules.most})


def name_of(problem: Problem, group: int) -> str:
    return problem.group_names[group] if 0 <= group < len(problem.group_names) else str(group)


def smallest(problem: Problem) -> Iterator[Fault]:
    """The rules that cannot hold together, each of them needed for the clash: one after the other is loosened, and stays
    loosened if the others still clash. The question is small, for nothing has to be covered."""
    left = problem.rules
    for loosened in _loosened(left):
        weaker = loosened(left)
        if not _holds(problem, weaker):
            left = weaker
    yield Fault("siting-infeasible")
    names = problem.sites
    if left.most is not None:
        yield Fault("siting-clash-most", {"most": left.most})
    if left.budget is not None:
        yield Fault("siting-clash-budget", {"budget": left.budget})
    yield from (Fault("siting-clash-must", {"site": names[site]}) for site in sorted(left.musts))
    for group, least in sorted(left.least.items()):
        yield Fault("siting-clash-least", {"group": name_of(problem, group), "least": least})
    for first, second in left.excludes:
        yield Fault("siting-clash-excludes", {"first": names[first], "second": names[second]})
    yield from (Fault("siting-clash-relay", {"site": names[site]}) for site in sorted(left.hangs_on))


def _loosened(rules: Rules) -> Iterator[Callable[[Rules], Rules]]:
    """What can be loosened by itself; what is told first is tried last, so that it stays."""
    yield from (partial(_without_relay, site) for site in sorted(rules.hangs_on))
    yield from (partial(_without_pair, pair) for pair in rules.excludes)
    yield from (partial(_without_least, group) for group in sorted(rules.least))
    yield from (partial(_without_must, site) for site in sorted(rules.musts))
    yield lambda now: replace(now, budget=None)
    yield lambda now: replace(now, most=None)


def _without_relay(site: int, rules: Rules) -> Rules:
    return replace(rules, hangs_on={at: relays for at, relays in rules.hangs_on.items() if at != site})


def _without_pair(pair: tuple[int, int], rules: Rules) -> Rules:
    return replace(rules, excludes=tuple(each for each in rules.excludes if each != pair))


def _without_least(group: int, rules: Rules) -> Rules:
    return replace(rules, least={at: least for at, least in rules.least.items() if at != group})


def _without_must(site: int, rules: Rules) -> Rules:
    return replace(rules, musts=rules.musts - {site})


def _holds(problem: Problem, rules: Rules) -> bool:
    nothing = replace(
        problem,
        weights=problem.weights[:0],
        covers=type(problem.covers).of_pairs([], [], len(problem.sites)),
        rules=rules,
    )
    return highs.solved(nothing, seconds=SECONDS_EACH, gap=1.0).status != "infeasible"
