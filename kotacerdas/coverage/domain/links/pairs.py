"""Pairs of antennas that are near enough to be linked."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, points

from kotacerdas.coverage.domain.blanks.reach import Mast

Indices = NDArray[np.intp]

AT_ONCE = 512
"""Of the first antennas, so that thousands against thousands are not held all at a time."""


def near(firsts: Sequence[Mast], lasts: Sequence[Mast], most: float) -> Iterator[tuple[Indices, Indices]]:
    """In pieces: which of the firsts and which of the lasts are at most so many metres apart, in the order of the firsts.

    What has no place (not finite) is near to nothing.
    """
    here, there = _places(firsts), _places(lasts)
    known_here, known_there = (np.flatnonzero(np.isfinite(each).all(axis=1)) for each in (here, there))
    if not len(known_here) or not len(known_there):
        return
    tree = STRtree(points(there[known_there]))
    for begin in range(0, len(known_here), AT_ONCE):
        piece = known_here[begin : begin + AT_ONCE]
        first, last = tree.query(points(here[piece]), predicate="dwithin", distance=most)
        order = np.lexsort((last, first))
        yield piece[first[order]], known_there[last[order]]


def nearest(firsts: Sequence[Mast], lasts: Sequence[Mast], most: float) -> dict[int, list[int]]:
    """For each of the firsts the lasts within so many metres, the nearest first."""
    found: dict[int, list[int]] = {}
    here, there = _places(firsts), _places(lasts)
    for first, last in near(firsts, lasts, most):
        away = np.hypot(*(here[first] - there[last]).T)
        for at in np.lexsort((last, away, first)):
            found.setdefault(int(first[at]), []).append(int(last[at]))
    return found


def _places(of: Sequence[Mast]) -> NDArray[np.float64]:
    return np.array([each[:2] for each in of], np.float64).reshape(-1, 2)
