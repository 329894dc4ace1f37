"""The scenario as rows of a mixed-integer programme, each with the words by which people know it.

A column for each way of each programme (chosen or not), one for each question (levels lifted, at most its room). Money and work
are counted in whole parts of their limit, so that a city's billions and another's thousands look alike to the solver. What it
then chooses is counted exactly here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from kotacerdas.masterplan.domain.portfolio.scenario import BySource, Programme, Scenario, Way, value_of

Kind = Literal["budget", "capacity", "must", "requires", "excludes", "one-way", "lift", "cover"]
ENDLESS = float("inf")
PARTS = 10**9
"""Of a limit. In finer differences between costs the solver loses its way and calls optimal what is not."""
_LIFTS = 1000.0
"""By so much rows of levels are multiplied, that the solver keeps them to a billionth of a level."""


class Limit(NamedTuple):
    """Money of a source and year or work of an agency and year: how much there is, what each column takes."""

    kind: Kind
    name: tuple[str, str]
    there: Decimal
    takes: Mapping[int, Decimal]

    def taken(self, chosen: frozenset[int]) -> Decimal:
        return sum((self.takes[at] for at in chosen & self.takes.keys()), Decimal(0))

    def parts(self) -> Mapping[int, float]:
        """Whole parts of what there is, rounded down; what takes more than all of it takes one part more."""
        return {
            at: float(amount * PARTS // self.there) if amount <= self.there else PARTS + 1.0
            for at, amount in self.takes.items()
        }

    def cover(self, chosen: frozenset[int]) -> "Row":
        """Forbids what takes too much: of the fewest that do, and of all others that each take no less, not so many together
        (extended cover; Balas, 1975)."""
        fewest, taken = list[int](), Decimal(0)
        for at in sorted(chosen & self.takes.keys(), key=lambda at: (-self.takes[at], at)):
            fewest.append(at)
            taken += self.takes[at]
            if taken > self.there:
                break
        alike = (at for at, amount in self.takes.items() if amount >= self.takes[fewest[0]])
        terms = dict.fromkeys(sorted({*fewest, *alike}), 1.0)
        return Row("cover", self.name, terms, -ENDLESS, len(fewest) - 1.0)


@dataclass(frozen=True)
class Row:
    """`low <= sum of coefficient x column <= high`. `of` names it: source and year, agency and year, programme and other."""

    kind: Kind
    of: tuple[str, ...]
    terms: Mapping[int, float]
    low: float
    high: float
    limit: Limit | None = None
    """Of a row of money or work, exactly."""

    def allows(self, chosen: frozenset[int]) -> bool:
        """To the rupiah; the levels of a question follow from what is chosen."""
        if self.limit is not None:
            return self.limit.taken(chosen) <= self.limit.there
        if self.kind == "lift":
            return True
        return self.low <= sum(self.terms[at] for at in chosen & self.terms.keys()) <= self.high


@dataclass(frozen=True)
class Column:
    programme: Programme
    way: Way
    value: float


@dataclass(frozen=True)
class Model:
    scenario: Scenario
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

    def allows(self, chosen: frozenset[int]) -> bool:
        return all(row.allows(chosen) for row in self.rows)

    def pairs(self, chosen: Iterable[int]) -> tuple[tuple[Programme, Way], ...]:
        return tuple((self.columns[at].programme, self.columns[at].way) for at in sorted(chosen))

    def named(self, ways: frozenset[tuple[str, str]]) -> frozenset[int]:
        """The columns of these codes of programmes and ways."""
        return frozenset(
            at for at, each in enumerate(self.columns) if (each.programme.code, each.way.code) in ways
        )

    def value(self, chosen: Iterable[int]) -> Decimal:
        """Exactly."""
        return value_of(self.scenario, self.pairs(chosen))

    @cached_property
    def ceiling(self) -> Decimal:
        """What all of it is worth: no choice can be worth more, whatever a solver says."""
        most = (max(each.choices, key=lambda way: way.brings) for each in self.scenario.programmes)
        return value_of(self.scenario, tuple(zip(self.scenario.programmes, most, strict=True)))


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
    model = Model(scenario, columns, questions, ())
    return replace(model, rows=tuple(_rows(scenario, model)))


def limits(scenario: Scenario) -> Iterator[Limit]:
    """Every limit of money and work that is touched."""
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
        yield Limit("budget", name, _there(scenario.budget, name), takes)
    for name, takes in sorted(worked.items()):
        yield Limit("capacity", name, _there(scenario.capacity, name), takes)


def _there(table: BySource, name: tuple[str, str]) -> Decimal:
    return table.get(name[0], {}).get(name[1], Decimal(0))


def _worth(scenario: Scenario, programme: Programme, way: Way) -> float:
    worth = programme.priority if scenario.objective == "priority" else programme.gain
    return float(worth * way.brings)


def _rows(scenario: Scenario, model: Model) -> Iterator[Row]:
    for limit in limits(scenario):
        yield Row(limit.kind, limit.name, limit.parts(), -ENDLESS, float(PARTS), limit)
    for code, columns in model.of_programme.items():
        programme = scenario.by_code[code]
        chosen = dict.fromkeys(columns, 1.0)
        if len(columns) > 1:
            yield Row("one-way", (code,), chosen, 0.0, 1.0)
        if programme.must:
            yield Row("must", (code,), chosen, 1.0, ENDLESS)
        for other in programme.requires:
            needed = dict.fromkeys(model.of_programme[other], -1.0)
            yield Row("requires", (code, other), {**needed, **chosen}, -ENDLESS, 0.0)
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
            column: -_LIFTS * float(each.programme.lifts[code] * each.way.brings)
            for column, each in enumerate(model.columns)
            if code in each.programme.lifts
        }
        yield Row("lift", (code,), {at: _LIFTS, **lifting}, -ENDLESS, 0.0)
