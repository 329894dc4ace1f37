"""How far the answers of a round are: counted for all, by agency, by dimension and by the day they are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kotacerdas.selfassessment.domain.answering import WITH_AGENCY, State

Key = TypeVar("Key")


@dataclass(frozen=True)
class Point:
    """One answer as it is counted. `has_proof`: a second person has confirmed at least one citation for it."""

    code: str
    dimension: str
    agency: int | None
    due: date | None
    state: State
    has_proof: bool
    is_written: bool
    """Something stands in it already."""

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today and self.state in WITH_AGENCY


@dataclass(frozen=True)
class Count:
    total: int = 0
    open: int = 0
    """Not handed in yet, returned ones left out."""
    returned: int = 0
    answered: int = 0
    """Handed in, not yet checked."""
    verified: int = 0
    without_proof: int = 0
    late: int = 0
    unshared: int = 0
    """Given to no agency."""

    @property
    def delivered(self) -> int:
        return self.answered + self.verified

    @property
    def is_complete(self) -> bool:
        return self.verified == self.total


def count(points: Iterable[Point], *, today: date) -> Count:
    some = list(points)

    def of(state: State) -> int:
        return sum(each.state is state for each in some)

    return Count(
        total=len(some),
        open=of(State.OPEN),
        returned=of(State.RETURNED),
        answered=of(State.ANSWERED),
        verified=of(State.VERIFIED),
        without_proof=sum(not each.has_proof for each in some),
        late=sum(each.is_late(today) for each in some),
        unshared=sum(each.agency is None for each in some),
    )


def by(points: Iterable[Point], key: Callable[[Point], Key], *, today: date) -> dict[Key, Count]:
    """In the order in which the keys come first."""
    groups: dict[Key, list[Point]] = {}
    for each in points:
        groups.setdefault(key(each), []).append(each)
    return {key: count(some, today=today) for key, some in groups.items()}
