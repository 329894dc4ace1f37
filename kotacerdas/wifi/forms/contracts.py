"""A contract, the points it pays for, and what the gap report is asked."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault
from kotacerdas.common.faults import sentence
from kotacerdas.followup.forms.fields import DayField
from kotacerdas.indicators.forms.fields import NumberField, area
from kotacerdas.wifi.actions import ContractWords
from kotacerdas.wifi.domain.spans import Span
from kotacerdas.wifi.models import Contract

FIELD_OF = {
    "wifi-contract-dates": "ends_on",
    "wifi-contract-cost": "monthly_cost",
    "wifi-contract-code-taken": "code",
    "wifi-points-unknown": "points",
}
_LINE = re.compile(r"([A-Za-z0-9_-]+)(?:\s*[;:\t]\s*(?:Rp\.?\s*)?([\d.,]+))?")
MOST_YEARS = 20


class ContractForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Stands in addresses, and stays: wifi-2027.")
    )
    number = forms.CharField(label=_("Number of the contract"), max_length=120)
    provider = forms.CharField(label=_("Provider"), max_length=200)
    starts_on = DayField(label=_("Begins on"))
    ends_on = DayField(label=_("Ends on"))
    monthly_cost = NumberField(
        label=_("Cost of a point a month in rupiah"),
        required=False,
        is_whole=True,
        help_text=_("Single points may cost otherwise."),
    )
    money = forms.ChoiceField(
        label=_("Source of the money"),
        required=False,
        choices=[("", _("not known")), *Contract.Money.choices],
    )
    document = forms.CharField(label=_("Where the document is"), max_length=500, required=False)
    note = area(_("Note"), help_text=_("Everybody can read it."), most=1000)

    def __init__(self, *args: Any, kept: Contract | None = None, **options: Any) -> None:
        if kept is not None:
            options.setdefault("initial", _initial(kept))
        super().__init__(*args, **options)
        if kept is not None:
            del self.fields["code"]

    def clean_monthly_cost(self) -> int | None:
        value = self.cleaned_data["monthly_cost"]
        if value is not None and value != value.to_integral_value():
            raise forms.ValidationError(gettext("Write whole rupiah, such as 550.000."))
        return None if value is None else int(value)

    def wanted(self) -> ContractWords:
        return ContractWords(
            **{name: value for name, value in self.cleaned_data.items() if name not in {"version", "code"}}
        )


def _initial(contract: Contract) -> dict[str, Any]:
    names = ("version", "number", "provider", "starts_on", "ends_on", "money", "document", "note")
    cost = "" if contract.monthly_cost is None else formats.number(contract.monthly_cost)
    return {**{name: getattr(contract, name) for name in names}, "monthly_cost": cost}


class PointsForm(forms.Form):
    """A line for each point: its code, and after a semicolon its own cost a month."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    points = forms.CharField(
        label=_("Points that it pays for"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("A line for each point: WIFI-001, or with its own cost a month WIFI-001; 550000."),
    )

    def __init__(self, *args: Any, kept: Contract, **options: Any) -> None:
        options.setdefault("initial", {"version": kept.version, "points": paid_lines(kept)})
        super().__init__(*args, **options)

    def clean_points(self) -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for number, line in enumerate(self.cleaned_data["points"].splitlines(), start=1):
            if not (text := line.strip()):
                continue
            read = _LINE.fullmatch(text)
            if read is None:
                raise forms.ValidationError(
                    sentence(Fault("wifi-cost-unreadable", {"line": number, "text": text[:60]}))
                )
            cost = re.sub(r"[.,]", "", read[2]) if read[2] else ""
            found[read[1]] = int(cost) if cost else None
        return found

    def costs(self) -> dict[str, int | None]:
        """By the code of a point."""
        found: dict[str, int | None] = self.cleaned_data["points"]
        return found


def paid_lines(contract: Contract) -> str:
    rows = contract.payments.select_related("point").order_by("point__code")
    return "\n".join(
        row.point.code if row.monthly_cost is None else f"{row.point.code}; {row.monthly_cost}"
        for row in rows
    )


class GapFilter(forms.Form):
    """The period of the report; both days are in it."""

    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    dari = DayField(label=_("From"), required=False)
    sampai = DayField(label=_("Until"), required=False)

    def period(self, usual: Span) -> Span:
        """What was asked where it is a period, else the usual one."""
        first, last = (
            self.cleaned_data.get(name) if self.is_valid() else None for name in ("dari", "sampai")
        )
        first, last = first or usual.first, last or usual.last
        is_one = first <= last and (last - first).days <= MOST_YEARS * 366 and last.year < date.max.year
        return Span(first, last) if is_one else usual

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        first, last = given.get("dari"), given.get("sampai")
        if first and last and last < first:
            self.add_error("sampai", gettext("The days are reversed: the period ends before it begins."))
        return given


class NextFilter(forms.Form):
    """When the next contract would start."""

    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    mulai = DayField(label=pgettext_lazy("wifi", "The next contract starts on"), required=False)

    def starts_on(self, usual: date, *, today: date) -> date:
        given = self.cleaned_data.get("mulai") if self.is_valid() else None
        return given if given and given.year < today.year + MOST_YEARS else usual
