"""Who holds which role, who leads an office on a day, and what stands under their signatures."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from kotacerdas.people.models import City, Organisation, RoleAssignment, User
from kotacerdas.people.models.assignments import day_at
from kotacerdas.people.roles import Role

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models.assignments import RoleAssignmentQuerySet

Manner = RoleAssignment.Manner
# Whoever acts for a head comes before the head, who is away.
_ACTING_FIRST = Case(When(manner=Manner.SUBSTANTIVE, then=Value(1)), default=Value(0))


def roles_held(*, seen_by: "Someone", words: str = "") -> "QuerySet[RoleAssignment]":
    """Who holds which role where the reader may see people, with everything that a row shows."""
    held = RoleAssignment.objects.visible_to(seen_by).select_related(
        "user", "city", "province", "organisation"
    )
    if words:
        held = held.filter(
            Q(user__display_name__icontains=words)
            | Q(organisation__name__icontains=words)
            | Q(organisation__short_name__icontains=words)
            | Q(city__name__icontains=words)
        )
    return held.order_by("city__code", "user__display_name", "user_id", "from_on", "pk")


def heads_of(
    organisation: Organisation, *, on: date | None = None, now: datetime | None = None
) -> list[User]:
    """Who leads an organisation on that day (today) and can sign in: whoever acts for the head, then the head."""
    return [each.user for each in _leading(organisation, on, now)]


def signing_title(
    user: User, organisation: Organisation, *, on: date | None = None, now: datetime | None = None
) -> str:
    """ "Plt. Kepala Dinas Komunikasi dan Informatika"; "" for who has no post there that signs."""
    held = user.assignments.filter(organisation=organisation)
    there = held.active(*_moment(organisation.city, on, now)).select_related("organisation")
    return next((title for each in there.order_by(_ACTING_FIRST, "pk") if (title := each.signing_title)), "")


def programme_office_of(city: City, *, on: date | None = None, now: datetime | None = None) -> list[User]:
    """Those who run the programme of a city on that day (today) and can sign in."""
    there = RoleAssignment.objects.active(*_moment(city, on, now)).filter(
        role=Role.PROGRAMME_OFFICE, city=city
    )
    return list(User.objects.may_sign_in().filter(pk__in=there.values("user")).order_by("display_name", "pk"))


def _leading(organisation: Organisation, on: date | None, now: datetime | None) -> "RoleAssignmentQuerySet":
    held = RoleAssignment.objects.heading(organisation).active(*_moment(organisation.city, on, now))
    can_sign_in = User.objects.may_sign_in()
    return held.filter(user__in=can_sign_in).select_related("user").order_by(_ACTING_FIRST, "from_on", "pk")


def _moment(city: City | None, on: date | None, now: datetime | None) -> tuple[date, datetime]:
    now = now or timezone.now()
    return on or day_at(city, now), now


def bound_to_organisations(person: User, *, now: datetime) -> list[RoleAssignment]:
    """What ends when somebody leaves an agency: each open role held for an organisation, also one that begins later."""
    held = person.assignments.filter(organisation__isnull=False).select_related(
        "user", "city__province", "province", "organisation"
    )
    return [each for each in held.order_by("pk") if not each.is_over(now)]


def last_head_of(organisation: Organisation, *, on: date) -> RoleAssignment | None:
    """Whoever holds the post in its own right on that day; if nobody does, whoever did last: says role and title."""
    led = RoleAssignment.objects.heading(organisation).filter(manner=Manner.SUBSTANTIVE, from_on__lte=on)
    return led.select_related("user", "organisation").order_by("-from_on", "-pk").first()
