"""Why there is no service: the ground hides it, it is too far away, both, or nobody knows."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

import numpy as np

from kotacerdas.coverage.domain.blanks.frames import Real, Truth
from kotacerdas.coverage.domain.blanks.reach import Place

MOST = Fraction(2, 3)
"""A cause is named where it holds for so much of the area."""
_AT_ONCE = 4_000_000


class Cause(StrEnum):
    HILL = "hill"
    DISTANCE = "distance"
    MIXED = "mixed"
    UNKNOWN = "unknown"


def cause_of(distances: Real | None, far: float, hidden: Truth | None) -> Cause:
    """`distances` in metres from the cells of one area to the nearest tower or point, None where none is known; `hidden` whether
    the ground hides it, None where no elevation is loaded: without one, what is not far away has no known cause."""
    if distances is None or not distances.size:
        return Cause.UNKNOWN
    is_far = distances > far
    if _is_most(int(is_far.sum()), distances.size):
        return Cause.DISTANCE
    if hidden is None:
        return Cause.UNKNOWN
    behind = hidden & ~is_far
    if _is_most(int(behind.sum()), distances.size):
        return Cause.HILL
    return Cause.MIXED if _is_most(int((behind | is_far).sum()), distances.size) else Cause.UNKNOWN


def _is_most(some: int, of: int) -> bool:
    return Fraction(some, of) >= MOST


def nearest(east: Real, north: Real, sources: Sequence[Place]) -> Real | None:
    """Metres from each place to the nearest source."""
    if not sources:
        return None
    there = _near(east, north, np.asarray(sources, float))
    step = max(1, _AT_ONCE // len(there))
    found = np.empty(east.size)
    for start in range(0, east.size, step):
        some = slice(start, start + step)
        squares = (east[some, None] - there[None, :, 0]) ** 2 + (north[some, None] - there[None, :, 1]) ** 2
        found[some] = np.sqrt(squares.min(axis=1))
    return found


def _near(east: Real, north: Real, there: Real) -> Real:
    """Only those sources that can be nearest to one of the places: none farther from the middle of them all than the nearest
    there, by more than the places are wide."""
    middle = ((east.min() + east.max()) / 2, (north.min() + north.max()) / 2)
    width = np.hypot(np.ptp(east), np.ptp(north))
    away = np.hypot(there[:, 0] - middle[0], there[:, 1] - middle[1])
    found: Real = there[away <= away.min() + width + 1e-6]
    return found
