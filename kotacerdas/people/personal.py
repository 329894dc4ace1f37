"""What this app keeps of persons: accounts, roles, sessions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, Retention, register
from kotacerdas.people.models import RoleAssignment, User

# Addresses below `.invalid` reach nobody, by RFC 2606.
NOWHERE = "dihapus.invalid"


def _account(user: User) -> list[Mapping[str, Any]]:
    return [
        {
            "email": user.email,
            "name": user.display_name,
            "language": user.language,
            "joined_at": user.joined_at.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
        }
    ]


def _erase_account(user: User, now: datetime) -> int:
    """The row stays without the person, so that what the office did still says that somebody did it."""
    user.email = f"{user.code.lower()}@{NOWHERE}"
    user.display_name = str(_("A person whose data were erased"))
    user.is_active, user.last_login = False, None
    user.set_unusable_password()
    user.save()
    return 1


def _roles(user: User) -> list[Mapping[str, Any]]:
    held = RoleAssignment.objects.filter(user=user).select_related("city", "province", "organisation")
    return [
        {
            "role": str(each.duty.name),
            "place": str(each.place or each.duty.scope_words),
            "organisation": str(each.organisation or ""),
            "from": each.from_on.isoformat(),
            "until": each.until_on.isoformat() if each.until_on else None,
            "legal_basis": each.legal_basis,
        }
        for each in held
    ]


def _ended_sessions(before: datetime) -> "QuerySet[Session]":
    return Session.objects.filter(expire_date__lt=before)


register(
    Holding(
        name="people.accounts",
        what=_("E-mail, name shown, language, hash of the password, last sign-in"),
        of_whom=_("people with an account"),
        why=_("To sign in, and to show who did what"),
        basis=Basis.PUBLIC_DUTY,
        until=_("the person asks for erasure; then the name and the address go"),
        tables=("people.User",),
        export=_account,
        erase=_erase_account,
        stays_because=_("A row without name and address stays, so that deeds of the office keep an author."),
    ),
    Holding(
        name="people.roles",
        what=_("Roles: which, where, from when to when, by which order"),
        of_whom=_("people with an account"),
        why=_("To know what somebody may do, and later who could have done it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("people.RoleAssignment",),
        export=_roles,
        stays_because=_(
            "Who held an office and when is the city's record; without the account it names nobody."
        ),
    ),
    Holding(
        name="people.sessions",
        what=_("Sessions; for a form whose sender was signed out, what was typed"),
        of_whom=_("whoever signs in"),
        why=_("To go on after a pause"),
        basis=Basis.LEGITIMATE_INTEREST,
        until=_("8 hours without use; the row goes in the night after"),
        tables=("sessions.Session",),
        retention=Retention(timedelta(0), _ended_sessions),
    ),
)
