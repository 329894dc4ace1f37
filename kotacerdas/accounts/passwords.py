"""Changing one's password, and setting a new one by a link in a mail."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.accounts import sessions, sign_in_trail
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.notices import kinds
from kotacerdas.notices.actions import notify_address
from kotacerdas.people.models import User

SEPARATOR = "-"
FORGOTTEN = "accounts.password-forgotten"

kinds.register(
    kinds.Kind(
        FORGOTTEN,
        title=_("Link for a new password"),
        subject=_("New password for KotaCerdas"),
        body=_(
            "Somebody asked for a new password of your account. The link counts for %(minutes)s minutes and once.\n\n"
            "If it was not you, do nothing: the old password stays."
        ),
        button=_("Set a new password"),
        is_urgent=True,
        leads_to=lambda notice: link_for(User.objects.get(pk=notice.subject_key)),
    )
)


@transaction.atomic
def change(*, by: User, password: str, now: datetime) -> None:
    """Every other session ends: it was opened with a password that no longer holds."""
    _set(by, password)
    sign_in_trail.tell("accounts.password-changed", by, by=by, now=now)


@transaction.atomic
def reset(*, key: str, password: str, now: datetime) -> User:
    """Once for each link: the key is made from the password that it replaces."""
    user = holder_of(key)
    if user is None:
        raise Refused(Fault("password-link-ended"))
    _set(user, password)
    sessions.end_others(user, here=None, now=now)
    sign_in_trail.tell("accounts.password-reset", user, by=None, now=now)
    return user


def who_may_reset(email: str) -> User | None:
    """An open account with a password of its own; one that signs in elsewhere does not get a second way in."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None or not user.may_sign_in or user.is_demo or not user.has_usable_password():
        return None
    return user


def key_for(user: User) -> str:
    return f"{user.code}{SEPARATOR}{default_token_generator.make_token(user)}"


def holder_of(key: str) -> User | None:
    """Whose link this is, as long as it counts."""
    code, _separator, token = key.partition(SEPARATOR)
    user = User.objects.filter(code=code).first()
    if user is None or who_may_reset(user.email) is None:
        return None
    return user if default_token_generator.check_token(user, token) else None


def _set(user: User, password: str) -> None:
    if user.is_demo:
        raise Refused(Fault("demo-account-shared"))
    user.set_password(password)
    user.save(update_fields=["password"])


def send_link(email: str, *, now: datetime) -> None:
    """By the outbox, so that the answer takes as long whether or not there is such an account."""
    user = who_may_reset(email)
    if user is None:
        return
    notify_address(
        FORGOTTEN,
        address=user.email,
        about=user,
        by=None,
        city=sign_in_trail.city_of(user),
        now=now,
        name=user.display_name,
        language=user.language,
        values={"minutes": settings.PASSWORD_RESET_TIMEOUT // 60},
    )


def link_for(user: User) -> str:
    """Made while the mail is made: the key stands in no table and in no list of notices."""
    return reverse("accounts:password-reset-link", kwargs={"key": key_for(user)})
