"""What no choice can exceed, in well under a second: each demand's tie to its sites is priced instead of kept (Lagrangian
relaxation; Galvao and ReVelle 1996), and the prices are moved by subgradient steps (Held, Wolfe, Crowder 1974).

With the price p of a demand between 0 and its weight w, and r the prices of all that a site covers,
    bound(p) = sum(w - p) + the largest sum of r over sites under the limit,
is at least what any choice covers. The inner choice is solved as a linear knapsack, which is exact where sites are counted.
Rules other than `most`, `budget` and `musts` are left out here; leaving out rules only raises the bound.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import thread_time

import numpy as np
import numpy.typing as npt

from kotacerdas.siting.domain.problem import Flags, Floats, Problem, merged, sums

ROUNDS = 400
PATIENCE = 12
LEAST_STEP = 0.004
SAFE = 1e-9  # of the bound, added to it for the rounding of sums


@dataclass(frozen=True)
class Bound:
    """`value` is at least what any choice covers. `slack` says for each site by how much the bound would fall if the site were
    chosen (outside the inner choice) or left out (inside it, `is_in`)."""

    value: float
    slack: Floats
    is_in: Flags
    rounds: int

    def never(self, worth: float) -> Flags:
        """Sites that no choice worth more than `worth` contains."""
        return ~self.is_in & (self.value - self.slack < worth)

    def always(self, worth: float) -> Flags:
        """Sites that every choice worth more than `worth` contains."""
        return self.is_in & (self.value - self.slack < worth)


@dataclass(frozen=True)
class _Inner:
    value: float
    is_in: Flags
    slack: Floats


def bound(
    problem: Problem,
    incumbent: float,
    *,
    seconds: float = 1.0,
    seen: Callable[[frozenset[int]], None] | None = None,
) -> Bound:
    """The lowest bound met in so many seconds of computing (not of the clock: a busy machine has no worse bound). `incumbent` is what
    a known choice covers; `seen` is told the inner choice of each round that lowered the bound: a start for better choices."""
    began = thread_time()
    small = merged(problem)
    weights, covers = small.weights, small.covers
    rows, count = covers.row_of_value, len(small.sites)
    prices = weights / np.maximum(small.covered_by.lengths, 1) ** 0.5
    best: Bound | None = None
    best_prices, step, idle, rounds = prices, 1.0, 0, 0
    direction = np.zeros_like(prices)
    for rounds in range(1, ROUNDS + 1):
        reduced = sums(rows, prices[covers.values], count)
        inner = _inner(small, reduced)
        value = float((weights - prices).sum()) + inner.value
        if best is None or value < best.value - 1e-7 * abs(best.value):
            best, best_prices, idle = Bound(value, inner.slack, inner.is_in, rounds), prices, 0
            if seen is not None:
                seen(frozenset(np.flatnonzero(inner.is_in).tolist()))
        else:
            idle += 1
        if idle >= PATIENCE:
            step, idle, prices = step / 2, 0, best_prices
            direction[:] = 0
            if step < LEAST_STEP:
                break
            continue
        if value - incumbent <= SAFE * abs(value) or thread_time() - began > seconds:
            break
        covered, _lengths = covers.entries(np.flatnonzero(inner.is_in))
        slope = np.bincount(covered, minlength=len(weights)) - 1.0
        # At its ends a price has nowhere to go.
        slope[(prices <= 0) & (slope > 0)] = 0
        slope[(prices >= weights) & (slope < 0)] = 0
        direction = 0.7 * slope + 0.3 * direction
        length = float((direction * direction).sum())
        if length == 0:
            break
        prices = np.clip(prices - step * (value - incumbent) / length * direction, 0, weights)
    assert best is not None  # there is at least one round
    return Bound(best.value + SAFE * abs(best.value), best.slack, best.is_in, rounds)


def _inner(problem: Problem, reduced: Floats) -> _Inner:
    """The smallest of what the limits each allow."""
    rules = problem.rules
    found = []
    if rules.most is not None:
        found.append(_knapsack(problem, reduced, np.ones(len(reduced)), float(rules.most)))
    if rules.budget is not None:
        found.append(_knapsack(problem, reduced, problem.costs.astype(float), float(rules.budget)))
    if not found:
        everything = np.ones(len(reduced), bool)
        return _Inner(float(reduced.sum()), everything, reduced.copy())
    return min(found, key=lambda each: each.value)


def _knapsack(problem: Problem, reduced: Floats, takes: npt.NDArray[np.float64], limit: float) -> _Inner:
    """Sites by what they bring for what they take, the last one in part; must-haves first."""
    must = np.zeros(len(reduced), bool)
    must[list(problem.rules.musts)] = True
    room = limit - float(takes[must].sum())
    ratio = reduced / np.maximum(takes, 1e-12)
    ratio[must] = -np.inf
    order = np.argsort(-ratio, kind="stable")[: len(reduced) - int(must.sum())]
    filled = np.cumsum(takes[order])
    fits = int(np.searchsorted(filled, room, side="right"))
    is_in = must.copy()
    is_in[order[:fits]] = True
    value, price = float(reduced[is_in].sum()), 0.0
    if fits < len(order):
        price = max(0.0, float(ratio[order[fits]]))
        used = float(filled[fits - 1]) if fits else 0.0
        value += max(0.0, room - used) * price
    slack = np.abs(reduced - price * takes)
    slack[must] = np.inf
    return _Inner(value, is_in, slack)
