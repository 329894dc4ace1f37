"""The proof: the question as a mixed-integer programme, handed to HiGHS with the best choice that is known.

The solver works with floats and is not believed blindly: a choice that spends a rupiah too much is forbidden and asked for anew,
and an answer that contradicts the known choice counts for nothing.

A yes or no for each site that the bound has not settled; how much of each demand is covered follows from them and need not be
a whole number. A demand that one site alone covers is part of what that site is worth. Rows are written as arrays: with a
hundred thousand pairs, objects cost more than the search.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from math import frexp
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt

from kotacerdas.siting.domain.problem import Flags, Floats, Indices, Problem, merged, sums

HALF = 0.5  # of a yes or no that the solver may leave at 0.9999999
ENDLESS = float("inf")
CLOSE = 1e-9  # of a bound: what lies so near below it contradicts nothing
PARTS = 10**9
"""Of a budget. In finer differences between costs the solver loses its way and calls optimal what is not."""


class MissingGroup(Exception):
    """The optional packages are not here."""


@dataclass(frozen=True)
class Answer:
    """`status`: "optimal" (within the gap), "time", "infeasible", or "nothing" (no choice found in time)."""

    status: str
    chosen: frozenset[int]
    bound: float


@dataclass(frozen=True)
class _Row:
    """`low <= sum of number x column <= high`; columns are sites."""

    terms: Mapping[int, float]
    low: float
    high: float


def is_here() -> bool:
    return find_spec("highspy") is not None


def solved(
    problem: Problem,
    *,
    seconds: float,
    gap: float = 0.0,
    known: frozenset[int] = frozenset(),
    never: Flags | None = None,
    always: Flags | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Answer:
    """Sites of `never` and `always` are settled before; `known` is where the search begins, a choice that keeps the rules. Ends early
    once `stopped` says so. Raises `MissingGroup`."""
    if not is_here():
        raise MissingGroup
    ends = perf_counter() + seconds
    model = _Model(merged(problem), never, always)
    while True:
        answer = _run(model, max(0.0, ends - perf_counter()), gap, known, stopped)
        if _contradicts(problem, model, known, answer):
            return Answer("nothing", frozenset(), ENDLESS)
        if problem.rules.budget is None or problem.cost(answer.chosen) <= problem.rules.budget:
            return answer
        if perf_counter() > ends:
            return Answer("nothing", frozenset(), answer.bound)
        # Rows are kept to a millionth of their limit, and counted in parts that were rounded down. The cover takes no honest choice away.
        model.too_dear.append(_least_too_dear(problem, answer.chosen))


def _run(
    model: "_Model", seconds: float, gap: float, known: frozenset[int], stopped: Callable[[], bool] | None
) -> Answer:
    import highspy

    solver = highspy.Highs()
    solver.silent()
    options = {
        "time_limit": seconds, "mip_rel_gap": gap, "mip_abs_gap": min(1e-6, model.problem.noise * model.scale), "random_seed": 7,
    }  # fmt: skip
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(model.as_lp(highspy))
    if known:
        start = highspy.HighsSolution()
        start.col_value = model.column_values(known).tolist()
        solver.setSolution(start)
    if stopped is not None:
        _listen(solver, stopped)
    solver.run()
    status, info, known_ends = solver.getModelStatus(), solver.getInfo(), highspy.HighsModelStatus
    if status in (
        known_ends.kInfeasible,
        known_ends.kUnboundedOrInfeasible,
    ):  # a choice has no end that is open
        return Answer("infeasible", frozenset(), 0.0)
    if status not in (known_ends.kOptimal, known_ends.kTimeLimit, known_ends.kInterrupt):
        return Answer("nothing", frozenset(), ENDLESS)
    bound = info.mip_dual_bound / model.scale
    if info.primal_solution_status != 2:  # kSolutionStatusFeasible
        return Answer("nothing", frozenset(), bound)
    values = np.asarray(solver.getSolution().col_value[: len(model.problem.sites)])
    word = "optimal" if status == known_ends.kOptimal else "time"
    return Answer(word, frozenset(np.flatnonzero(values > HALF).tolist()), bound)


def _contradicts(problem: Problem, model: "_Model", known: frozenset[int], answer: Answer) -> bool:
    """Whether it denies a choice that was among those it was asked about."""
    if not known or not model.allows(known):
        return False
    return answer.status == "infeasible" or answer.bound < problem.value(known) * (1 - CLOSE)


def _least_too_dear(problem: Problem, chosen: frozenset[int]) -> frozenset[int]:
    """Those of them that together are too dear already; the fewer, the more choices are forbidden at once."""
    budget = problem.rules.budget or 0
    left, cost = set(chosen), problem.cost(chosen)
    for site in sorted(chosen, key=lambda each: (int(problem.costs[each]), each)):
        if cost - int(problem.costs[site]) > budget:
            left.remove(site)
            cost -= int(problem.costs[site])
    return frozenset(left)


def _listen(solver: Any, stopped: Callable[[], bool]) -> None:
    def ask(event: Any) -> None:
        if stopped():
            event.interrupt()

    solver.cbMipInterrupt += ask
    solver.cbSimplexInterrupt += ask
    solver.cbIpmInterrupt += ask


class _Model:
    def __init__(self, problem: Problem, never: Flags | None, always: Flags | None) -> None:
        self.problem = problem
        lengths = problem.covered_by.lengths
        self.shared: Indices = np.flatnonzero(lengths > 1)
        is_alone = lengths == 1
        owners, _ones = problem.covered_by.entries(np.flatnonzero(is_alone))
        self.own: Floats = sums(owners, problem.weights[is_alone], len(problem.sites))
        self.low = np.zeros(len(problem.sites)) if always is None else always.astype(float)
        self.low[list(problem.rules.musts)] = 1.0
        self.high = np.ones(len(problem.sites)) if never is None else 1.0 - never
        self.high[list(problem.rules.musts)] = 1.0
        self.too_dear: list[frozenset[int]] = []

    @cached_property
    def scale(self) -> float:
        """Brings the largest worth to some 500 to 1000: below a ten-millionth the solver takes worth for nothing. A power of two
        changes no digit."""
        most = max(self.own.max(initial=0.0), self.problem.weights[self.shared].max(initial=0.0))
        return float(2.0 ** (10 - frexp(most)[1]))

    def allows(self, chosen: frozenset[int]) -> bool:
        """Whether no settled site speaks against it."""
        is_in = np.zeros(len(self.problem.sites))
        is_in[list(chosen)] = 1.0
        return bool(((self.low <= is_in) & (is_in <= self.high)).all())

    def column_values(self, chosen: frozenset[int]) -> Floats:
        is_in = np.zeros(len(self.problem.sites))
        is_in[list(chosen)] = 1.0
        sites, lengths = self.problem.covered_by.entries(self.shared)
        number = np.repeat(np.arange(len(self.shared)), lengths)
        covered = np.bincount(number, weights=is_in[sites], minlength=len(self.shared)) > 0
        return np.concatenate((is_in, covered.astype(float)))

    def as_lp(self, highspy: Any) -> Any:
        problem, n_sites, n_shared = self.problem, len(self.problem.sites), len(self.shared)
        starts, columns, numbers, low, high = self._rows()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = n_sites + n_shared, len(low)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = self.scale * np.concatenate((self.own, problem.weights[self.shared]))
        lp.col_lower_ = np.concatenate((self.low, np.zeros(n_shared)))
        lp.col_upper_ = np.concatenate((self.high, np.ones(n_shared)))
        kinds = [highspy.HighsVarType.kInteger] * n_sites + [highspy.HighsVarType.kContinuous] * n_shared
        lp.integrality_ = kinds
        lp.row_lower_, lp.row_upper_ = low, high
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, columns, numbers
        return lp

    def _rows(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats, Floats, Floats]:
        """Covered at most as far as one of its sites is chosen; then the rules."""
        sites, lengths = self.problem.covered_by.entries(self.shared)
        n_sites, n_shared = len(self.problem.sites), len(self.shared)
        ends = np.cumsum(lengths + 1)
        columns = np.empty(int(ends[-1]) if n_shared else 0, np.int32)
        numbers = np.full(len(columns), -1.0)
        own_place = ends - 1
        columns[own_place] = n_sites + np.arange(n_shared)
        numbers[own_place] = 1.0
        others = np.ones(len(columns), bool)
        others[own_place] = False
        columns[others] = sites
        low, high = np.full(n_shared, -ENDLESS), np.zeros(n_shared)
        rules = [*rows_of_rules(self.problem), *map(_cover, self.too_dear)]
        columns = np.concatenate((columns, *(np.fromiter(row.terms.keys(), np.int32) for row in rules)))
        numbers = np.concatenate((numbers, *(np.fromiter(row.terms.values(), float) for row in rules)))
        terms = np.cumsum([len(row.terms) for row in rules], dtype=np.int64)
        starts = np.concatenate(([0], ends, (ends[-1] if n_shared else 0) + terms))
        low = np.concatenate((low, [row.low for row in rules]))
        high = np.concatenate((high, [row.high for row in rules]))
        return starts.astype(np.int32), columns.astype(np.int32), numbers, low, high


def rows_of_rules(problem: Problem) -> Iterator[_Row]:
    rules, everything = problem.rules, range(len(problem.sites))
    if rules.most is not None:
        yield _Row(dict.fromkeys(everything, 1.0), -ENDLESS, float(rules.most))
    if rules.budget is not None:
        yield _Row(_parts(problem.costs.tolist(), rules.budget), -ENDLESS, float(PARTS))
    for group, least in sorted(rules.least.items()):
        members = np.flatnonzero(problem.groups == group).tolist()
        yield _Row(dict.fromkeys(members, 1.0), float(least), ENDLESS)
    for first, second in rules.excludes:
        yield _Row({first: 1.0, second: 1.0}, -ENDLESS, 1.0)
    for site, relays in sorted(rules.hangs_on.items()):
        yield _Row({**dict.fromkeys(sorted(relays), -1.0), site: 1.0}, -ENDLESS, 0.0)


def _cover(sites: frozenset[int]) -> _Row:
    """Not all of these at once."""
    return _Row(dict.fromkeys(sorted(sites), 1.0), -ENDLESS, len(sites) - 1.0)


def _parts(costs: Sequence[int], budget: int) -> dict[int, float]:
    """Whole parts of the budget, rounded down, so that billions and thousands look alike to the solver; what costs more than all of
    it costs one part more."""
    return {
        at: float(cost * PARTS // budget) if cost <= budget else PARTS + 1.0
        for at, cost in enumerate(costs)
        if cost
    }
