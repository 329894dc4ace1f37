"""Which candidates stand too near to each other, or are alternatives of one another."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

ROWS_AT_ONCE = 512


def nearer_than(places: NDArray[np.float64], metres: float, *, most: int) -> list[tuple[int, int]] | None:
    """Pairs of places (east, north) less than so many metres apart, in order; None if there are more than `most`."""
    found: list[tuple[int, int]] = []
    for start in range(0, len(places), ROWS_AT_ONCE):
        some = places[start : start + ROWS_AT_ONCE]
        squared = ((some[:, None, :] - places[None, :, :]) ** 2).sum(axis=2)
        first, second = np.nonzero(squared < metres * metres)
        pairs = [
            (a + start, b) for a, b in zip(first.tolist(), second.tolist(), strict=True) if a + start < b
        ]
        found += pairs
        if len(found) > most:
            return None
    return found


def alternatives(groups: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of those that carry the same name; no name is none."""
    members: dict[str, list[int]] = {}
    for at, name in enumerate(groups):
        if name:
            members.setdefault(name, []).append(at)
    return [pair for _name, sites in sorted(members.items()) for pair in combinations(sites, 2)]
