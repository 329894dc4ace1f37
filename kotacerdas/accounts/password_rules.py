"""Refuses passwords that are long only by what everybody adds: a common word doubled, or with a year behind it."""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kotacerdas.people.models import City

# What somebody would try first at the door of this system, alone or joined; the names of its cities are added.
OF_THIS_PLACE = (
    "admin", "administrator", "bappeda", "cerdas", "city", "dinas", "diskominfo", "indonesia", "kabupaten", "kata",
    "kota", "operator", "password", "pemerintah", "pemkab", "pemkot", "program", "rahasia", "sandi", "smart",
)  # fmt: skip
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
# Beyond this nobody doubles a word, and looking for it would take long.
LONGEST = 64


class NoCommonCore:
    """`Balikpapan2026!`, `passwordpassword` and `kotacerdas-2026` are guessed as fast as the word inside them."""

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        core = _once(EDGES.sub("", password.lower()))
        if not core or core in self.common or _of_this_place(core):
            raise ValidationError(self.get_help_text(), code="password_common_core")

    def get_help_text(self) -> str:
        return _("Your password can't be a common word doubled, or one with only digits and signs around it.")


def _of_this_place(core: str) -> bool:
    """`SmartCity-Balikpapan`: nothing but words of this system and names of the cities that use it."""
    names = City.objects.members().values_list("name", flat=True)
    words = {*OF_THIS_PLACE, *(part for name in names for part in re.findall(r"[a-z]{3,}", name.lower()))}
    # Possessive: a long password of such words must not be parted in every possible way.
    pattern = f"(?:{'|'.join(sorted(words, key=len, reverse=True))}|[\\W\\d_])++"
    return bool(re.fullmatch(pattern, core))


def _once(word: str) -> str:
    """`abcabc` is `abc` twice."""
    if len(word) > LONGEST:
        return word
    doubled = re.fullmatch(r"(.+?)[\W\d_]*(?:\1[\W\d_]*)+", word)
    return doubled[1] if doubled else word
