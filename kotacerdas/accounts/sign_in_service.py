"""Signing in through the city's own service (OpenID Connect): where it is asked, and what it says is checked here.

Authorization code with PKCE, state and nonce; the ID token's signature, issuer, audience and times are checked even
though it came by https. Nothing of the person is kept but the number under which the service knows him or her.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare

STATE = "sign_in_service"
PATIENCE_SECONDS = 15 * 60
TIMEOUTS = (4, 8)
LEEWAY_SECONDS = 60
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
# RFC 8176 for what was used, and the classes of OpenID for what withstands a false copy of the page.
SECOND_FACTOR_METHODS, SECOND_FACTOR_CLASSES = {"mfa"}, {"phr", "phrh"}


class ServiceTrouble(Exception):
    """The service cannot be reached, or says something that cannot be believed."""


@dataclass(frozen=True)
class Someone:
    """Whom the service vouches for."""

    issuer: str
    subject: str
    email: str
    """Empty where the service has not verified it."""
    passed_second_factor: bool


def is_offered() -> bool:
    return bool(settings.OIDC_ISSUER)


def begin(session: SessionBase, *, come_back_to: str, then: str, language: str) -> str:
    """The address to which the browser is sent."""
    verifier, state, nonce = (secrets.token_urlsafe(48) for _each in range(3))
    session[STATE] = {
        "state": state, "nonce": nonce, "verifier": verifier, "at": time.time(),
        "come_back_to": come_back_to, "then": then, "language": language,
    }  # fmt: skip
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": come_back_to,
        "scope": "openid email",
        "state": state,
        "nonce": nonce,
        "code_challenge": _unpadded(hashlib.sha256(verifier.encode()).digest()),
        "code_challenge_method": "S256",
    }
    where = str(_configuration()["authorization_endpoint"])
    return f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}"


def kept(session: SessionBase) -> dict[str, Any] | None:
    """What was kept when the browser was sent away; once, and not for long."""
    found: dict[str, Any] | None = session.pop(STATE, None)
    return found if found and time.time() - found["at"] < PATIENCE_SECONDS else None


def complete(told: Mapping[str, str], before: Mapping[str, Any]) -> Someone:
    """Whom the answer names; raises `ServiceTrouble`."""
    if not constant_time_compare(told.get("state", ""), before["state"]):
        raise ServiceTrouble("another sign-in's answer")
    if told.get("iss", settings.OIDC_ISSUER) != settings.OIDC_ISSUER or "code" not in told:
        raise ServiceTrouble("no code")
    configuration = _configuration()
    tokens = _tokens(configuration, told["code"], before)
    claims = _believed(configuration, str(tokens.get("id_token", "")), before["nonce"])
    if "email" not in claims and "userinfo_endpoint" in configuration:
        claims |= _more(configuration, tokens, claims["sub"])
    if "\0" in f"{claims['sub']}{claims.get('email', '')}":
        raise ServiceTrouble("names that no database can hold")
    return Someone(
        issuer=settings.OIDC_ISSUER,
        subject=str(claims["sub"]),
        email=str(claims.get("email", "")) if _is_true(claims.get("email_verified")) else "",
        passed_second_factor=_has_second_factor(claims),
    )


def _configuration() -> dict[str, Any]:
    found = _json("get", f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != settings.OIDC_ISSUER:
        raise ServiceTrouble("another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(found.get(name), str):
            raise ServiceTrouble("a configuration with gaps")
    return found


def _tokens(configuration: Mapping[str, Any], code: str, before: Mapping[str, Any]) -> dict[str, Any]:
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": before["come_back_to"],
        "code_verifier": before["verifier"],
    }
    known_by = configuration.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    us = (settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)
    if "client_secret_basic" in known_by:
        return _json("post", configuration["token_endpoint"], data=asked, auth=us)
    in_form = {"client_id": us[0], "client_secret": us[1]}
    return _json("post", configuration["token_endpoint"], data=asked | in_form)


def _believed(configuration: Mapping[str, Any], token: str, nonce: str) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(configuration, token),
            algorithms=SIGNED_BY,
            audience=settings.OIDC_CLIENT_ID,
            issuer=settings.OIDC_ISSUER,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, TypeError, ValueError) as error:
        raise ServiceTrouble("a token that does not hold") from error
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise ServiceTrouble("a token for another sign-in")
    if (
        isinstance(claims["aud"], list)
        and claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID
    ):
        raise ServiceTrouble("a token for another site")
    return claims


def _key(configuration: Mapping[str, Any], token: str) -> jwt.PyJWK:
    """The public key that the token names, or the only one there is."""
    wanted = jwt.get_unverified_header(token).get("kid")
    keys = jwt.PyJWKSet.from_dict(_json("get", configuration["jwks_uri"])).keys
    for key in keys:
        if key.key_id == wanted or (wanted is None and len(keys) == 1):
            return key
    raise ServiceTrouble("signed by an unknown key")


def _more(configuration: Mapping[str, Any], tokens: Mapping[str, Any], subject: object) -> dict[str, Any]:
    by = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
    told = _json("get", configuration["userinfo_endpoint"], headers=by)
    if told.get("sub") != subject:
        raise ServiceTrouble("tells of somebody else")
    return {name: told[name] for name in ("email", "email_verified") if name in told}


def _is_true(claim: object) -> bool:
    """Some services write their truth in letters."""
    return claim is True or claim == "true"


def _has_second_factor(claims: Mapping[str, Any]) -> bool:
    methods = claims.get("amr")
    used = set(map(str, methods)) if isinstance(methods, list) else set()
    return bool(used & SECOND_FACTOR_METHODS) or claims.get("acr") in SECOND_FACTOR_CLASSES


def _json(method: str, address: str, **how: Any) -> dict[str, Any]:
    try:
        answer = requests.request(method, address, timeout=TIMEOUTS, allow_redirects=False, **how)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise ServiceTrouble("no answer") from error
    if answer.is_redirect or not isinstance(found, dict):
        raise ServiceTrouble("no answer")
    return found


def _unpadded(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
