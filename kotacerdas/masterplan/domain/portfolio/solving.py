"""Chooses: the portfolio of the highest priority or gain that the money and the work allow, with its proven bound."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from threading import Event
from time import perf_counter

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.domain.portfolio import clashes, highs, improving
from kotacerdas.masterplan.domain.portfolio.rows import Kind, Model, Row, built, cover, limits
from kotacerdas.masterplan.domain.portfolio.scenario import Programme, Scenario, Way


@dataclass(frozen=True)
class Spent:
    """One limit of money or work: how much there is, how much the choice takes."""

    kind: Kind
    name: tuple[str, str]
    there: Decimal
    taken: Decimal

    @property
    def left(self) -> Decimal:
        return self.there - self.taken


@dataclass(frozen=True)
class Portfolio:
    """`objective` is what the choice is worth, exactly; no choice at all is worth more than `bound`."""

    scenario: Scenario
    chosen: tuple[tuple[Programme, Way], ...]
    objective: Decimal
    bound: float
    is_proven: bool
    """Within the asked gap; False where time ran out before."""
    seconds: float

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(programme.code for programme, _way in self.chosen)

    @property
    def gap(self) -> float:
        """How far the choice may lie below the best one, as a share of the best one."""
        return max(0.0, (self.bound - float(self.objective)) / self.bound) if self.bound > 0 else 0.0

    def spent(self) -> Iterator[Spent]:
        """Every limit that the choice or another one touches."""
        taken = _takes(self.scenario, self.codes_and_ways)
        for kind, name, there, _takes_each in limits(self.scenario):
            yield Spent(kind, name, there, taken.get((kind, name), Decimal(0)))

    @property
    def codes_and_ways(self) -> frozenset[tuple[str, str]]:
        return frozenset((programme.code, way.code) for programme, way in self.chosen)


def solve(scenario: Scenario) -> Portfolio:
    """Raises `Refused` naming what clashes if nothing can hold together, or if no choice was found in time; and
    `highs.MissingGroup`."""
    began = perf_counter()
    model = built(scenario)
    rows = list(model.rows)
    while True:
        left = max(0.1, scenario.seconds - (perf_counter() - began))
        answer, other = _searched(model, rows, seconds=left, gap=scenario.gap)
        # The solver keeps rows to a millionth of their limit; what spends a rupiah too much is forbidden exactly.
        too_much = list(_overspent(scenario, answer))
        if not too_much:
            break
        rows += too_much
    if answer.status == "infeasible":
        raise Refused(clashes.found(model))
    choices = [_pairs(model, each) for each in (answer, other) if each and not [*_overspent(scenario, each)]]
    if not answer.values and not any(choices):
        raise Refused(Fault("portfolio-no-time", {"seconds": scenario.seconds}))
    chosen = max(choices, key=lambda each: value_of(scenario, each))
    worth = value_of(scenario, chosen)
    best = Portfolio(scenario, chosen, worth, max(answer.bound, float(worth)), False, perf_counter() - began)
    return replace(best, is_proven=answer.status == "optimal" or best.gap <= scenario.gap)


def _searched(
    model: Model, rows: list[Row], *, seconds: float, gap: float
) -> tuple[highs.Answer, highs.Answer | None]:
    """The exact search with its bound and, for what is large, the best of a search for good choices beside it."""
    if len(model.columns) < improving.WORTH_IT:
        return highs.solved(model, seconds=seconds, gap=gap, rows=rows), None
    over = Event()
    with ThreadPoolExecutor(1) as beside:
        searching = beside.submit(improving.improved, model, rows, over, seconds=seconds)
        try:
            answer = highs.solved(model, seconds=seconds, gap=gap, rows=rows)
        finally:
            over.set()
        return answer, None if answer.status == "optimal" else searching.result()


def value_of(scenario: Scenario, chosen: tuple[tuple[Programme, Way], ...]) -> Decimal:
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


def _pairs(model: Model, answer: highs.Answer) -> tuple[tuple[Programme, Way], ...]:
    return tuple(
        (column.programme, column.way)
        for column, value in zip(model.columns, answer.values, strict=False)
        if value > _HALF
    )


_HALF = 0.5  # of a yes or no that the solver may leave at 0.9999999
Limit = tuple[Kind, tuple[str, str]]


def _takes(scenario: Scenario, chosen: frozenset[tuple[str, str]]) -> Mapping[Limit, Decimal]:
    ways = [(each.code, way.code) for each in scenario.programmes for way in each.choices]
    return {
        (kind, name): sum((amount for at, amount in takes.items() if ways[at] in chosen), Decimal(0))
        for kind, name, _there, takes in limits(scenario)
    }


def _overspent(scenario: Scenario, answer: highs.Answer) -> Iterator[Row]:
    chosen = {at for at, value in enumerate(answer.values) if value > _HALF}
    for _kind, name, there, takes in limits(scenario):
        those = [at for at in takes if at in chosen]
        if sum((takes[at] for at in those), Decimal(0)) > there:
            yield cover(name, those)
