"""Chooses: the portfolio of the highest priority or gain that the money and the work allow, with its proven bound."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from threading import Event
from time import perf_counter

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.domain.portfolio import clashes, greedy, highs, improving
from kotacerdas.masterplan.domain.portfolio.rows import Kind, Model, built, limits
from kotacerdas.masterplan.domain.portfolio.scenario import Programme, Scenario, Way

NONE = 1e-8
"""A gap below this share of the bound is none: so much the solver's sums may be off."""


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
    seconds: float

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(programme.code for programme, _way in self.chosen)

    @property
    def is_proven(self) -> bool:
        """Within the asked gap; False where time ran out before, or where the solver contradicted what is known."""
        return self.gap <= max(self.scenario.gap, NONE)

    @property
    def gap(self) -> float:
        """How far the choice may lie below the best one, as a share of the best one."""
        return max(0.0, (self.bound - float(self.objective)) / self.bound) if self.bound > 0 else 0.0

    def spent(self) -> Iterator[Spent]:
        """Every limit that the choice or another one touches."""
        chosen = built(self.scenario).named(self.codes_and_ways)
        for each in limits(self.scenario):
            yield Spent(each.kind, each.name, each.there, each.taken(chosen))

    @property
    def codes_and_ways(self) -> frozenset[tuple[str, str]]:
        return frozenset((programme.code, way.code) for programme, way in self.chosen)


def solve(
    scenario: Scenario, *, known: frozenset[tuple[str, str]] = frozenset(), explains: bool = True
) -> Portfolio:
    """`known` are codes and ways of a choice that may be kept here, too. Raises `Refused` (naming what clashes, if it `explains`) if
    nothing can hold together, or if no choice was found in time; and `highs.MissingGroup`."""
    began = perf_counter()
    model = built(scenario)
    others = [
        each for each in (model.named(known), greedy.chosen(model)) if each is not None and model.allows(each)
    ]
    answer, beside = _searched(model, max(others, key=model.value, default=None))
    choices = [each for each in (answer.chosen, beside, *others) if each is not None]
    if not choices and answer.status == "infeasible":
        raise Refused(clashes.found(model) if explains else Fault("portfolio-infeasible"))
    if not choices:
        raise Refused(Fault("portfolio-no-time", {"seconds": scenario.seconds}))
    chosen = max(choices, key=model.value)
    worth = model.value(chosen)
    bound = judged(answer, worth=float(worth), ceiling=float(model.ceiling))
    return Portfolio(scenario, model.pairs(chosen), worth, bound, perf_counter() - began)


def judged(answer: highs.Answer, *, worth: float, ceiling: float) -> float:
    """What no choice exceeds, where one worth `worth` is known and all of it together is worth `ceiling`."""
    is_possible = answer.bound >= worth * (1 - NONE)  # also false of what is no number
    return max(worth, min(ceiling, answer.bound if is_possible else ceiling))


def _searched(model: Model, start: frozenset[int] | None) -> tuple[highs.Answer, frozenset[int] | None]:
    """The exact search with its bound and, for what is large, the best of a search for good choices beside it."""
    search = partial(highs.solved, model, seconds=model.scenario.seconds, gap=model.scenario.gap)
    if len(model.columns) < improving.WORTH_IT:
        return search(), None
    over = Event()
    with ThreadPoolExecutor(1) as pool:
        searching = pool.submit(improving.improved, model, start, over, seconds=model.scenario.seconds)
        try:
            answer = search()
        finally:
            over.set()
        return answer, searching.result()
