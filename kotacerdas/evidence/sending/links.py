"""The address by which an agency sends files without an account.

Its secret is made with the secret key of the installation from the request's code and the number of the link, so it
stands in no table: the table holds its SHA-256, by which it is found. A new number is a new secret, and no number none.
"""

import base64
import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac

from kotacerdas.evidence.models import EvidenceRequest

SALT = "kotacerdas.evidence.link"


def secret_of(request: EvidenceRequest) -> str:
    """256 bits in letters, figures, "-" and "_"."""
    made = salted_hmac(SALT, f"{request.code}-{request.links_made}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(secret: str) -> str:
    """The secret has 256 bits, so a plain hash keeps it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def address_of(request: EvidenceRequest, now: datetime) -> str:
    """The path of its open link, without a language; "" if there is none, or if the secret key has changed since."""
    secret = secret_of(request)
    if not request.link_is_open(now) or not constant_time_compare(digest_of(secret), request.link_digest):
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("evidence:guest", args=[secret])


def found(secret: str) -> EvidenceRequest | None:
    """Whose link this is, open or ended; None for one that was taken back or that nobody made."""
    rows = EvidenceRequest.objects.with_names().filter(link_digest=digest_of(secret))
    return rows.first() if secret else None


def address_in(notice: Any) -> str:
    """For the mail: to the open link, else to the page of the request."""
    request = EvidenceRequest.objects.filter(pk=notice.subject_key).first()
    if request is None:
        return str(notice.url)
    return address_of(request, notice.created_at) or str(notice.url)
