"""The scenario as rows of a mixed-integer programme, each with the words by which people know it.

A column for each way of each programme (chosen or not), one for each question (levels lifted, at most its room). Rows of money
and work are divided by their limit, so that a city's billions and another's thousands look alike to the solver.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from kotacerdas.masterplan.domain.portfolio.scenario import BySource, Programme, Scenario, Way

Kind = Literal["budget", "capacity", "must", "requires", "excludes", "one-way", "lift", "cover"]


@dataclass(frozen=True)
class Row:
    """`low <= sum of coefficient x column <= high`. `of` names it: source and year, agency and year, programme and other."""

    kind: Kind
    of: tuple[str, ...]
    terms: Mapping[int, float]
    low: float
    high: float


@dataclass(frozen=True)
class Column:
    programme: Programme
    way: Way
    value: float


@dataclass(frozen=True)
class Model:
    columns: tuple[Column, ...]
    questions: tuple[tuple[str, float, float], ...]
    """Code, value of a level, room."""
    rows: tuple[Row, ...]

    @cached_property
    def of_programme(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, column in enumerate(self.columns):
            found[column.programme.code].append(at)
        return {code: tuple(at) for code, at in found.items()}


def built(scenario: Scenario) -> Model:
    columns = tuple(
        Column(programme, way, _worth(scenario, programme, way))
        for programme in scenario.programmes
        for way in programme.choices
    )
    lifted = scenario.questions if scenario.objective == "gain" else {}
    questions = tuple(
        (code, float(each.per_level), float(each.room)) for code, each in sorted(lifted.items())
    )
    model = Model(columns, questions, ())
    return Model(columns, questions, tuple(_rows(scenario, model)))


def limits(scenario: Scenario) -> Iterator[tuple[Kind, tuple[str, str], Decimal, dict[int, Decimal]]]:
    """Every limit of money and work that is touched: kind, name, how much there is, what each column takes."""
    spent: dict[tuple[str, str], dict[int, Decimal]] = defaultdict(dict)
    worked: dict[tuple[str, str], dict[int, Decimal]] = defaultdict(dict)
    ways = ((programme, way) for programme in scenario.programmes for way in programme.choices)
    for at, (programme, way) in enumerate(ways):
        for source, years in way.costs.items():
            for year, amount in years.items():
                if amount:
                    spent[source, year][at] = amount
        if programme.agency in scenario.capacity:
            for year, amount in way.effort.items():
                if amount:
                    worked[programme.agency or "", year][at] = amount
    for name, takes in sorted(spent.items()):
        yield "budget", name, _there(scenario.budget, name), takes
    for name, takes in sorted(worked.items()):
        yield "capacity", name, _there(scenario.capacity, name), takes


def _there(table: BySource, name: tuple[str, str]) -> Decimal:
    return table.get(name[0], {}).get(name[1], Decimal(0))


def _worth(scenario: Scenario, programme: Programme, way: Way) -> float:
    worth = programme.priority if scenario.objective == "priority" else programme.gain
    return float(worth * way.brings)


def cover(name: tuple[str, ...], columns: Sequence[int]) -> Row:
    """Not all of these together, since together they take more than there is."""
    return Row("cover", name, dict.fromkeys(columns, 1.0), -_ENDLESS, len(columns) - 1.0)


def _rows(scenario: Scenario, model: Model) -> Iterator[Row]:
    for kind, name, there, takes in limits(scenario):
        scale = there or max(takes.values())
        terms = {at: float(amount / scale) for at, amount in takes.items()}
        yield Row(kind, name, terms, -_ENDLESS, 1.0 if there else 0.0)
    for code, columns in model.of_programme.items():
        programme = scenario.by_code[code]
        chosen = dict.fromkeys(columns, 1.0)
        if len(columns) > 1:
            yield Row("one-way", (code,), chosen, 0.0, 1.0)
        if programme.must:
            yield Row("must", (code,), chosen, 1.0, _ENDLESS)
        for other in programme.requires:
            needed = dict.fromkeys(model.of_programme[other], -1.0)
            yield Row("requires", (code, other), {**needed, **chosen}, -_ENDLESS, 0.0)
        for other in programme.excludes:
            yield Row(
                "excludes",
                (code, other),
                {**dict.fromkeys(model.of_programme[other], 1.0), **chosen},
                0.0,
                1.0,
            )
    for at, (code, _worth, _room) in enumerate(model.questions, start=len(model.columns)):
        lifting = {
            column: -float(each.programme.lifts[code] * each.way.brings)
            for column, each in enumerate(model.columns)
            if code in each.programme.lifts
        }
        yield Row("lift", (code,), {at: 1.0, **lifting}, -_ENDLESS, 0.0)


_ENDLESS = float("inf")
