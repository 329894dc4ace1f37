"""Seals the addresses of channels, which hold passwords, with the installation's own key."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

_PURPOSE = b"kotacerdas.notices.target"


class Unreadable(ValueError):
    """Sealed with another key: the address must be given again."""


def seal(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def opened(sealed: str) -> str:
    try:
        return _cipher().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(_PURPOSE + settings.SECRET_KEY.encode()).digest()))
