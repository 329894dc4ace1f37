"""One ranking of several, by places and not by scores: reciprocal rank fusion."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

K = 60
"""The usual constant; 20 gave the same."""
Thing = TypeVar("Thing", bound=Hashable)


def fuse(rankings: Sequence[Sequence[Thing]], k: int = K) -> list[Thing]:
    """What stands high in several comes first; ties keep the order of the first ranking."""
    scores: dict[Thing, float] = defaultdict(float)
    for ranking in rankings:
        for place, thing in enumerate(ranking, start=1):
            scores[thing] += 1 / (k + place)
    return sorted(scores, key=lambda thing: -scores[thing])
