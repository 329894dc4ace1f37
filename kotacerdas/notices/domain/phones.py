"""Telephone numbers as people write them, brought to the form that WhatsApp wants: 628123456789."""

from __future__ import annotations

import re
from urllib.parse import quote

INDONESIA = "62"
_WRITTEN = re.compile(r"[\s().\-\u2010-\u2015\u00a0/]+")
# E.164 allows fifteen figures; no number that can be called has fewer than eight.
_DIGITS = re.compile(r"[1-9][0-9]{7,14}")
# A mobile number of Indonesia: 8, then the network, then the rest.
_MOBILE = re.compile(r"628[1-9][0-9]{6,11}")
_LONGEST_TEXT = 2000


class NotAPhone(ValueError):
    """The text is no telephone number that can be reached from anywhere."""


def international(text: str) -> str:
    """Figures only, with the country's code: "0812-3456-789" and "+62 812 3456 789" are both 628123456789."""
    bare = _WRITTEN.sub("", text)
    if bare.startswith("+"):
        digits = bare[1:]
    elif bare.startswith("00"):
        digits = bare[2:]
    elif bare.startswith("0"):
        digits = INDONESIA + bare[1:]
    elif bare.startswith("8"):
        digits = INDONESIA + bare
    else:
        digits = bare
    # "+62 (0)812 ..." is a common way to write it.
    if digits.startswith(INDONESIA + "0"):
        digits = INDONESIA + digits[3:]
    if not digits.isascii() or not _DIGITS.fullmatch(digits):
        raise NotAPhone
    if digits.startswith(INDONESIA + "8") and not _MOBILE.fullmatch(digits):
        raise NotAPhone
    return digits


def shown(digits: str) -> str:
    """ "+62 812-3456-789": the way a number is read out."""
    if not digits.startswith(INDONESIA):
        return f"+{digits}"
    rest = digits[len(INDONESIA) :]
    groups = [rest[:3], *(rest[at : at + 4] for at in range(3, len(rest), 4))]
    return f"+{INDONESIA} {'-'.join(groups)}"


def hidden(digits: str) -> str:
    """Enough for its owner to know it, too little for anybody else to call."""
    return f"+{digits[:2]} … {digits[-3:]}"


def whatsapp_link(digits: str, text: str) -> str:
    return f"https://wa.me/{digits}?text={quote(text[:_LONGEST_TEXT], safe='')}"
