"""Reads about personal data: the register, what is kept of one person, who answers requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from kotacerdas.audit.models import Entry
from kotacerdas.common import personal
from kotacerdas.people.models import RoleAssignment, User
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES, Scope
from kotacerdas.privacy.models import Breach, Request

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Kept:
    """What one part of the register holds of a person."""

    holding: personal.Holding
    rows: Sequence[Mapping[str, Any]]

    @property
    def fields(self) -> list[str]:
        return list(dict.fromkeys(name for row in self.rows for name in row))

    @property
    def table(self) -> list[list[Any]]:
        return [[row.get(name) for name in self.fields] for row in self.rows]


def kept_of(person: User) -> list[Kept]:
    """Everything that can be shown of one person, part by part; parts without any row are left out."""
    found = [Kept(holding, holding.export(person)) for holding in personal.holdings() if holding.export]
    return [kept for kept in found if kept.rows]


def trail_of(person: User) -> "QuerySet[Entry]":
    """The deeds done to the person's account; those that the person did stay readable, they are the city's record."""
    return Entry.objects.filter(subject_kind="people.user", subject_key=str(person.pk))


def handlers(city: "City | None", *, now: datetime) -> list[User]:
    """Who answers requests of this city; where nobody does, whoever looks after the installation."""
    roles = [role for role, duty in ROLES.items() if Permission.HANDLE_PERSONAL_DATA in duty.permissions]
    everywhere = [role for role in roles if ROLES[role].scope is Scope.COUNTRY]
    held = RoleAssignment.objects.filter(user__is_active=True).select_related("user", "city")
    of_city = list(held.filter(city=city, role__in=roles)) if city else []
    active = [each.user for each in of_city if each.is_active(each.day_of(now), now)]
    if not active:
        active = [
            each.user for each in held.filter(role__in=everywhere) if each.is_active(each.day_of(now), now)
        ]
    return list({user.pk: user for user in active}.values())


@dataclass(frozen=True)
class Desk:
    """What waits for the office."""

    requests: list[Request]
    breaches: list[Breach]
    late: int


def desk(reader: "Someone") -> Desk:
    """Open requests by their deadline, and breaches whose notice is not out."""
    requests = list(
        Request.objects.handled_by(reader).open().select_related("person", "city").order_by("due_at")
    )
    breaches = list(
        Breach.objects.visible_to(reader).filter(ended_at=None).select_related("city").order_by("due_at")
    )
    return Desk(requests, breaches, sum(each.clock.is_late for each in (*requests, *breaches)))


def closed_requests(reader: "Someone") -> "QuerySet[Request]":
    over = Request.objects.handled_by(reader).filter(~Q(ended_at=None))
    return over.select_related("person", "city").order_by("-ended_at")
