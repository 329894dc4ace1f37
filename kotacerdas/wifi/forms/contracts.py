"""A contract, the points it pays for, and what the gap report is asked."""

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
from kotacerdas.wifi.domain import paying
from kotacerdas.wifi.domain.spans import Span
from kotacerdas.wifi.models import Contract
from kotacerdas.wifi.queries.gaps import FAR

FIELD_OF = {
    "wifi-contract-dates": "ends_on",
    "wifi-contract-cost": "monthly_cost",
    "wifi-contract-code-taken": "code",
    "wifi-points-unknown": "points",
}


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
    """A line for each point: its code, and after a colon its own cost a month."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    points = forms.CharField(
        label=_("Points that it pays for"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("A line for each point: WIFI-001, or with its own cost a month WIFI-001: 550000."),
    )

    def __init__(self, *args: Any, kept: Contract, **options: Any) -> None:
        options.setdefault("initial", {"version": kept.version, "points": paid_lines(kept)})
        super().__init__(*args, **options)

    def clean_points(self) -> dict[str, int | None]:
        costs, wrong = paying.read(self.cleaned_data["points"])
        if wrong:
            raise forms.ValidationError(sentence(Fault("wifi-points-unreadable", {"text": wrong[0][:60]})))
        return costs

    def costs(self) -> dict[str, int | None]:
        """By the code of a point."""
        found: dict[str, int | None] = self.cleaned_data["points"]
        return found


def paid_lines(contract: Contract) -> str:
    rows = contract.payments.select_related("point")
    return paying.written({row.point.code: row.monthly_cost for row in rows}, between="\n")


class GapFilter(forms.Form):
    """The period of the report; both days are in it. The day of the other form on the page is carried along."""

    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    mulai = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    dari = DayField(label=_("From"), required=False)
    sampai = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, usual: Span, **options: Any) -> None:
        super().__init__(*args, **options)
        self._usual = usual

    @property
    def period(self) -> Span:
        """What was asked where it is a period, else the usual one."""
        return Span(*self._days()) if self.is_valid() else self._usual

    def _days(self) -> tuple[date, date]:
        given = self.cleaned_data
        return given.get("dari") or self._usual.first, given.get("sampai") or self._usual.last

    def clean(self) -> dict[str, Any]:
        first, last = self._days()
        if last < first:
            self.add_error("sampai", gettext("The days are reversed: the period ends before it begins."))
        elif last - first > FAR:
            self.add_error("sampai", gettext("The period is longer than %(years)s years.") % _most())
        return self.cleaned_data


class NextFilter(forms.Form):
    """When the next contract would start. The days of the other form on the page are carried along."""

    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    dari = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    sampai = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    mulai = DayField(label=pgettext_lazy("wifi", "The next contract starts on"), required=False)

    def __init__(self, *args: Any, usual: date, today: date, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_lalu_%s"} | options)
        self._usual, self._today = usual, today

    @property
    def starts_on(self) -> date:
        """What was asked where it can be, else the usual day."""
        return (self.cleaned_data["mulai"] or self._usual) if self.is_valid() else self._usual

    def clean_mulai(self) -> date | None:
        given: date | None = self.cleaned_data["mulai"]
        if given is not None and abs(given - self._today) > FAR:
            raise forms.ValidationError(gettext("That day is more than %(years)s years away.") % _most())
        return given


def _most() -> dict[str, str]:
    return {"years": formats.number(FAR.days // 366)}
