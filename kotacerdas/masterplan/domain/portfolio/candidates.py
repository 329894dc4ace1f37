"""Programmes of a plan as a scenario: who can be chosen at all, and why the others cannot.

A programme of which nobody knows the cost is no free one, so it cannot be chosen. What lies before the first year is spent or
past; it neither costs nor counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from kotacerdas.common.domain.faults import Fault, Refused

Costs = Mapping[str, Mapping[int, int]]
"""Rupiah by source and year."""
Openness = Literal["open", "done", "stopped"]
Why = Literal["done", "stopped", "no-costs", "past", "needs", "beside"]


@dataclass(frozen=True)
class WayCosts:
    code: str
    costs: Costs
    brings: Decimal = Decimal(1)


@dataclass(frozen=True)
class Candidate:
    """`ways` are those that can still be chosen; with ways its own `costs` do not count."""

    code: str
    title: str = ""
    agency: str = ""
    standing: Openness = "open"
    priority: Decimal = Decimal(0)
    lifts: Sequence[str] = ()
    costs: Costs = field(default_factory=dict)
    ways: Sequence[WayCosts] = ()
    effort: Mapping[int, Decimal] = field(default_factory=dict)
    requires: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LeftOut:
    """`other` is the programme that it needs and that cannot be chosen, or beside which it never stands and that is done."""

    why: Why
    other: str = ""


@dataclass(frozen=True)
class Limits:
    """What may be spent and worked from `first_year` on, and what is chosen in any case."""

    first_year: int
    budget: Mapping[str, Mapping[int, int]]
    capacity: Mapping[str, Mapping[int, Decimal]] = field(default_factory=dict)
    must: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Choices:
    programmes: tuple[Candidate, ...]
    left_out: Mapping[str, LeftOut]


def sorted_out(candidates: Sequence[Candidate], first_year: int) -> Choices:
    """What can be chosen; whoever needs one that cannot, cannot either. One that is done or paid for already is there for
    those who need it, and stands in the way of those who never stand beside it."""
    left_out = {each.code: LeftOut(why) for each in candidates if (why := _why(each, first_year))}
    there = {code for code, each in left_out.items() if each.why in ("done", "past")}
    gone = left_out.keys() - there
    rest = []
    for each in candidates:
        if each.code in left_out:
            continue
        if beside := each.excludes & there:
            left_out[each.code] = LeftOut("beside", min(beside))
        else:
            rest.append(each)
    gone |= {code for code, each in left_out.items() if each.why == "beside"}
    while waiting := {each.code: min(each.requires & gone) for each in rest if each.requires & gone}:
        left_out |= {code: LeftOut("needs", other) for code, other in waiting.items()}
        gone |= waiting.keys()
        rest = [each for each in rest if each.code not in waiting]
    return Choices(tuple(rest), left_out)


def _why(each: Candidate, first_year: int) -> Why | None:
    if each.standing != "open":
        return each.standing
    known = [way.costs for way in each.ways] or [each.costs]
    years = {year for costs in known for by_year in costs.values() for year in by_year}
    if not years:
        return "no-costs"
    return "past" if max(years) < first_year else None


def scenario(
    choices: Choices,
    limits: Limits,
    *,
    objective: str,
    gains: Mapping[str, tuple[Decimal, Decimal]],
    seconds: float,
) -> dict[str, Any]:
    """As `scenario.read` takes it. `gains` are what a level of a question adds, and how many levels are missing; a question
    that is not there adds nothing. Raises `Refused` where something must be chosen that cannot be."""
    if refused := [
        Fault(f"portfolio-must-{choices.left_out[code].why}", {"programme": code, "other": choices.left_out[code].other})
        for code in sorted(limits.must & choices.left_out.keys())
    ]:  # fmt: skip
        raise Refused(refused)
    codes = {each.code for each in choices.programmes}
    lifted = {code for each in choices.programmes for code in each.lifts if code in gains}
    return {
        "objective": objective,
        "budget": _by_year(limits.budget),
        "capacity": _by_year(limits.capacity),
        "programmes": [_programme(each, limits, codes, lifted) for each in choices.programmes],
        "questions": {
            code: {"per_level": str(gains[code][0]), "room": str(gains[code][1])} for code in sorted(lifted)
        },
        "seconds": seconds,
    }


def _programme(each: Candidate, limits: Limits, codes: set[str], lifted: set[str]) -> dict[str, Any]:
    effort = {str(year): str(months) for year, months in each.effort.items() if year >= limits.first_year}
    found: dict[str, Any] = {
        "code": each.code, "title": each.title, "priority": str(each.priority),
        "lifts": {code: "1" for code in each.lifts if code in lifted},
        "requires": sorted(each.requires & codes), "excludes": sorted(each.excludes & codes),
        "must": each.code in limits.must,
    }  # fmt: skip
    if each.agency:
        found["agency"] = each.agency
    if each.ways:
        ways = [
            {"code": way.code, "costs": _costs(way.costs, limits.first_year), "effort": effort, "brings": str(way.brings)}
            for way in each.ways
        ]  # fmt: skip
        return {**found, "ways": ways}
    return {**found, "costs": _costs(each.costs, limits.first_year), "effort": effort}


def _costs(costs: Costs, first_year: int) -> dict[str, dict[str, int]]:
    later = {source: dict(_later(by_year, first_year)) for source, by_year in costs.items()}
    return {source: by_year for source, by_year in later.items() if by_year}


def _later(by_year: Mapping[int, int], first_year: int) -> Iterator[tuple[str, int]]:
    return ((str(year), amount) for year, amount in sorted(by_year.items()) if year >= first_year)


def _by_year(table: Mapping[str, Mapping[int, Any]]) -> dict[str, dict[str, str]]:
    return {
        name: {str(year): str(amount) for year, amount in sorted(years.items())}
        for name, years in table.items()
    }
