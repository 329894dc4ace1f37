"""What this app and the sign-in library keep of persons: invitations, joining, second factors, sessions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kotacerdas.accounts.models import Invitation, JoinCode, JoinRequest
from kotacerdas.common.personal import Basis, Holding, Retention, register
from kotacerdas.people.personal import NOWHERE

INVITATIONS_KEPT = timedelta(days=365)
SESSIONS_KEPT = timedelta(days=30)


def _invitations(user: Any) -> list[Mapping[str, Any]]:
    rows = Invitation.objects.filter(Q(accepted_by=user) | Q(email__iexact=user.email))
    return [
        {"email": each.email, "name": each.name, "invited_at": each.invited_at.isoformat()} for each in rows
    ]


def _blank(due: "QuerySet[Invitation]", now: datetime) -> int:
    """That somebody was invited, by whom and into which role remains."""
    return due.update(email=f"tamu@{NOWHERE}", name="", message="")


def _erase_invitations(user: Any, now: datetime) -> int:
    return _blank(Invitation.objects.filter(Q(accepted_by=user) | Q(email__iexact=user.email)), now)


def _old_invitations(before: datetime) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(invited_at__lt=before).exclude(email=f"tamu@{NOWHERE}")


def _joining(user: Any) -> list[Mapping[str, Any]]:
    asked = JoinRequest.objects.filter(user=user).values_list("asked_at", flat=True)
    made = JoinCode.objects.filter(made_by=user).values_list("made_at", flat=True)
    return [
        *({"asked_at": at.isoformat()} for at in asked),
        *({"made_code_at": at.isoformat()} for at in made),
    ]


def _keys(user: Any) -> list[Mapping[str, Any]]:
    rows = Authenticator.objects.filter(user=user)
    return [{"kind": each.type, "made_at": each.created_at.isoformat()} for each in rows]


def _erase_keys(user: Any, now: datetime) -> int:
    tables: tuple[Any, ...] = (Authenticator, EmailAddress, SocialAccount)
    return sum(table.objects.filter(user=user).delete()[0] for table in tables)


def _sessions(user: Any) -> list[Mapping[str, Any]]:
    rows = UserSession.objects.filter(user=user)
    return [
        {"begun_at": each.created_at.isoformat(), "device": each.user_agent, "address": str(each.ip)}
        for each in rows
    ]


def _erase_sessions(user: Any, now: datetime) -> int:
    rows = list(UserSession.objects.filter(user=user))
    for each in rows:
        each.end()
    return len(rows)


def _old_sessions(before: datetime) -> "QuerySet[Any]":
    found: QuerySet[Any] = UserSession.objects.filter(last_seen_at__lt=before)
    return found


register(
    Holding(
        name="accounts.invitations",
        what=_("Invitations: address, name, role, by whom, what became of it"),
        of_whom=_("whoever was invited"),
        why=_("To let somebody in, and to show later who did"),
        basis=Basis.PUBLIC_DUTY,
        until=_("a year; then address and name go"),
        tables=("accounts.Invitation",),
        retention=Retention(INVITATIONS_KEPT, _old_invitations, _blank),
        export=_invitations,
        erase=_erase_invitations,
    ),
    Holding(
        name="accounts.joining",
        what=_("Who made a code for joining, who joined by it and who agreed"),
        of_whom=_("officers, and members from outside"),
        why=_("To show who let whom in"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("accounts.JoinCode", "accounts.JoinRequest"),
        export=lambda user: (
            [{"asked_at": each.asked_at.isoformat()} for each in JoinRequest.objects.filter(user=user)]
            + [{"made_code_at": each.made_at.isoformat()} for each in JoinCode.objects.filter(made_by=user)]
        ),
        stays_because=_("It names accounts by number only; without the account it names nobody."),
    ),
    Holding(
        name="accounts.keys",
        what=_("Second factors, passkeys, recovery codes, accounts of another sign-in"),
        of_whom=_("people with an account"),
        why=_("To make sure that it is they who sign in"),
        basis=Basis.LEGITIMATE_INTEREST,
        until=_("the person takes them away or asks for erasure"),
        tables=("mfa.Authenticator", "account.EmailAddress", "socialaccount.SocialAccount"),
        export=_keys,
        erase=_erase_keys,
    ),
    Holding(
        name="accounts.sessions",
        what=_("Sessions: when, from which device and address"),
        of_whom=_("whoever signs in"),
        why=_("To show one's own sessions and end those of others"),
        basis=Basis.LEGITIMATE_INTEREST,
        until=_("30 days after they were last used"),
        tables=("usersessions.UserSession",),
        retention=Retention(SESSIONS_KEPT, _old_sessions),
        export=_sessions,
        erase=_erase_sessions,
    ),
)
