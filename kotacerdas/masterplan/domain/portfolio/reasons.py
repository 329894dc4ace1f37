"""Why a programme that could have been chosen was not, beside those that were."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kotacerdas.masterplan.domain.portfolio.rows import Kind as RowKind
from kotacerdas.masterplan.domain.portfolio.rows import limits
from kotacerdas.masterplan.domain.portfolio.scenario import Programme, Scenario

Kind = Literal["beside", "needs", "budget", "capacity", "nothing", "less"]


@dataclass(frozen=True)
class Reason:
    """`of` is the other programme, or source and year, or agency and year; `lacks` how much more of it would be needed.
    "nothing": it brings nothing of what was wanted. "less": it fits, but what was chosen brings more together."""

    kind: Kind
    of: tuple[str, ...] = ()
    lacks: Decimal = Decimal(0)


def of_not_chosen(scenario: Scenario, chosen: Mapping[str, str]) -> Mapping[str, Reason]:
    """`chosen` is the way of each chosen programme by its code ("" where it has no ways)."""
    left = _left(scenario, chosen)
    columns = [(each.code, way.code) for each in scenario.programmes for way in each.choices]
    takes = {
        (kind, name): {columns[at]: amount for at, amount in of.items()}
        for kind, name, _there, of in limits(scenario)
    }
    return {
        each.code: _reason(each, scenario, chosen, left, takes)
        for each in scenario.programmes
        if each.code not in chosen
    }


Limit = tuple[RowKind, tuple[str, str]]
Takes = Mapping[Limit, Mapping[tuple[str, str], Decimal]]


def _left(scenario: Scenario, chosen: Mapping[str, str]) -> Mapping[Limit, Decimal]:
    columns = [(each.code, way.code) for each in scenario.programmes for way in each.choices]
    found = {}
    for kind, name, there, of in limits(scenario):
        taken = (amount for at, amount in of.items() if chosen.get(columns[at][0]) == columns[at][1])
        found[kind, name] = there - sum(taken, Decimal(0))
    return found


def _reason(
    each: Programme,
    scenario: Scenario,
    chosen: Mapping[str, str],
    left: Mapping[Limit, Decimal],
    takes: Takes,
) -> Reason:
    beside = {*each.excludes, *(other.code for other in scenario.programmes if each.code in other.excludes)}
    if standing := sorted(beside & chosen.keys()):
        return Reason("beside", (standing[0],))
    if missing := [code for code in each.requires if code not in chosen]:
        return Reason("needs", (missing[0],))
    if not _brings(each, scenario):
        return Reason("nothing")
    short = [list(_lacking(each, way.code, left, takes)) for way in each.choices]
    if all(short):
        return min((max(every, key=lambda one: one.lacks) for every in short), key=lambda one: one.lacks)
    return Reason("less")


def _brings(each: Programme, scenario: Scenario) -> bool:
    if scenario.objective == "priority":
        return each.priority > 0
    return each.gain > 0 or any(scenario.questions[code].room > 0 for code in each.lifts)


def _lacking(each: Programme, way: str, left: Mapping[Limit, Decimal], takes: Takes) -> Iterator[Reason]:
    for (kind, name), amounts in takes.items():
        lacks = amounts.get((each.code, way), Decimal(0)) - left[kind, name]
        if (each.code, way) in amounts and lacks > 0:
            yield Reason("budget" if kind == "budget" else "capacity", name, lacks)
