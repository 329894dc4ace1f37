"""How far a dimension is from where it wants to be, element by element. What nobody judged stays unknown and is never nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kotacerdas.common.domain.faults import Fault, Refused

ELEMENTS = ("structure", "infrastructure", "superstructure")
MOST = 4


@dataclass(frozen=True)
class Level:
    now: int | None = None
    goal: int | None = None

    @property
    def gap(self) -> int | None:
        """None where one of the two is unknown. Below zero it is already more ready than it wants to be."""
        return None if self.now is None or self.goal is None else self.goal - self.now


@dataclass(frozen=True)
class Ready:
    """One dimension. The means are over the elements that are known; `unknown` says how many have no gap."""

    dimension: str
    levels: Mapping[str, Level]

    @property
    def now(self) -> Fraction | None:
        return _mean(each.now for each in self.levels.values())

    @property
    def goal(self) -> Fraction | None:
        return _mean(each.goal for each in self.levels.values())

    @property
    def gap(self) -> Fraction | None:
        return _mean(each.gap for each in self.levels.values())

    @property
    def unknown(self) -> int:
        return sum(each.gap is None for each in self.levels.values())

    @property
    def widest(self) -> str | None:
        """The element that lacks most; of equals the first."""
        gaps = {name: each.gap for name, each in self.levels.items() if each.gap is not None}
        found = max(gaps, key=lambda name: gaps[name], default=None)
        return found if found is not None and gaps[found] > 0 else None


def by_dimension(dimensions: Iterable[str], judged: Mapping[tuple[str, str], Level]) -> tuple[Ready, ...]:
    """All of them, in their order, with the elements that nobody judged as unknown."""
    return tuple(
        Ready(each, {element: judged.get((each, element), Level()) for element in ELEMENTS})
        for each in dimensions
    )


def require(level: Level) -> None:
    """Raises `Refused` for what is not on the scale."""
    outside = [each for each in (level.now, level.goal) if each is not None and not 0 <= each <= MOST]
    if outside:
        raise Refused(Fault("readiness-off-scale", {"given": outside[0], "most": MOST}))


def _mean(values: Iterable[int | None]) -> Fraction | None:
    known = [each for each in values if each is not None]
    return Fraction(sum(known), len(known)) if known else None
