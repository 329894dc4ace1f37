"""How good a ranking is against what people judged."""

import math
from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)


def ndcg(ranking: Sequence[Thing], gains: Mapping[Thing, float], at: int = 10) -> float:
    """Normalised discounted cumulative gain: 1 if the best stand first. Without anything good, 0."""
    ideal = _dcg(sorted(gains.values(), reverse=True)[:at])
    return _dcg([gains.get(thing, 0.0) for thing in ranking[:at]]) / ideal if ideal else 0.0


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, start=1))


def recall(ranking: Sequence[Thing], good: AbstractSet[Thing], at: int = 20) -> float:
    """Of what is good, how much stands among the first."""
    return len(good & set(ranking[:at])) / len(good) if good else 0.0


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
