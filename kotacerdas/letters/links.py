"""The address at which somebody without an account takes a letter.

It is made with the secret key of the installation when the mail is written, so no table holds it and a copy of the
database opens no letter.
"""

from typing import Any

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kotacerdas.letters.models import Recipient

SALT = "kotacerdas.letters.recipient"
LENGTH_OF_MARK = 40  # 160 bits


def token_of(recipient: Recipient) -> str:
    place = f"{recipient.letter.code}-{recipient.role}-{recipient.position}"
    return f"{place}-{_mark(place)}"


def recipient_of(token: str) -> Recipient | None:
    """Whose address it is; None if nobody of ours made it."""
    place, _dash, mark = token.rpartition("-")
    if not constant_time_compare(mark, _mark(place)):
        return None
    code, role, position = place.rsplit("-", 2)
    found = Recipient.objects.filter(letter__code=code, role=role, position=int(position))
    return found.select_related("letter__city", "letter__letterhead", "letter__pdf").first()


def address_in(notice: Any) -> str:
    """For the mail: the notice is about the recipient."""
    recipient = Recipient.objects.select_related("letter").filter(pk=notice.subject_key).first()
    return reverse("letters:received", args=[token_of(recipient)]) if recipient else ""


def _mark(place: str) -> str:
    return salted_hmac(SALT, place, algorithm="sha256").hexdigest()[:LENGTH_OF_MARK]
