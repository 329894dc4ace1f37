"""Which of many demands cannot hold together: so few that each of them is needed for the clash.

QuickXplain (Junker, AAAI 2004) asks about halves instead of single demands: some k log(n/k) questions for k clashing demands
among n.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def needed(demands: Sequence[T], holds: Callable[[Sequence[T]], bool]) -> list[T]:
    """`demands`, of which it is known that they clash, cut down; of several clashes the one whose last demand stands earliest.
    `holds` says whether some of them can be kept together; where more hold, so do fewer."""
    return _explained([], False, list(demands), holds)


def _explained(
    base: list[T], has_grown: bool, demands: list[T], holds: Callable[[Sequence[T]], bool]
) -> list[T]:
    """Of `demands`, those needed to clash with `base`; none if `base` has grown and clashes by itself."""
    if has_grown and not holds(base):
        return []
    if len(demands) <= 1:
        return demands
    first, second = demands[: len(demands) // 2], demands[len(demands) // 2 :]
    of_second = _explained(base + first, True, second, holds)
    of_first = _explained(base + of_second, bool(of_second), first, holds)
    return of_first + of_second
