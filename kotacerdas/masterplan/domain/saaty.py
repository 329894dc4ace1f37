"""The scale of Saaty as people choose it and as rows keep it: "9" down to "1", then "1/2" to "1/9" for the other side."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from math import log

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.domain.pairwise import Judgements, Pair, Weights

STEPS = (*(str(times) for times in range(9, 0, -1)), *(f"1/{times}" for times in range(2, 10)))
Kept = Sequence[Sequence[str]]
"""[first, second, step]: how many times more the first weighs than the second."""


def pairs_of(criteria: Sequence[str]) -> list[Pair]:
    """Every pair once, in the order of the criteria."""
    return list(combinations(criteria, 2))


def read(kept: Kept) -> Judgements:
    """Raises `Refused` for what is no step. Whether the pairs are whole is for `pairwise` to say."""
    found: dict[Pair, float] = {}
    for row in kept:
        first, second, step = row
        if step not in STEPS:
            raise Refused(Fault("pairwise-step", {"first": first, "second": second, "given": step[:20]}))
        found[first, second] = float(Fraction(step))
    return found


def nearest(times: float) -> str:
    """The step that says about the same; what is off the scale is its end."""
    return min(STEPS, key=lambda step: abs(log(float(Fraction(step))) - log(times)))


def fitting(weights: Weights, pair: Pair) -> str:
    """What would be said of the pair by somebody whose other comparisons led to these weights."""
    first, second = (weights.weights[code] for code in pair)
    return nearest(first / second)


def as_kept(said: Iterable[tuple[Pair, str]]) -> list[list[str]]:
    return [[first, second, step] for (first, second), step in said]
