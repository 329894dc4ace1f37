"""Why no choice keeps the rules: what is plain to see is named first, else a smallest set of rules that clash."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from kotacerdas.common.domain import clashes
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


@dataclass(frozen=True)
class Part:
    """One rule among the rules: its kind, and for which site, pair or group."""

    kind: Literal["most", "budget", "must", "least", "excludes", "relay"]
    of: Any = None


def smallest(problem: Problem) -> Iterator[Fault]:
    """The rules that cannot hold together, each of them needed for the clash."""
    yield Fault("siting-infeasible")
    for each in needed(problem):
        yield Fault(f"siting-clash-{each.kind}", _words(problem, each))


def needed(problem: Problem) -> list[Part]:
    """Each question to the solver is small, for nothing has to be covered."""
    return clashes.needed(
        list(_parts(problem.rules)), lambda parts: _holds(problem, only(problem.rules, parts))
    )


def _parts(rules: Rules) -> Iterator[Part]:
    """What is told first stands first."""
    if rules.most is not None:
        yield Part("most")
    if rules.budget is not None:
        yield Part("budget")
    yield from (Part("must", site) for site in sorted(rules.musts))
    yield from (Part("least", group) for group in sorted(rules.least))
    yield from (Part("excludes", pair) for pair in rules.excludes)
    yield from (Part("relay", site) for site in sorted(rules.hangs_on))


def _words(problem: Problem, part: Part) -> dict[str, Any]:
    rules, names = problem.rules, problem.sites
    match part.kind:
        case "most":
            return {"most": rules.most}
        case "budget":
            return {"budget": rules.budget}
        case "least":
            return {"group": name_of(problem, part.of), "least": rules.least[part.of]}
        case "excludes":
            return {"first": names[part.of[0]], "second": names[part.of[1]]}
        case _:
            return {"site": names[part.of]}


def only(rules: Rules, parts: Iterable[Part]) -> Rules:
    kept: dict[str, list[Any]] = defaultdict(list)
    for each in parts:
        kept[each.kind].append(each.of)
    return Rules(
        rules.most if "most" in kept else None,
        rules.budget if "budget" in kept else None,
        frozenset(kept["must"]),
        tuple(kept["excludes"]),
        {group: rules.least[group] for group in kept["least"]},
        {site: rules.hangs_on[site] for site in kept["relay"]},
    )


def _holds(problem: Problem, rules: Rules) -> bool:
    nothing = replace(
        problem,
        weights=problem.weights[:0],
        covers=type(problem.covers).of_pairs([], [], len(problem.sites)),
        rules=rules,
    )
    return highs.solved(nothing, seconds=SECONDS_EACH, gap=1.0).status != "infeasible"
