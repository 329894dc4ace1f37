"""Invites by mail, sends again with a new link, and revokes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kotacerdas.accounts.domain.invitations import Invitee
from kotacerdas.accounts.models import Invitation, JoinCode, digest_of, new_key, new_seed
from kotacerdas.audit import actions as audit
from kotacerdas.common import formats, versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.notices import actions as notices
from kotacerdas.people.actions.roles import Offer
from kotacerdas.people.models import RoleAssignment, User
from kotacerdas.people.models.assignments import JAKARTA, day_at
from kotacerdas.people.queries.giving import why_not_give
from kotacerdas.people.roles import Role

DAYS = 7
MOST_DAYS = 30


@dataclass(frozen=True)
class Words:
    """What the mail says beside the role, and for how long its link counts."""

    message: str = ""
    language: str = "id"
    days: int = DAYS


@transaction.atomic
def invite(
    people: Sequence[Invitee], offer: Offer, *, words: Words, by: User | None, now: datetime
) -> list[Invitation]:
    """All of them or none. Raises `Refused` with the line of each address that cannot be invited."""
    faults = [
        *why_not_give(by, offer.role, to=None, city=offer.city, province=offer.province),
        *_faults_of_people(people, offer, by=by, now=now),
    ]
    if offer.until_on is not None and offer.until_on < day_at(offer.city, now):
        faults.append(Fault("last-day-past"))
    if faults:
        raise Refused(faults)
    made = [_made(each, offer, words=words, by=by, now=now) for each in people]
    for each in made:
        send(each, now=now)
    for each in made:
        _tell("accounts.invited", each, by=by, now=now, email=each.email)
    return made


def invite_by_code(code: JoinCode, *, email: str, name: str, language: str, now: datetime) -> Invitation:
    """Within the deed of asking by a code: the mail proves that whoever typed the address reads it."""
    offer = Offer(Role(code.role), city=code.city, organisation=code.organisation, until_on=code.until_on)
    words = Words(language=language, days=1)
    made = _made(Invitee(email.lower(), name), offer, words=words, by=code.made_by, now=now, code=code)
    send(made, now=now)
    return made


@transaction.atomic
def resend(invitation: Invitation, *, expected: int, by: User | None, now: datetime) -> Invitation:
    """A new link for as long as the first; the old one opens nothing any more. Raises `StaleSave`."""
    _may_change(invitation, by)
    if invitation.accepted_at or invitation.revoked_at:
        raise Refused(Fault("invitation-over"))
    lasts = min(invitation.expires_at - invitation.sent_at, timedelta(days=MOST_DAYS))
    invitation.seed = new_seed()
    changes = {
        "seed": invitation.seed,
        "digest": digest_of(invitation.token),
        "sent_at": now,
        "expires_at": now + lasts,
        "opened_at": None,
    }
    versions.save(invitation, expected=expected, changes=changes)
    send(invitation, now=now)
    _tell("accounts.invited-again", invitation, by=by, now=now, email=invitation.email)
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, expected: int, by: User | None, now: datetime) -> Invitation:
    _may_change(invitation, by)
    if invitation.accepted_at or invitation.revoked_at:
        raise Refused(Fault("invitation-over"))
    versions.save(invitation, expected=expected, changes={"revoked_at": now})
    _tell("accounts.invitation-revoked", invitation, by=by, now=now, email=invitation.email)
    return invitation


def send(invitation: Invitation, *, now: datetime) -> None:
    """The address of the link is made when the mail is: see `telling`."""
    zone = invitation.city.timezone if invitation.city else JAKARTA
    notices.notify_address(
        "accounts.code-invitation" if invitation.join_code_id else "accounts.invitation",
        address=invitation.email,
        about=invitation,
        by=invitation.invited_by,
        city=invitation.city,
        now=now,
        name=invitation.name,
        language=invitation.language,
        values={
            "role": invitation.duty.name,
            "where": str(invitation.organisation or invitation.place or "KotaCerdas"),
            "message": invitation.message,
            "until": formats.moment(invitation.expires_at, zone),
        },
    )


def _made(
    person: Invitee,
    offer: Offer,
    *,
    words: Words,
    by: User | None,
    now: datetime,
    code: JoinCode | None = None,
) -> Invitation:
    made = Invitation(
        key=new_key(),
        seed=new_seed(),
        email=person.email,
        name=person.name,
        role=offer.role,
        city=offer.city,
        province=offer.province,
        organisation=offer.organisation,
        from_on=offer.from_on,
        until_on=offer.until_on,
        message=words.message,
        language=words.language,
        join_code=code,
        invited_by=by,
        invited_at=now,
        sent_at=now,
        expires_at=now + timedelta(days=min(words.days, MOST_DAYS)),
    )
    made.digest = digest_of(made.token)
    made.save()
    return made


def _faults_of_people(
    people: Sequence[Invitee], offer: Offer, *, by: User | None, now: datetime
) -> Iterable[Fault]:
    """Two queries however many people."""
    emails = [each.email for each in people]
    same = {
        "role": offer.role,
        "city": offer.city,
        "province": offer.province,
        "organisation": offer.organisation,
    }
    holding = set(
        RoleAssignment.objects.filter(**same, user__email__in=emails)
        .active(day_at(offer.city, now), now)
        .values_list("user__email", flat=True)
    )
    waiting = set(
        Invitation.objects.open(now).filter(**same, email__in=emails).values_list("email", flat=True)
    )
    for each in people:
        if by is not None and each.email == by.email:
            yield Fault("invited-oneself", {"email": each.email}, line=each.line)
        elif each.email in holding:
            yield Fault("invited-holds-role", {"email": each.email}, line=each.line)
        elif each.email in waiting:
            yield Fault("invited-already", {"email": each.email}, line=each.line)


def _may_change(invitation: Invitation, by: User | None) -> None:
    faults = why_not_give(
        by, Role(invitation.role), to=None, city=invitation.city, province=invitation.province
    )
    if faults:
        raise Refused(faults)


def _tell(kind: str, invitation: Invitation, *, by: User | None, now: datetime, **note: str) -> None:
    audit.record(kind, on=invitation, by=by, city=invitation.city, now=now, note=note)
