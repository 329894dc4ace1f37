"""Places in a list: the highest first, equals share a place and the next place is left out (1, 2, 2, 4)."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def places(scores: Mapping[Key, Decimal]) -> dict[Key, int]:
    """The place of each; the mapping's order decides nothing but the order of equals in the answer."""
    rising = sorted(scores.values())
    ordered = sorted(scores, key=lambda key: scores[key], reverse=True)
    return {key: place_among(scores[key], rising) for key in ordered}


def place_among(score: Decimal, rising: Sequence[Decimal]) -> int:
    """The place that `score` takes among scores sorted upwards: one more than those above it."""
    return len(rising) - bisect_right(rising, score) + 1


def median(scores: Iterable[Decimal]) -> Decimal | None:
    """The middle score, or the mean of the two middle ones."""
    rising = sorted(scores)
    if not rising:
        return None
    middle = len(rising) // 2
    return rising[middle] if len(rising) % 2 else (rising[middle - 1] + rising[middle]) / 2
