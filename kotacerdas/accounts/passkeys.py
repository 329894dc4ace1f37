"""The two ceremonies of passkeys (WebAuthn): registering a key, and showing that one has it.

The library would accept every origin below the name of the site; we accept the one that the browser is on. The state
of a ceremony lies in the session, counts once and not for long.
"""

import struct
import time
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn, extract_user_from_response
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kotacerdas.people.models import User

STATE = "passkey_ceremony"
PATIENCE_SECONDS = 5 * 60
# What comes from a browser may be anything; the library reads it byte by byte.
NONSENSE = (
    ValueError,
    TypeError,
    LookupError,
    OverflowError,
    AttributeError,
    struct.error,
    ValidationError,
)


class Unproved(Exception):
    """What the browser sent does not show that its owner has the key."""


def are_possible(request: HttpRequest) -> bool:
    """A passkey belongs to a name; browsers refuse them for a bare number such as 127.0.0.1."""
    try:
        ip_address(_host(request).strip("[]"))
    except ValueError:
        return True
    return False


def begin_registration(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the browser needs; the key must know its owner by PIN, finger or face, so that it may open alone."""
    options, state = _server(request).register_begin(
        user=PublicKeyCredentialUserEntity(
            id=user_pk_to_url_str(user).encode(), name=user.email, display_name=user.display_name
        ),
        credentials=_credentials(user),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        extensions={"credProps": True},
    )
    _remember(request, state)
    return dict(options)


def complete_registration(request: HttpRequest, credential: Mapping[str, Any]) -> dict[str, Any]:
    """The credential, checked; raises `Unproved`."""
    try:
        RegistrationResponse.from_dict(credential)
        _server(request).register_complete(_recalled(request), credential)
    except NONSENSE as error:
        raise Unproved from error
    return dict(credential)


def begin_proof(request: HttpRequest, user: User | None = None) -> dict[str, Any]:
    """Of a known person's keys one; without a person the key itself tells whose it is."""
    options, state = _server(request).authenticate_begin(
        credentials=_credentials(user) if user else [],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    _remember(request, state)
    return dict(options)


def complete_proof(
    request: HttpRequest, response: Mapping[str, Any], user: User | None = None
) -> Authenticator:
    """The passkey that was shown; raises `Unproved`."""
    try:
        owner = user or extract_user_from_response(dict(response))
        keys = _passkeys(owner)
        shown = _server(request).authenticate_complete(
            _recalled(request), [_data(key) for key in keys], response
        )
    except NONSENSE as error:
        raise Unproved from error
    found = next(key for key in keys if _data(key).credential_id == shown.credential_id)
    found.user = owner
    return found


def _server(request: HttpRequest) -> Fido2Server:
    here = f"{request.scheme}://{request.get_host()}"
    party = PublicKeyCredentialRpEntity(id=_host(request), name="KotaCerdas")
    return Fido2Server(party, verify_origin=lambda origin: origin == here)


def _host(request: HttpRequest) -> str:
    host = request.get_host()
    return host if host.endswith("]") else host.rpartition(":")[0] or host


def _remember(request: HttpRequest, state: Any) -> None:
    request.session[STATE] = {"state": state, "at": time.time()}


def _recalled(request: HttpRequest) -> Any:
    """Once: a challenge that was answered, well or badly, is gone."""
    kept = request.session.pop(STATE, None)
    if kept is None or time.time() - kept["at"] > PATIENCE_SECONDS:
        raise ValueError("no ceremony under way")
    return kept["state"]


def _passkeys(user: User) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN))


def _data(key: Authenticator) -> AttestedCredentialData:
    found: AttestedCredentialData | None = WebAuthn(key).authenticator_data.credential_data
    assert found is not None  # it was checked when it was registered
    return found


def _credentials(user: User) -> Sequence[AttestedCredentialData]:
    return [_data(key) for key in _passkeys(user)]
