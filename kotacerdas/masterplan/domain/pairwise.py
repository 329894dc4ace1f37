"""Weights from comparisons in pairs by several people: the Analytic Hierarchy Process (Saaty, 1980).

A person says how many times more one criterion weighs than another (1/9 to 9). Several people's judgements are joined by their
geometric mean, which alone keeps "A is three times B" and "B is a third of A" the same statement (Aczél and Saaty, 1983).
Floats are fine: judgements are coarse, and weights are shown with three decimals.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite, prod

from kotacerdas.common.domain.faults import Fault, Refused

MOST_CRITERIA = 15
LEAST, MOST = 1 / 9, 9.0
ACCEPTED = 0.1
# Mean consistency index of random matrices of n criteria; Saaty (1980), table of RI. Up to two nothing can contradict.
RANDOM_INDEX = (0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
_STEPS, _STILL = 1000, 1e-13

Pair = tuple[str, str]
Judgements = Mapping[Pair, float]
"""How many times more the first of a pair weighs than the second; each pair once, in either order."""


@dataclass(frozen=True)
class Weights:
    """`weights` add up to one, in the order of the criteria. `ratio` is the consistency ratio: 0 is no contradiction."""

    weights: Mapping[str, float]
    ratio: float
    worst: Pair | None
    """The pair whose judgement differs most from what the weights say; None where nothing contradicts."""

    @property
    def is_consistent(self) -> bool:
        return self.ratio <= ACCEPTED


@dataclass(frozen=True)
class Group:
    """What several people say together, and each for himself or herself."""

    together: Weights
    each: Mapping[str, Weights]


def of_group(
    criteria: Sequence[str], people: Mapping[str, Judgements], *, overruled: Iterable[str] = ()
) -> Group:
    """Raises `Refused` for comparisons that are not whole, and for those of anybody that contradict each other beyond 0.1
    unless he or she is named in `overruled` (whose reason the caller keeps)."""
    if not 2 <= len(criteria) <= MOST_CRITERIA or not people:
        raise Refused(Fault("pairwise-few-criteria", {"most": MOST_CRITERIA}))
    faults = [fault for who, said in people.items() for fault in _faults(who, criteria, said)]
    if faults:
        raise Refused(faults)
    each = {who: weights(criteria, said) for who, said in people.items()}
    excused = set(overruled)
    contradicting = [
        Fault("pairwise-inconsistent", {"who": who, "ratio": round(found.ratio, 2), "first": found.worst[0],
                                        "second": found.worst[1]})
        for who, found in each.items()
        if not found.is_consistent and found.worst and who not in excused
    ]  # fmt: skip
    if contradicting:
        raise Refused(contradicting)
    return Group(weights(criteria, _joined(criteria, list(people.values()))), each)


def weights(criteria: Sequence[str], said: Judgements) -> Weights:
    """The principal eigenvector of the matrix of comparisons, by power iteration; the matrix is whole and positive."""
    n = len(criteria)
    matrix = [[_times(said, a, b) for b in criteria] for a in criteria]
    vector = [1 / n] * n
    largest = float(n)
    for _step in range(_STEPS):
        image = [sum(value * weight for value, weight in zip(row, vector, strict=True)) for row in matrix]
        largest = sum(image)
        after = [value / largest for value in image]
        moved = max(abs(new - old) for new, old in zip(after, vector, strict=True))
        vector = after
        if moved < _STILL:
            break
    index = max(0.0, (largest - n) / (n - 1))
    ratio = index / RANDOM_INDEX[n] if RANDOM_INDEX[n] else 0.0
    found = dict(zip(criteria, vector, strict=True))
    return Weights(found, ratio, _worst(criteria, said, found) if ratio > _STILL else None)


def _worst(criteria: Sequence[str], said: Judgements, found: Mapping[str, float]) -> Pair:
    def strain(pair: Pair) -> float:
        times = _times(said, *pair) * found[pair[1]] / found[pair[0]]
        return max(times, 1 / times)

    return max(combinations(criteria, 2), key=strain)


def _times(said: Judgements, first: str, second: str) -> float:
    if first == second:
        return 1.0
    return said[first, second] if (first, second) in said else 1 / said[second, first]


def _joined(criteria: Sequence[str], people: Sequence[Judgements]) -> Judgements:
    return {
        (a, b): prod(_times(said, a, b) for said in people) ** (1 / len(people))
        for a, b in combinations(criteria, 2)
    }


def _faults(who: str, criteria: Sequence[str], said: Judgements) -> list[Fault]:
    known, found, seen = set(criteria), [], set()
    for (first, second), value in said.items():
        pair = {"who": who, "first": first, "second": second}
        if first == second or not {first, second} <= known:
            found.append(Fault("pairwise-pair", pair))
        elif frozenset((first, second)) in seen:
            found.append(Fault("pairwise-twice", pair))
        elif not isfinite(value) or not LEAST - 1e-9 <= value <= MOST + 1e-9:
            found.append(Fault("pairwise-value", {**pair, "given": value}))
        seen.add(frozenset((first, second)))
    wanted = len(criteria) * (len(criteria) - 1) // 2
    if not found and len(said) != wanted:
        found.append(Fault("pairwise-size", {"who": who, "given": len(said), "wanted": wanted}))
    return found
