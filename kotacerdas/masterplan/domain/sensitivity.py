"""Programmes scored by weighted criteria, and how far one weight can move before their order changes.

When the weight w of a criterion moves to t, the others share 1 - t in their old proportions. A programme's score is then a
straight line in t, so the places where two of them cross are known exactly and nothing need be tried.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kotacerdas.common.domain.faults import Fault, Refused

Weights = Mapping[str, Fraction]
Scores = Mapping[str, Fraction]
"""Of one programme, by criterion."""


@dataclass(frozen=True)
class Range:
    """Between `low` and `high` the weight of the criterion can move without another order; `below` and `above` are the pairs
    (before, after) that change places at the ends, None where the end is 0 or 1."""

    criterion: str
    weight: Fraction
    low: Fraction
    high: Fraction
    below: tuple[str, str] | None
    above: tuple[str, str] | None


def normalised(weights: Weights) -> dict[str, Fraction]:
    """So that they add up to one. Raises `Refused` if they cannot."""
    total = sum(weights.values(), Fraction(0))
    if any(weight < 0 for weight in weights.values()) or not total:
        raise Refused(Fault("weights-not-positive"))
    return {criterion: weight / total for criterion, weight in weights.items()}


def score(scores: Scores, weights: Weights) -> Fraction:
    """A criterion that was not scored counts nothing."""
    return sum(
        (weight * scores.get(criterion, Fraction(0)) for criterion, weight in weights.items()), Fraction(0)
    )


def order(programmes: Mapping[str, Scores], weights: Weights) -> list[str]:
    """The best first; equal ones by their code."""
    return sorted(programmes, key=lambda code: (-score(programmes[code], weights), code))


def ranges(programmes: Mapping[str, Scores], weights: Weights, *, first: int | None = None) -> list[Range]:
    """For each criterion; `first` asks about the order of so many at the top alone (whoever follows may not rise among them).

    Programmes that are equal now are not held against each other.
    """
    ordered = order(programmes, weights)
    now = {code: score(scores, weights) for code, scores in programmes.items()}
    pairs = [
        (ahead, behind)
        for at, ahead in enumerate(ordered[:first])
        for behind in ordered[at + 1 :]
        if now[ahead] > now[behind]
    ]
    return [_range(criterion, programmes, weights, pairs) for criterion in weights]


End = tuple[Fraction, tuple[str, str] | None]


def _range(
    criterion: str, programmes: Mapping[str, Scores], weights: Weights, pairs: Sequence[tuple[str, str]]
) -> Range:
    now = weights[criterion]
    low: End = (Fraction(0), None)
    high: End = (Fraction(1), None)
    lines = {code: _line(criterion, scores, weights) for code, scores in programmes.items()}
    for pair in pairs:
        (a0, a1), (b0, b1) = lines[pair[0]], lines[pair[1]]
        start, slope = a0 - b0, a1 - b1
        if not slope:
            continue
        crossing = -start / slope
        if now < crossing < high[0]:
            high = (crossing, pair)
        elif low[0] < crossing < now:
            low = (crossing, pair)
    return Range(criterion, now, low[0], high[0], low[1], high[1])


def _line(criterion: str, scores: Scores, weights: Weights) -> tuple[Fraction, Fraction]:
    """Score at t = intercept + slope x t."""
    rest = {other: weight for other, weight in weights.items() if other != criterion}
    total = sum(rest.values(), Fraction(0))
    shares = {other: (weight / total if total else Fraction(1, len(rest))) for other, weight in rest.items()}
    others = score(scores, shares)
    return others, scores.get(criterion, Fraction(0)) - others
