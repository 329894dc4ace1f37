"""The sentences in which the trail tells of signing in and of what protects an account; and where it tells them."""

from datetime import datetime
from typing import Any

from allauth.account.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import actions as audit
from kotacerdas.audit import kinds
from kotacerdas.people import access
from kotacerdas.people.models import City, User

kinds.register(
    {
        "accounts.signed-in": _("%(who)s signed in."),
        "accounts.demo-sign-in": _("A visitor of the demonstration signed in as %(who)s."),
        "accounts.factor-failed": _("Somebody who knew the password of %(what)s gave a wrong second factor."),
        "accounts.password-changed": _("%(who)s changed the own password."),
        "accounts.password-reset": _("%(what)s set a new password by the link in a mail."),
        "accounts.factor-added": _("%(who)s added a second factor: %(factor)s."),
        "accounts.factor-removed": _("%(who)s removed a second factor: %(factor)s."),
        "accounts.passkey-renamed": _("%(who)s renamed a passkey."),
        "accounts.recovery-codes-made": _("%(who)s made new recovery codes."),
        "accounts.recovery-code-used": _("%(who)s used a recovery code."),
        "accounts.session-ended": _("%(who)s ended a session on another device."),
        "accounts.provider-linked": _("%(who)s signed in through the sign-in service for the first time."),
    }
)


def tell(kind: str, person: User, *, by: User | None, now: datetime, **note: str) -> None:
    """In the trail of the city where the person holds the first role, so that its office sees it."""
    audit.record(kind, on=person, by=by, city=city_of(person), now=now, note=note)


def city_of(person: User) -> City | None:
    return next((held.city for held in access.held_now(person) if held.city is not None), None)


def _signed_in(sender: Any, request: HttpRequest, user: User, **rest: Any) -> None:
    kind = "accounts.demo-sign-in" if user.is_demo else "accounts.signed-in"
    tell(kind, user, by=user, now=timezone.now())


user_logged_in.connect(_signed_in, dispatch_uid="accounts.sign_in_trail")
