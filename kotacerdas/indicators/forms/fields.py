"""Numbers and words in two languages, as people type them into forms of indicators."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy

from kotacerdas.common.formats import MINUS
from kotacerdas.common.language import current

_SIGNS = {"id": (".", ","), "en": (",", ".")}
"""The mark between thousands and the one before decimals."""


class Ambiguous(ValueError):
    """Two numbers could be meant: 14.557 is fourteen thousand to one reader and fourteen and a half to the other."""


def read_number(text: str, *, is_whole: bool) -> Decimal:
    """Indonesian and English notation alike, with the decimals that were typed. Raises `Ambiguous`, else `ValueError`.

    Where both could be meant, a number of a whole thing is the whole one, and otherwise the decimal mark of the page counts.
    """
    bare = text.strip().replace(MINUS, "-").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    read = {language: _read(bare, *signs) for language, signs in _SIGNS.items()}
    found = {language: value for language, value in read.items() if value is not None}
    values = set(found.values())
    if is_whole and len(values) > 1:
        values = {value for value in found.values() if value.as_tuple().exponent == 0} or values
    if not values:
        raise ValueError(text[:40])
    if len(values) == 1:
        (value,) = values
        return next(each for each in found.values() if each == value)
    if _SIGNS[current()][1] in bare:
        return found[current()]
    raise Ambiguous(text[:40])


def _read(text: str, thousands: str, point: str) -> Decimal | None:
    whole = rf"(?:[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|[0-9]+)"
    if len(text) > 40 or not re.fullmatch(rf"[+-]?{whole}(?:{re.escape(point)}[0-9]+)?", text):
        return None
    try:
        return Decimal(text.replace(thousands, "").replace(point, "."))
    except InvalidOperation:
        return None


class NumberField(forms.CharField):
    """`is_whole`: what is counted has no fractions, so 746.804 and 746,804 are the same number."""

    def __init__(self, *, is_whole: bool = False, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=60, widget=widget, **options)
        self.is_whole = is_whole

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_number(text, is_whole=self.is_whole)
        except Ambiguous:
            words = gettext(
                "“%(text)s” could mean two numbers. Write it without marks between thousands, and with a decimal comma."
            )
        except ValueError:
            words = gettext("“%(text)s” is no number. Write it as 2,85.")
        raise forms.ValidationError(words % {"text": text[:40]})


LANGUAGES = {"id": pgettext_lazy("language", "Indonesian"), "en": pgettext_lazy("language", "English")}


def area(label: Any, *, required: bool = False, rows: int = 2, most: int = 2000, help_text: Any = "") -> Any:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=most, widget=widget, help_text=help_text
    )
