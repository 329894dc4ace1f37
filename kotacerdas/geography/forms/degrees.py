"""A longitude or latitude, with a decimal comma or a decimal point: degrees have no thousands."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

_NUMBER = re.compile(r"[+-]?\d{1,3}(\.\d{1,15})?")
MINUS = "\N{MINUS SIGN}"


class DegreesField(forms.CharField):
    """At most six decimals; more are rounded away, for a hand's breadth is exact enough."""

    def __init__(self, *, most: int, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **options)
        self._most = most

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value).replace(MINUS, "-").rstrip("°").strip().replace(",", ".")
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise ValidationError(gettext("Write degrees as a number, such as 116.831400."))
        found = Decimal(text)
        if abs(found) > self._most:
            raise ValidationError(gettext("No more than %(most)s degrees.") % {"most": self._most})
        return round(found, 6)

    def prepare_value(self, value: Any) -> Any:
        """Always with a point, as maps on the web write it."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value
