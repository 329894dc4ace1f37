"""Refuses passwords that are long only by what everybody adds: a common word doubled, or with a year behind it."""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What somebody would try first at the door of this system.
OF_THIS_PLACE = {
    "kotacerdas",
    "smartcity",
    "pemkot",
    "pemkab",
    "diskominfo",
    "bappeda",
    "indonesia",
    "balikpapan",
}
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
# Beyond this nobody doubles a word, and looking for it would take long.
LONGEST = 64


class NoCommonCore:
    """`Balikpapan2026!`, `passwordpassword` and `kotacerdas-2026` are guessed as fast as the word inside them."""

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        core = _once(EDGES.sub("", password.lower()))
        if not core or core in self.common or core in OF_THIS_PLACE:
            raise ValidationError(self.get_help_text(), code="password_common_core")

    def get_help_text(self) -> str:
        return _("Your password can't be a common word doubled, or one with only digits and signs around it.")


def _once(word: str) -> str:
    """`abcabc` is `abc` twice."""
    if len(word) > LONGEST:
        return word
    doubled = re.fullmatch(r"(.+?)[\W\d_]*(?:\1[\W\d_]*)+", word)
    return doubled[1] if doubled else word
