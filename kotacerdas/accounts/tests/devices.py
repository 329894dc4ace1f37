"""Devices of the cast for tests: a telephone whose app shows codes, and a key that makes and shows passkeys."""

import hashlib
import json
import secrets
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from kotacerdas.accounts import factors
from kotacerdas.people.models import User
from kotacerdas.people.tests.factories import PASSWORD

PERIOD = 30


def code(secret: str, *, ahead: int = 0) -> str:
    """What an app with this secret shows now, or a few half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + ahead))


def totp_of(user: User) -> str:
    """Sets up an app for somebody, long ago as the codes go; gives its secret."""
    from django.utils import timezone

    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    factors.add_totp(by=user, secret=secret, counter=0, now=timezone.now())
    return secret


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def knock(user: User, *, at: str = "/masuk/", **fields: str) -> tuple[Client, Any]:
    """Somebody at the door with the right password."""
    browser = Client()
    return browser, browser.post(at, {"login": user.email, "password": PASSWORD, **fields})


class Key:
    """A security key in software: enough of one that the server cannot tell it from a real one."""

    def __init__(self, *, origin: str = "http://localhost", verifies: bool = True) -> None:
        self.origin, self.verifies = origin, verifies
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.handle = ""

    def make(self, options: dict[str, Any]) -> str:
        wishes = options["publicKey"]
        self.handle = wishes["user"]["id"]
        data = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.private.public_key())
        )
        flags = AuthenticatorData.FLAG.AT | self._flags()
        auth = AuthenticatorData.create(self._party(wishes["rp"]["id"]), flags, 0, bytes(data))
        response = {
            "clientDataJSON": websafe_encode(self._client("webauthn.create", wishes["challenge"])),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", auth, {}))),
        }
        return self._told(response, {"credProps": {"rk": True}})

    def show(self, options: dict[str, Any]) -> str:
        wishes = options["publicKey"]
        auth = bytes(AuthenticatorData.create(self._party(wishes["rpId"]), self._flags(), 0))
        client = self._client("webauthn.get", wishes["challenge"])
        signature = self.private.sign(auth + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(auth),
            "signature": websafe_encode(signature),
            "userHandle": self.handle,
        }
        return self._told(response, {})

    def _flags(self) -> AuthenticatorData.FLAG:
        return AuthenticatorData.FLAG.UP | (AuthenticatorData.FLAG.UV if self.verifies else 0)

    def _party(self, name: str) -> bytes:
        return hashlib.sha256(name.encode()).digest()

    def _client(self, kind: str, challenge: str) -> bytes:
        return bytes(
            CollectedClientData.create(kind, websafe_decode(challenge), self.origin, cross_origin=False)
        )

    def _told(self, response: dict[str, str], extensions: dict[str, Any]) -> str:
        identity = websafe_encode(self.id)
        return json.dumps(
            {
                "id": identity,
                "rawId": identity,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": extensions,
            }
        )
