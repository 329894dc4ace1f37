"""The second factors of a person: what there is, and the deeds that add and remove them."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from kotacerdas.accounts import sign_in_trail
from kotacerdas.accounts.one_time_codes import LAST
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.people import access
from kotacerdas.people.models import User

Type = Authenticator.Type


@dataclass(frozen=True)
class Factors:
    """What stands between a stolen password and the account."""

    totp: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    recovery: Authenticator | None

    @property
    def any(self) -> bool:
        return self.totp is not None or bool(self.passkeys)

    @property
    def is_last(self) -> bool:
        return (self.totp is not None) + len(self.passkeys) == 1

    @property
    def codes_left(self) -> int:
        return len(RecoveryCodes(self.recovery).get_unused_codes()) if self.recovery else 0

    @property
    def unseen_codes(self) -> list[str]:
        """Recovery codes that nobody has confirmed to have kept; afterwards they are never shown again."""
        if self.recovery is None or RecoveryCodes(self.recovery).did_view:
            return []
        return [str(code) for code in RecoveryCodes(self.recovery).get_unused_codes()]

    def passkey(self, code: str) -> Authenticator | None:
        return next((each for each in self.passkeys if each.data.get("code") == code), None)


def of(user: User) -> Factors:
    rows = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    return Factors(
        totp=next((row for row in rows if row.type == Type.TOTP), None),
        passkeys=tuple(row for row in rows if row.type == Type.WEBAUTHN),
        recovery=next((row for row in rows if row.type == Type.RECOVERY_CODES), None),
    )


@transaction.atomic
def add_totp(*, by: User, secret: str, counter: int, now: datetime) -> Authenticator:
    """`counter` is the moment of the code that proved it: the same code shall not open the door as well."""
    user = _locked(by)
    if of(user).totp:
        raise Refused(Fault("second-factor-there-already"))
    factor: Authenticator = TOTP.activate(user, secret).instance
    factor.data[LAST] = counter
    factor.save(update_fields=["data"])
    return _added(factor, by, now)


@transaction.atomic
def add_passkey(*, by: User, name: str, credential: dict[str, Any], now: datetime) -> Authenticator:
    factor: Authenticator = WebAuthn.add(_locked(by), name, credential).instance
    factor.data["code"] = secrets.token_hex(6)
    factor.save(update_fields=["data"])
    return _added(factor, by, now)


@transaction.atomic
def rename_passkey(factor: Authenticator, name: str, *, by: User, now: datetime) -> None:
    factor.data["name"] = name
    factor.save(update_fields=["data"])
    sign_in_trail.tell("accounts.passkey-renamed", by, by=by, now=now)


@transaction.atomic
def remove(factor: Authenticator, *, by: User, now: datetime) -> None:
    """The last one takes the recovery codes along; whose role demands one keeps it."""
    held = of(_locked(by))
    if held.is_last and demanded_of(by):
        raise Refused(Fault("second-factor-demanded"))
    word = _word(factor)
    factor.delete()
    if held.is_last and held.recovery:
        held.recovery.delete()
    sign_in_trail.tell("accounts.factor-removed", by, by=by, now=now, factor=word)


@transaction.atomic
def renew_recovery_codes(*, by: User, now: datetime) -> None:
    held = of(_locked(by))
    if not held.any:
        raise Refused(Fault("second-factor-missing"))
    if held.recovery:
        held.recovery.delete()
    RecoveryCodes.activate(by)
    sign_in_trail.tell("accounts.recovery-codes-made", by, by=by, now=now)


@transaction.atomic
def keep_recovery_codes(*, by: User) -> None:
    """The person says that they are written down; from now on nobody sees them."""
    if recovery := of(by).recovery:
        RecoveryCodes(recovery).mark_as_viewed()


def demanded_of(user: User) -> bool:
    """Whether a role held today counts only with a second factor."""
    return not user.is_demo and any(each.duty.needs_second_factor for each in access.held_now(user))


def _added(factor: Authenticator, by: User, now: datetime) -> Authenticator:
    is_first_codes = of(by).recovery is None
    if is_first_codes:
        RecoveryCodes.activate(by)
    sign_in_trail.tell("accounts.factor-added", by, by=by, now=now, factor=_word(factor))
    return factor


def _word(factor: Authenticator) -> str:
    """A type, not the name that the person gave it."""
    return "TOTP" if factor.type == Type.TOTP else "passkey"


def _locked(user: User) -> User:
    """Two pages at once must not each remove the last but one; and no visitor locks the others out of the demo."""
    if user.is_demo:
        raise Refused(Fault("demo-account-shared"))
    return User.objects.select_for_update().get(pk=user.pk)
