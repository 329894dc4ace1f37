"""Codes for people from outside: made, typed, used up to their number, approved by the office where it wants to."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from kotacerdas.accounts.actions import inviting
from kotacerdas.accounts.models import OUTSIDE_ROLES, Invitation, JoinCode, JoinRequest
from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.notices import actions as notices
from kotacerdas.people.actions import roles
from kotacerdas.people.actions.roles import Offer
from kotacerdas.people.models import City, Organisation, User
from kotacerdas.people.queries import programme_office_of
from kotacerdas.people.queries.giving import why_not_give
from kotacerdas.people.roles import Role

MOST_USES = 500
# Somebody with a code could otherwise have us write to the whole world.
MAILS_PER_USE, MAILS_AT_LEAST = 2, 10


@dataclass(frozen=True)
class Terms:
    """What a code gives, to how many and until when."""

    purpose: str
    role: Role
    uses: int
    ends_at: datetime
    needs_approval: bool = True
    organisation: Organisation | None = None
    until_on: date | None = None


@transaction.atomic
def make(terms: Terms, *, city: City, by: User | None, now: datetime) -> JoinCode:
    faults = why_not_give(by, terms.role, to=None, city=city)
    if terms.role not in OUTSIDE_ROLES:
        faults.append(Fault("code-for-outside-only"))
    if not now < terms.ends_at:
        faults.append(Fault("code-ends-past"))
    if not 0 < terms.uses <= MOST_USES:
        faults.append(Fault("code-uses", {"most": MOST_USES}))
    if faults:
        raise Refused(faults)
    made = JoinCode.objects.create(city=city, made_by=by, made_at=now, **vars(terms))
    audit.record("accounts.code-made", on=made, by=by, city=city, now=now, note={"uses": terms.uses})
    return made


@transaction.atomic
def revoke(code: JoinCode, *, expected: int, by: User | None, now: datetime) -> JoinCode:
    faults = why_not_give(by, Role(code.role), to=None, city=code.city)
    if code.revoked_at is not None:
        faults.append(Fault("code-over"))
    if faults:
        raise Refused(faults)
    versions.save(code, expected=expected, changes={"revoked_at": now})
    audit.record("accounts.code-revoked", on=code, by=by, city=code.city, now=now)
    return code


@transaction.atomic
def ask(code: JoinCode, *, email: str, name: str, language: str, now: datetime) -> Invitation:
    """Whoever is not signed in gets a link by mail, with or without an account: the answer tells nobody which."""
    locked = _locked(code, now)
    sent = locked.invitations.count()
    if sent >= max(MAILS_AT_LEAST, MAILS_PER_USE * locked.uses):
        raise Refused(Fault("code-mails-used-up"))
    locked.invitations.open(now).filter(email=email.lower()).update(revoked_at=now)
    made = inviting.invite_by_code(locked, email=email, name=name, language=language, now=now)
    audit.record(
        "accounts.asked-by-code", on=locked, by=None, city=locked.city, now=now, note={"email": email}
    )
    return made


@transaction.atomic
def join(code: JoinCode, *, by: User, now: datetime) -> JoinRequest | None:
    """Somebody who is signed in uses a code at once. The request, if the office still has to approve."""
    return use(_locked(code, now), by=by, now=now)


def use(code: JoinCode, *, by: User, now: datetime) -> JoinRequest | None:
    """Within a deed: counts one use, and gives the role or puts the wish before the office."""
    locked = _locked(code, now)
    if JoinRequest.objects.filter(join_code=locked, user=by).exists():
        raise Refused(Fault("code-used-by-you"))
    JoinCode.objects.filter(pk=locked.pk).update(used=F("used") + 1)
    if not locked.needs_approval:
        roles.take_up(by, _offer(locked), now=now)
        return None
    made = JoinRequest.objects.create(join_code=locked, user=by, asked_at=now)
    notices.notify(
        "accounts.join-request",
        to=programme_office_of(locked.city, now=now),
        about=made,
        by=by,
        city=locked.city,
        now=now,
        values={"occasion": locked.purpose},
        url=made.get_absolute_url(),
    )
    audit.record("accounts.join-asked", on=made, by=by, city=locked.city, now=now)
    return made


@transaction.atomic
def decide(request: JoinRequest, *, approve: bool, reason: str, by: User, now: datetime) -> JoinRequest:
    """Yes gives the role; no needs a reason, which the person reads."""
    locked = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    code = locked.join_code
    faults = why_not_give(by, Role(code.role), to=locked.user, city=code.city)
    if locked.decided_at is not None:
        faults.append(Fault("request-decided"))
    if not approve and not reason.strip():
        faults.append(Fault("refusal-without-reason"))
    if faults:
        raise Refused(faults)
    locked.is_approved, locked.decided_at, locked.decided_by, locked.reason = approve, now, by, reason.strip()
    locked.save()
    if approve:
        roles.give_role(locked.user, _offer(code), by=by, now=now)
    else:
        _tell_refused(locked, by=by, now=now)
    kind = "accounts.join-approved" if approve else "accounts.join-refused"
    audit.record(kind, on=locked, by=by, city=code.city, now=now)
    return locked


def _tell_refused(request: JoinRequest, *, by: User, now: datetime) -> None:
    """Of a role that was given the person hears by the event."""
    notices.notify(
        "accounts.join-refused",
        to=[request.user],
        about=request,
        by=by,
        city=request.join_code.city,
        now=now,
        values={"occasion": request.join_code.purpose, "reason": request.reason},
    )


def _offer(code: JoinCode) -> Offer:
    return Offer(Role(code.role), city=code.city, organisation=code.organisation, until_on=code.until_on)


def _locked(code: JoinCode, now: datetime) -> JoinCode:
    """Everybody who uses a code waits here, so that it is never used once too often."""
    locked = JoinCode.objects.select_for_update(of=("self",)).select_related("city__province", "organisation")
    found = locked.get(pk=code.pk)
    if not found.counts(now):
        raise Refused(Fault("code-over"))
    return found
