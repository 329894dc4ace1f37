"""What there is to choose from and to spend, as JSON says it; everything that is wrong with it is found at once.

Money is in whatever unit the scenario uses (rupiah, million rupiah), the same everywhere; it is compared exactly.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused

MOST_PROGRAMMES = 5000
Code = Annotated[str, Field(min_length=1, max_length=80)]
Amount = Annotated[Decimal, Field(ge=0, le=Decimal("1e18"), allow_inf_nan=False)]
Year = Annotated[str, Field(pattern=r"^(19|20|21)\d\d$")]
ByYear = dict[Year, Amount]
BySource = dict[Code, ByYear]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Way(_Strict):
    """One way to build a programme: its own costs and work, and how much of priority and gain it brings."""

    code: Code
    costs: BySource = {}
    effort: ByYear = {}
    brings: Annotated[Decimal, Field(ge=0, le=1)] = Decimal(1)


class Programme(_Strict):
    """Costs by source and year; `effort` is the work of its agency by year, in the unit of `capacity`.

    `gain` is what it adds to the final index by itself; `lifts` are levels by question, which count only as far as the
    question has room, whoever lifts it.
    """

    code: Code
    title: str = ""
    agency: Code | None = None
    priority: Annotated[Decimal, Field(ge=0, le=Decimal("1e9"))] = Decimal(0)
    gain: Annotated[Decimal, Field(ge=0, le=Decimal("1e9"))] = Decimal(0)
    lifts: dict[Code, Annotated[Decimal, Field(ge=0, le=100)]] = {}
    costs: BySource = {}
    effort: ByYear = {}
    ways: tuple[Way, ...] = ()
    requires: tuple[Code, ...] = ()
    excludes: tuple[Code, ...] = ()
    must: bool = False

    @cached_property
    def choices(self) -> tuple[Way, ...]:
        """Its ways, or the one that its own costs are."""
        return self.ways or (
            Way.model_construct(code="", costs=self.costs, effort=self.effort, brings=Decimal(1)),
        )


class Question(_Strict):
    """A question of the evaluation: what one level more adds to the final index, and how many levels are missing."""

    per_level: Annotated[Decimal, Field(ge=0, le=100)]
    room: Annotated[Decimal, Field(ge=0, le=100)]


class Scenario(_Strict):
    """A source without a line of its own in `budget` has no money; an agency without one in `capacity` has no limit."""

    objective: Literal["priority", "gain"] = "priority"
    budget: BySource = {}
    capacity: BySource = {}
    programmes: Annotated[tuple[Programme, ...], Field(max_length=MOST_PROGRAMMES)]
    questions: dict[Code, Question] = {}
    seconds: Annotated[float, Field(gt=0, le=600)] = 10.0
    gap: Annotated[float, Field(ge=0, le=0.5)] = 0.0

    @cached_property
    def by_code(self) -> Mapping[str, Programme]:
        return {each.code: each for each in self.programmes}


def value_of(scenario: Scenario, chosen: Sequence[tuple[Programme, Way]]) -> Decimal:
    """What a choice is worth, exactly; levels of a question count as far as it has room."""
    if scenario.objective == "priority":
        return sum((programme.priority * way.brings for programme, way in chosen), Decimal(0))
    own = sum((programme.gain * way.brings for programme, way in chosen), Decimal(0))
    lifted: dict[str, Decimal] = {}
    for programme, way in chosen:
        for question, levels in programme.lifts.items():
            lifted[question] = lifted.get(question, Decimal(0)) + levels * way.brings
    return own + sum(
        (
            scenario.questions[question].per_level * min(levels, scenario.questions[question].room)
            for question, levels in lifted.items()
        ),
        Decimal(0),
    )


def read(data: Any) -> Scenario:
    """Raises `Refused` with every fault, each with the path of what is wrong: `programmes.3.costs.APBD.2026`."""
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        raise Refused(
            Fault(
                _KINDS.get(each["type"], "scenario-shape"),
                {"path": ".".join(map(str, each["loc"])) or ".", "given": repr(each["input"])[:60]},
            )
            for each in error.errors(include_url=False, include_context=False)[:ENOUGH]
        ) from None
    if found := [*_faults(scenario)][:ENOUGH]:
        raise Refused(found)
    return scenario


# What pydantic says of a place, as our faults; everything else is "scenario-shape".
_KINDS = {
    "extra_forbidden": "scenario-unknown-name",
    "missing": "scenario-missing",
    "string_pattern_mismatch": "scenario-year",
    "greater_than": "scenario-number",
    "greater_than_equal": "scenario-number",
    "less_than_equal": "scenario-number",
    "decimal_parsing": "scenario-number",
    "decimal_type": "scenario-number",
    "finite_number": "scenario-number",
    "float_parsing": "scenario-number",
    "float_type": "scenario-number",
}


def _faults(scenario: Scenario) -> Iterator[Fault]:
    known = scenario.by_code
    if not known:
        yield Fault("portfolio-without-programmes")
    seen: set[str] = set()
    for each in scenario.programmes:
        if each.code in seen:
            yield Fault("programme-twice", {"programme": each.code})
        seen.add(each.code)
        if each.ways and (each.costs or each.effort):
            yield Fault("programme-costs-and-ways", {"programme": each.code})
        if len({way.code for way in each.ways}) < len(each.ways):
            yield Fault("programme-way-twice", {"programme": each.code})
        for other in (*each.requires, *each.excludes):
            if other not in known:
                yield Fault("programme-unknown", {"programme": each.code, "other": other})
            elif other == each.code:
                yield Fault("programme-names-itself", {"programme": each.code})
        for other in sorted(set(each.requires) & set(each.excludes)):
            yield Fault("programme-requires-and-excludes", {"programme": each.code, "other": other})
        for question in sorted(set(each.lifts) - set(scenario.questions)):
            yield Fault("programme-question-unknown", {"programme": each.code, "question": question})
    yield from _circles(scenario)


def _circles(scenario: Scenario) -> Iterator[Fault]:
    """Two programmes that wait for each other are one programme, or a slip of the pen."""
    try:
        TopologicalSorter(
            {each.code: set(each.requires) - {each.code} for each in scenario.programmes}
        ).prepare()
    except CycleError as error:
        yield Fault("programmes-in-a-circle", {"circle": " → ".join(reversed(error.args[1]))})
