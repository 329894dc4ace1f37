"""A forecast period by period: the middle never stands without its bands."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

Level = Literal[80, 95]
LEVELS: tuple[Level, ...] = (80, 95)
Z: dict[Level, float] = {level: NormalDist().inv_cdf(0.5 + level / 200) for level in LEVELS}
"""How many standard deviations of a normal distribution hold so many percent: 1.28 and 1.96."""


@dataclass(frozen=True)
class Ahead:
    """One period ahead: where the figure is expected, and between which values with 80 and 95 percent."""

    middle: float
    low80: float
    high80: float
    low95: float
    high95: float

    def band(self, level: Level) -> tuple[float, float]:
        return (self.low80, self.high80) if level == 80 else (self.low95, self.high95)

    def holds(self, actual: float, level: Level) -> bool:
        low, high = self.band(level)
        return low <= actual <= high

    def times(self, factor: float) -> "Ahead":
        """`factor` is above nought, so that the order of the five stays."""
        return Ahead(*(each * factor for each in self.as_json()))

    def plus(self, amount: float) -> "Ahead":
        return Ahead(*(each + amount for each in self.as_json()))

    def within(self, least: float | None, most: float | None) -> "Ahead":
        """Held at the ends of what the indicator can be at all: a share is never above 100 percent."""
        low, high = -math.inf if least is None else least, math.inf if most is None else most
        return Ahead(*(min(max(each, low), high) for each in self.as_json()))

    def as_json(self) -> list[float]:
        return [self.middle, self.low80, self.high80, self.low95, self.high95]

    @property
    def is_finite(self) -> bool:
        return all(math.isfinite(each) for each in self.as_json())


Path = tuple[Ahead, ...]


def normal(middle: float, deviation: float) -> Ahead:
    """Bands of a normal distribution around the middle."""
    return Ahead(
        middle,
        *(end for level in LEVELS for end in (middle - Z[level] * deviation, middle + Z[level] * deviation)),
    )


def path_as_json(path: Path) -> list[list[float]]:
    return [each.as_json() for each in path]


def read_path(stored: Iterable[Sequence[float]]) -> Path:
    return tuple(Ahead(*map(float, each)) for each in stored)
