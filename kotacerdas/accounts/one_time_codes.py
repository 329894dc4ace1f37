"""Codes that count once: those of an app on the telephone, and those on the paper for the day it is lost."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.utils.crypto import constant_time_compare

from kotacerdas.people.models import User

LAST = "last_counter"


def accepted(user: User, code: str) -> Authenticator | None:
    """The factor of which this is a code that had not been used; it is used now."""
    typed = "".join(letter for letter in code if letter.isdecimal() and letter.isascii())
    if not typed:
        return None
    with transaction.atomic():
        factors = Authenticator.objects.select_for_update().filter(user=user)
        for factor in factors.filter(type=Authenticator.Type.TOTP):
            if _use(factor, typed):
                return factor
        for factor in factors.filter(type=Authenticator.Type.RECOVERY_CODES):
            if RecoveryCodes(factor).validate_code(typed):
                return factor
    return None


def counter_of(secret: str, code: str) -> int | None:
    """The moment, counted in periods, whose code this is; the clock of a telephone may be one period off."""
    typed = "".join(code.split())
    for counter in yield_hotp_counters_from_time():
        if constant_time_compare(format_hotp_value(hotp_value(secret, counter)), typed):
            return int(counter)
    return None


def _use(factor: Authenticator, code: str) -> bool:
    """Counters only go up: a code that somebody read over a shoulder is worth nothing, even within its minute."""
    counter = counter_of(decrypt(factor.data["secret"]), code)
    if counter is None or counter <= factor.data.get(LAST, -1):
        return False
    factor.data[LAST] = counter
    factor.save(update_fields=["data"])
    return True
