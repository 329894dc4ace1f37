"""Who can be appointed: assessors of the country from outside a city; in its rehearsal its own people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from kotacerdas.evaluation.models import Round
from kotacerdas.panel.domain.seating import SITTING
from kotacerdas.people.models import RoleAssignment, User
from kotacerdas.people.models.assignments import day_at
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kotacerdas.people.models import City

PLAYING = [role for role, duty in ROLES.items() if Permission.ASSESS in duty.permissions]
"""Roles of a city whose holders may sit in its rehearsals, and assessors."""


@dataclass(frozen=True)
class Candidate:
    person: User
    seats: int
    """In how many panels of this round he or she sits already."""


def candidates(round_: Round, *, now: datetime) -> "QuerySet[User]":
    """Of a round as a whole; who is bound to one of its cities is refused there. By name."""
    held = RoleAssignment.objects.active(day_at(round_.city, now), now)
    if round_.city is not None:
        held = held.filter(city=round_.city, role__in=PLAYING)
    else:
        held = held.filter(role=Role.ASSESSOR)
    sat = Count(
        "seats", filter=Q(seats__panel__round=round_, seats__state__in=sorted(SITTING)), distinct=True
    )
    rows = User.objects.may_sign_in().filter(pk__in=held.values("user")).annotate(seats_here=sat)
    return rows.order_by("display_name", "email", "pk")


def free_for(round_: Round, city: "City", *, now: datetime) -> "QuerySet[User]":
    """Those without a seat in the panel of a city and, in a round that counts, without an office in it."""
    rows = candidates(round_, now=now)
    sitting = User.objects.filter(
        seats__panel__round=round_, seats__panel__city=city, seats__state__in=sorted(SITTING)
    )
    rows = rows.exclude(pk__in=sitting.values("pk"))
    if round_.city is None:
        here = Q(city=city) | Q(province=city.province_id, province__isnull=False)
        bound = RoleAssignment.objects.active(day_at(city, now), now).filter(here)
        rows = rows.exclude(pk__in=bound.values("user"))
    return rows


def told(people: Iterable[User]) -> list[Candidate]:
    return [Candidate(each, getattr(each, "seats_here", 0)) for each in people]
