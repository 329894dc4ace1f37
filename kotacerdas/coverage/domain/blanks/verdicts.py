"""What is known about the service in each cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.coverage.domain.blanks.frames import Truth, Whole


class Signal(IntEnum):
    """Of one service in one cell, as the evidence says; the numbers are those of the grid of `connectivity`."""

    UNKNOWN = 0
    NONE = 1
    WEAK = 2
    SERVED = 3


class Verdict(IntEnum):
    OUTSIDE = 0
    SERVED = 1
    BLANK = 2
    UNKNOWN = 3


@dataclass(frozen=True)
class Service:
    """One operator, or the fixed lines; `states` holds a `Signal` for each cell."""

    key: str
    states: NDArray[Any]
    is_fixed: bool = False


def verdicts(inside: Truth, services: Sequence[Service], seen: Whole) -> NDArray[np.uint8]:
    """`seen` says how many Wi-Fi points reach a cell. Where no operator or no fixed line is known of at all, nothing is blank."""
    usable = np.asarray(seen) > 0
    absent = np.full(inside.shape, _are_both_known_of(services))
    for each in services:
        usable |= (each.states == Signal.SERVED) | (each.states == Signal.WEAK)
        absent &= each.states == Signal.NONE
    found = np.full(inside.shape, Verdict.UNKNOWN, np.uint8)
    found[absent] = Verdict.BLANK
    found[usable] = Verdict.SERVED
    found[~inside] = Verdict.OUTSIDE
    return found


def _are_both_known_of(services: Sequence[Service]) -> bool:
    kinds = {each.is_fixed for each in services}
    return kinds == {True, False}
