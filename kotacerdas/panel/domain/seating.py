"""Who may sit in a panel, how many, and what a seat may do in each of its states."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kotacerdas.common.domain.faults import Fault

LEAST, MOST = 3, 5
"""Assessors of a city: four in 2022 and five in 2023 can be read from the published means; three to five are known."""
LEAST_OF_REHEARSAL = 1
LEAST_AFTER_OPENING = 2
"""One may fall out when all have scored already: who came later would not be blind."""


class State(StrEnum):
    """Of a seat."""

    APPOINTED = "appointed"
    DECLARED = "declared"
    """Has said in writing that nothing stands against it, and scores."""
    RECUSED = "recused"
    """Has said what stands against it, and scores nothing."""
    ENDED = "ended"
    """The appointment was taken back, with a reason; what was scored counts no more."""


SITTING = frozenset({State.APPOINTED, State.DECLARED})


@dataclass(frozen=True)
class Person:
    """What must be known of somebody before he or she is appointed."""

    name: str
    is_assessor: bool
    works_in_city: bool
    has_seat: bool


def refusals(person: Person, *, taken: int, is_rehearsal: bool) -> list[Fault]:
    """Why somebody cannot be appointed to one more seat of a panel in which `taken` are sitting.

    In a round that counts, assessors come from outside; in a rehearsal the city's own people play them.
    """
    faults = []
    named: dict[str, object] = {"who": person.name}
    if person.has_seat:
        faults.append(Fault("seat-twice", named))
    if is_rehearsal:
        if not person.works_in_city:
            faults.append(Fault("seat-not-of-city", named))
    else:
        if not person.is_assessor:
            faults.append(Fault("seat-no-assessor", named))
        if person.works_in_city:
            faults.append(Fault("seat-works-in-city", named))
    if taken >= MOST:
        faults.append(Fault("seats-all-taken", {"most": MOST}))
    return faults


def least(*, is_rehearsal: bool, is_open: bool = False) -> int:
    if is_rehearsal:
        return LEAST_OF_REHEARSAL
    return LEAST_AFTER_OPENING if is_open else LEAST
