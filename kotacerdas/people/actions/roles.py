"""Gives roles, ends them, appoints deputies, and moves a person from one agency to another within one second."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.events import actions as events
from kotacerdas.people import access
from kotacerdas.people.domain import headship
from kotacerdas.people.models import City, Organisation, RoleAssignment, TerritorialUnit, User
from kotacerdas.people.models.assignments import day_at
from kotacerdas.people.queries import holders, tenures
from kotacerdas.people.queries.giving import why_not_give
from kotacerdas.people.roles import HEADS, ROLES, Role

Manner = RoleAssignment.Manner


class Doubtful(Refused):
    """Nothing was done; it may be right all the same, and is done when it is asked for with `sure=True`."""


@dataclass(frozen=True)
class Offer:
    """A role at a place between two days, as it is given, invited to or moved to."""

    role: Role
    city: City | None = None
    province: TerritorialUnit | None = None
    organisation: Organisation | None = None
    from_on: date | None = None
    until_on: date | None = None
    post: str = ""
    manner: Manner = Manner.SUBSTANTIVE
    acting_for: RoleAssignment | None = None
    legal_basis: str = ""


@transaction.atomic
def give_role(
    user: User, offer: Offer, *, by: User | None, now: datetime, sure: bool = False
) -> RoleAssignment:
    """Raises `Refused` with every reason, or `Doubtful` where a person should look twice."""
    held = _given(user, offer, by=by, now=now, sure=sure)
    _tell("role_given", held, by=by, now=now)
    return held


@transaction.atomic
def take_up(user: User, offer: Offer, *, now: datetime) -> RoleAssignment:
    """A role that was offered by whoever may give it: an invitation accepted, a code used. Doubts were theirs to have."""
    held = _given(user, offer, by=None, now=now, sure=True)
    _tell("role_given", held, by=user, now=now, deed="role_taken_up")
    return held


@transaction.atomic
def appoint_deputy(
    user: User, offer: Offer, *, by: User | None, now: datetime, sure: bool = False
) -> RoleAssignment:
    """Somebody acts for a post (Plt, Plh) and has what the role allows, between two days and by an order."""
    assert offer.manner != Manner.SUBSTANTIVE
    held = _given(user, offer, by=by, now=now, sure=sure)
    _tell("role_given", held, by=by, now=now, deed="deputy_appointed")
    return held


@transaction.atomic
def end_role(
    held: RoleAssignment, *, by: User | None, now: datetime, expected: int, on: date | None = None
) -> RoleAssignment:
    """Now, within this second; or with its last day `on`, today or later. Raises `StaleSave`."""
    _may_change(held, by, now)
    if on is not None and on < max(held.day_of(now), held.from_on):
        raise Refused(Fault("last-day-past"))
    before = held.until_on
    _end(held, now=now, on=on, expected=expected)
    _tell("role_ended", held, by=by, now=now, changes={"until_on": (before, held.until_on)})
    return held


@transaction.atomic
def move(
    person: User,
    *,
    to: Organisation,
    by: User | None,
    now: datetime,
    role: Role = Role.AGENCY_OFFICER,
    sure: bool = False,
) -> RoleAssignment:
    """Ends what the person holds for agencies, this very second, and starts at `to`; the past stays on record."""
    if to.city is None:
        raise Refused(Fault("organisation-without-city"))
    if by is not None and by.pk == person.pk:
        raise Refused(Fault("role-to-oneself"))
    leaving = holders.bound_to_organisations(person, now=now)
    if any(each.organisation_id == to.pk and each.role == role for each in leaving):
        raise Refused(Fault("there-already"))
    left = [each for each in leaving if not _why_not_change(each, by)]
    if not left:
        raise Refused(Fault("nothing-to-leave"))
    for each in left:
        _end(each, now=now, on=None, expected=each.version)
    held = _given(person, Offer(role, city=to.city, organisation=to), by=by, now=now, sure=sure)
    for each in left:
        _tell("role_ended", each, by=by, now=now)
    _tell("moved", held, by=by, now=now, came_from=", ".join(str(each.organisation) for each in left))
    return held


def _given(user: User, offer: Offer, *, by: User | None, now: datetime, sure: bool) -> RoleAssignment:
    # Two gifts to one person, or of one post, wait for each other here.
    User.objects.select_for_update().get(pk=user.pk)
    if offer.organisation is not None:
        Organisation.objects.select_for_update().get(pk=offer.organisation.pk)
    start = offer.from_on or day_at(offer.city, now)
    held = RoleAssignment(
        user=user,
        role=offer.role,
        city=offer.city,
        province=offer.province,
        organisation=offer.organisation,
        from_on=start,
        until_on=offer.until_on,
        post=offer.post,
        manner=offer.manner,
        acting_for=offer.acting_for,
        legal_basis=offer.legal_basis,
    )
    _refuse(held, by=by, now=now, sure=sure)
    held.full_clean(exclude=["user"])
    held.save()
    access.forget(user)
    return held


def _refuse(held: RoleAssignment, *, by: User | None, now: datetime, sure: bool) -> None:
    faults = why_not_give(by, Role(held.role), to=held.user, city=held.city, province=held.province)
    if not held.user.is_active:
        faults.append(Fault("account-closed"))
    if held.until_on is not None and held.until_on < held.day_of(now):
        faults.append(Fault("last-day-past"))
    if _is_held_already(held, now):
        faults.append(Fault("role-held-already"))
    doubts: list[Fault] = []
    if held.role in HEADS and held.organisation is not None:
        found = headship.check(
            tenures.tenure(held), tenures.of_post(held, now=now), most_months=tenures.most_months(held.manner)
        )
        faults += found.refused
        doubts += found.doubted
    if faults:
        raise Refused(faults)
    if doubts and not sure:
        raise Doubtful(doubts)


def _is_held_already(held: RoleAssignment, now: datetime) -> bool:
    same = RoleAssignment.objects.filter(
        user=held.user, role=held.role, city=held.city, province=held.province, organisation=held.organisation
    )
    meeting = same.filter(Q(until_on=None) | Q(until_on__gte=held.from_on), ended_at=None)
    return meeting.filter(from_on__lte=held.until_on or date.max).exists()


def _why_not_change(held: RoleAssignment, by: User | None) -> list[Fault]:
    return why_not_give(by, Role(held.role), to=held.user, city=held.city, province=held.province)


def _may_change(held: RoleAssignment, by: User | None, now: datetime) -> None:
    faults = _why_not_change(held, by)
    if held.is_over(now):
        faults.append(Fault("role-over"))
    if faults:
        raise Refused(faults)


def _end(held: RoleAssignment, *, now: datetime, on: date | None, expected: int) -> None:
    last_day = on or max(held.day_of(now), held.from_on)
    changes = {"until_on": last_day, "ended_at": None if on else now}
    versions.save(held, expected=expected, changes=changes)
    access.forget(held.user)


def _tell(
    what: str,
    held: RoleAssignment,
    *,
    by: User | None,
    now: datetime,
    changes: dict[str, tuple[Any, Any]] | None = None,
    came_from: str = "",
    deed: str = "",
) -> None:
    """The event, and then the line in the trail, which comes last because it locks the chain."""
    fields: dict[str, Any] = {"role": held.role, "organisation": getattr(held.organisation, "code", "")}
    if what == "moved":
        fields["came_from"] = came_from
    if held.until_on is not None:
        fields["until_on"] = held.until_on
    events.emit(f"people.{what}", subject=held, by=by, city=held.city, at=now, **fields)
    note = {
        "person": held.user.display_name,
        "role": ROLES[Role(held.role)].name,
        "organisation": str(held.organisation or ""),
        "came_from": came_from,
        "legal_basis": held.legal_basis,
    }
    kept = {name: value for name, value in note.items() if value}
    audit.record(
        f"people.{deed or what}", on=held, by=by, city=held.city, now=now, changes=changes, note=kept
    )
