"""How the sign-in library behaves where a second factor is asked: our pages, our words, secrets encrypted at rest."""

import base64
import hashlib
from functools import cache
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from kotacerdas.accounts import second_factor
from kotacerdas.people import access
from kotacerdas.people.accounts import ClosedSignUp

PURPOSE = b"kotacerdas.accounts.second-factor:"


class SignIn(ClosedSignUp):
    def get_login_stages(self) -> list[str]:
        """Between the right password and the open door stands the second factor, and nothing else."""
        return ["kotacerdas.accounts.stages.SecondFactor"]

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        """Whoever holds a role that demands a second factor and has none is led to where one is set up."""
        response: HttpResponse = super().post_login(request, user, **how)
        # As the next request will see this person; the object at hand was made before the session.
        if any(each.duty.needs_second_factor for each in access.held_now(user)) and _waits(request, user):
            where = urlencode({"next": response.headers["Location"]})
            return HttpResponseRedirect(f"{resolve_url(settings.SECOND_FACTOR_URL)}?{where}")
        return response


def _waits(request: HttpRequest, user: Any) -> bool:
    return not (user.is_demo or second_factor.has_passed(request.session, user))


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # the library says no types
    """A stolen copy of the database does not hold the keys of the second factors: they need the secret key too."""

    def encrypt(self, text: str) -> str:
        return _cipher(_keys()).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher(_keys()).decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the app on the telephone shows above the code."""
        return "KotaCerdas"


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(hashlib.sha256(PURPOSE + key.encode()).digest())) for key in keys
    )
