"""Who may give which role where: nobody to oneself, nobody further than he or she reaches, nobody beyond one's list.

One holding must allow the whole gift: the list of one role and the reach of another do not add up to a permission.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kotacerdas.common.domain.faults import Fault


@dataclass(frozen=True)
class Place:
    """A city with its province, a province, or, if both are empty, the whole country."""

    city: str = ""
    province: str = ""

    def covers(self, other: Place) -> bool:
        if self.city:
            return self.city == other.city
        return not self.province or self.province == other.province


@dataclass(frozen=True)
class Holding:
    """A role that the giver holds: where, and which roles it lets him or her give."""

    place: Place
    gives: frozenset[str]


def faults(role: str, place: Place, holdings: Iterable[Holding], *, to_oneself: bool) -> list[Fault]:
    """Why this role may not be given, taken back or changed; nothing if it may."""
    if to_oneself:
        return [Fault("role-to-oneself")]
    reaching = [each for each in holdings if each.place.covers(place)]
    if not reaching:
        return [Fault("role-out-of-reach")]
    if not any(role in each.gives for each in reaching):
        return [Fault("role-not-yours-to-give")]
    return []
