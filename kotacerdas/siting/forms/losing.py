"""What a person may ask of the points that would be missed least."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.indicators.forms.fields import NumberField, area
from kotacerdas.siting.losing.computing import Asked

LEAST_RADIUS, MOST_RADIUS = 30, 5_000
MOST_POINTS = 5_000
MOST_MUSTS = 500

FIELD_OF = {
    "losing-all": "points", "losing-no-costs": "percent", "losing-unknown-point": "musts",
}  # fmt: skip


def address(given: Mapping[str, Any]) -> tuple[int | None, Decimal | None]:
    """`jumlah` and `persen` of an address; what cannot be meant is nothing."""
    points, percent = str(given.get("jumlah", "")), str(given.get("persen", ""))
    if points.isascii() and points.isdigit() and len(points) < 6 and int(points):
        return int(points), None
    try:
        share = Decimal(percent) if len(percent) < 8 else None
    except InvalidOperation:
        share = None
    if share is not None and share.is_finite() and 0 < share < 100:
        return None, share.quantize(Decimal("0.01"))
    return None, None


class AskForm(forms.Form):
    """So many points, or such a share of the money."""

    points = NumberField(
        label=_("Points that go"), required=False, is_whole=True, help_text=_("A number such as 50.")
    )
    percent = NumberField(
        label=_("Or: by how many percent the monthly cost falls"), required=False,
        help_text=_("For example 15. By the contracts that run today; a point whose cost nobody knows is not given up."),
    )  # fmt: skip
    radius = NumberField(
        label=_("How far a point reaches, in metres"), is_whole=True, help_text=_("150 for a phone.")
    )
    musts = area(
        _("Points that must stay"), rows=3, most=20_000,
        help_text=_("Their codes, with blanks or commas between them. What feeds another point stays with it anyhow."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def clean_points(self) -> int | None:
        return self._whole("points", 1, MOST_POINTS)

    def clean_radius(self) -> int | None:
        return self._whole("radius", LEAST_RADIUS, MOST_RADIUS)

    def clean_percent(self) -> Decimal | None:
        given: Decimal | None = self.cleaned_data["percent"]
        if given is None:
            return None
        if not 0 < given < 100:
            raise forms.ValidationError(gettext("Write a share above 0 and below 100 percent."))
        share = given.quantize(Decimal("0.01"))
        if share != given:
            raise forms.ValidationError(gettext("Write at most two decimals."))
        return share

    def clean_musts(self) -> tuple[str, ...]:
        codes = dict.fromkeys(self.cleaned_data["musts"].replace(",", " ").replace(";", " ").split())
        if len(codes) > MOST_MUSTS:
            raise forms.ValidationError(
                gettext("At most %(most)s points can be named.") % {"most": MOST_MUSTS}
            )
        return tuple(codes)

    def _whole(self, name: str, least: int, most: int) -> int | None:
        given: Decimal | None = self.cleaned_data[name]
        if given is None:
            return None
        if given != given.to_integral_value() or not least <= given <= most:
            said = {"least": least, "most": most}
            raise forms.ValidationError(gettext("Write a whole number from %(least)s to %(most)s.") % said)
        return int(given)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if {"points", "percent"} & set(self.errors):
            return given
        named = [each for each in ("points", "percent") if given.get(each) is not None]
        if len(named) != 1:
            raise forms.ValidationError(gettext("Write either a number of points or a share of the cost."))
        return given

    def asked(self) -> Asked:
        given = self.cleaned_data
        return Asked(given["points"], given["percent"], float(given["radius"]), given["musts"])
