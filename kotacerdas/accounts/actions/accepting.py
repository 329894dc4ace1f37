"""Opens the link of an invitation and accepts it: with a new account, or with the one that has this e-mail."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from kotacerdas.accounts.actions import codes
from kotacerdas.accounts.domain.invitations import State
from kotacerdas.accounts.models import Invitation
from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.people.actions import persons, roles
from kotacerdas.people.actions.roles import Offer
from kotacerdas.people.models import User
from kotacerdas.people.models.assignments import day_at
from kotacerdas.people.roles import Role

_WHY_CLOSED = {
    State.ACCEPTED: "invitation-accepted",
    State.EXPIRED: "invitation-expired",
    State.REVOKED: "invitation-revoked",
}


@dataclass(frozen=True)
class NewAccount:
    """What somebody who comes for the first time says of himself or herself."""

    display_name: str
    password: str
    language: str


@transaction.atomic
def note_opened(invitation: Invitation, *, now: datetime) -> None:
    """For the list of the office; a mail program that looks ahead counts too, so nothing depends on it."""
    Invitation.objects.filter(pk=invitation.pk, opened_at=None, accepted_at=None).update(opened_at=now)


@transaction.atomic
def accept_as_new(invitation: Invitation, account: NewAccount, *, now: datetime) -> User:
    """Raises `Refused` if the link ended meanwhile, or an account with this e-mail came to be."""
    locked = _locked(invitation, now)
    made = persons.join(
        email=locked.email,
        display_name=account.display_name,
        password=account.password,
        language=account.language,
        city=locked.city,
        by=locked.invited_by,
        now=now,
    )
    _take_up(locked, made, now)
    return made


@transaction.atomic
def accept(invitation: Invitation, *, by: User, now: datetime) -> None:
    """Adds the role to the account that is signed in; it must be the one that was invited."""
    locked = _locked(invitation, now)
    if by.email.lower() != locked.email.lower():
        raise Refused(Fault("invitation-of-another"))
    _take_up(locked, by, now)


def _locked(invitation: Invitation, now: datetime) -> Invitation:
    """Two who send the form at once wait for each other; the second finds the invitation accepted."""
    found = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation.pk)
    locked = found.select_related("city", "province", "organisation", "join_code__city", "invited_by").get()
    if locked.digest != invitation.digest:
        raise Refused(Fault("invitation-replaced"))
    why = _WHY_CLOSED.get(locked.course().state(now))
    if why is not None:
        raise Refused(Fault(why))
    return locked


def _take_up(invitation: Invitation, person: User, now: datetime) -> None:
    if invitation.join_code is not None:
        codes.use(invitation.join_code, by=person, now=now)
    else:
        today = day_at(invitation.city, now)
        offer = Offer(
            Role(invitation.role),
            city=invitation.city,
            province=invitation.province,
            organisation=invitation.organisation,
            from_on=max(invitation.from_on or today, today),
            until_on=invitation.until_on,
        )
        roles.take_up(person, offer, now=now)
    Invitation.objects.filter(pk=invitation.pk).update(
        accepted_at=now, accepted_by=person, opened_at=invitation.opened_at or now, version=F("version") + 1
    )
    audit.record("accounts.invitation-accepted", on=invitation, by=person, city=invitation.city, now=now)
