"""What a person may type about forecasts: how far, scenarios with their drivers, balances."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.indicators import findings_foresight as findings
from kotacerdas.indicators.actions.foreseeing import BalanceWords, ScenarioWords
from kotacerdas.indicators.domain.forecasting import drivers
from kotacerdas.indicators.forms.fields import NumberField
from kotacerdas.indicators.models import Balance, Indicator, Scenario, Series
from kotacerdas.indicators.queries.foresight import Foresight

SPARE_DRIVERS = 2
PREFIX = "pendorong"
_YEAR = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 4}


class _Plain(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""


class SeriesFilter(_Plain):
    """Which series is foreseen, and under which scenario; a field with one choice is left out."""

    seri = forms.ChoiceField(label=_("Series"), required=False)
    skenario = forms.ChoiceField(label=_("Scenario"), required=False)
    kota = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, series: Sequence[Series], scenarios: Sequence[Scenario], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        _choose(self, "seri", [(str(each.pk), findings.series_name(each)) for each in series])
        named = [(each.code, each.title) for each in scenarios]
        _choose(self, "skenario", [("", _("none: the past alone")), *named])

    @property
    def is_needed(self) -> bool:
        return any(not field.is_hidden for field in self)


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    if len(choices) < 2:
        del form.fields[name]
        return
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class ForeseeForm(_Plain):
    horizon = forms.IntegerField(
        label=_("Periods ahead"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, of: Foresight, **options: Any) -> None:
        options.setdefault("initial", {"horizon": of.usual_horizon})
        super().__init__(*args, **options)
        self.furthest = of.furthest
        self.fields["horizon"].help_text = gettext("Counted in %(periods)s, at most %(most)s: never further ahead than the figures reach back.") % {
            "periods": findings.frequency(of.series), "most": formats.number(of.furthest)
        }  # fmt: skip

    def clean_horizon(self) -> int:
        horizon: int = self.cleaned_data["horizon"]
        if not 1 <= horizon <= self.furthest:
            raise forms.ValidationError(self.fields["horizon"].help_text)
        return horizon


class ScenarioForm(_Plain):
    """Its drivers are forms of their own, sent with it."""

    title_id = forms.CharField(label=_("Title in Indonesian"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kept: Scenario | None = None, **options: Any) -> None:
        if kept is not None:
            words = {"title_id": kept.title_id, "title_en": kept.title_en, "version": kept.version}
            options.setdefault("initial", words)
        super().__init__(*args, **options)

    def wanted(self, lines: Sequence["DriverForm"]) -> ScenarioWords:
        rows = [row for line in lines if (row := line.row()) is not None]
        return ScenarioWords(self.cleaned_data["title_id"], self.cleaned_data["title_en"], rows)


class DriverForm(_Plain):
    """One driver; empty ones are no drivers, and one whose size is taken out goes away."""

    indicator = forms.ChoiceField(label=_("Indicator that is driven"), required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("driver", "Kind"), required=False,
        choices=[("growth", _("extra growth, in percent a year")), ("amount", _("extra units a year"))],
    )  # fmt: skip
    size = NumberField(
        label=pgettext_lazy("driver", "How much a year"), required=False,
        help_text=_("Beside what the past alone would bring; with a minus if less."),
    )  # fmt: skip
    start = forms.IntegerField(label=_("From the year"), required=False, widget=forms.TextInput(attrs=_YEAR))
    end = forms.IntegerField(
        label=_("To the year"), required=False, widget=forms.TextInput(attrs=_YEAR), help_text=_("Empty: it goes on.")
    )  # fmt: skip

    def __init__(self, *args: Any, indicators: Sequence[Indicator], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *((each.code, findings.with_unit_name(each)) for each in indicators)]

    def row(self) -> Mapping[str, Any] | None:
        given = self.cleaned_data
        if given.get("size") is None and not given.get("start"):
            return None
        size = given.get("size")
        return {
            "indicator": given.get("indicator") or "", "kind": given.get("kind"),
            "size": "" if size is None else str(size), "start": given.get("start"), "end": given.get("end"),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        row = None if self.errors else self.row()
        if row is not None:
            try:
                drivers.read([row])
            except Refused as refused:
                for fault in refused.faults:
                    words = sentence(type(fault)(fault.kind, fault.values))
                    self.add_error(_FIELD_OF.get(fault.kind), words)
        return given


_FIELD_OF = {
    "driver-of-nothing": "indicator", "driver-unknown": "kind", "driver-without-size": "size",
    "driver-growth-absurd": "size", "driver-amount-absurd": "size", "driver-years": "start",
    "driver-ends-before": "end",
}  # fmt: skip


def driver_forms(
    typed: Any, kept: Sequence[Mapping[str, Any]], indicators: Sequence[Indicator]
) -> list[DriverForm]:
    """Those that are kept and some empty ones; of what was sent, as many as were sent."""
    rows: list[Mapping[str, Any] | None] = [_shown(each) for each in kept]
    count = len(rows) + SPARE_DRIVERS
    if typed is not None:
        sent = [int(key.split("-")[1]) for key in typed if _is_of_a_driver(key)]
        count = min(drivers.MOST_DRIVERS, max(sent, default=-1) + 1)
    rows += [None] * count
    return [
        DriverForm(typed, prefix=f"{PREFIX}-{at}", initial=rows[at], indicators=indicators)
        for at in range(count)
    ]


def _is_of_a_driver(key: str) -> bool:
    parts = key.split("-")
    return (
        len(parts) == 3
        and parts[0] == PREFIX
        and parts[1].isascii()
        and parts[1].isdigit()
        and len(parts[1]) < 4
    )


def _shown(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**row, "size": formats.number(Decimal(str(row["size"])))}


class BalanceForm(_Plain):
    """Shares are typed in percent."""

    title_id = forms.CharField(label=_("Title in Indonesian"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    people = forms.ChoiceField(
        label=_("Population"), help_text=_("Its forecast says how many people will need water.")
    )
    capacity = forms.ChoiceField(
        label=_("Capacity"),
        help_text=_("What the sources give. The last figure known stays for later years."),
    )
    per_head = NumberField(label=_("Litres a head and day"))
    served = NumberField(label=_("Percent of people served"))
    losses = NumberField(label=_("Percent lost on the way"))
    basis = forms.CharField(
        label=_("Where these come from"), required=False, max_length=400,
        help_text=_("Such as the plan of the water company and its page."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, series: Sequence[Series], kept: Balance | None = None, **options: Any
    ) -> None:
        if kept is not None:
            options.setdefault("initial", _of_balance(kept))
        super().__init__(*args, **options)
        self.series = {str(each.pk): each for each in series}
        choices = [
            ("", "–"),
            *((pk, findings.series_with_indicator(each)) for pk, each in self.series.items()),
        ]
        _choose_all(self, ("people", "capacity"), choices)

    def wanted(self) -> BalanceWords:
        given = self.cleaned_data
        return BalanceWords(
            title_id=given["title_id"], title_en=given["title_en"],
            people=self.series[given["people"]], capacity=self.series[given["capacity"]],
            per_head=given["per_head"], served=given["served"] / 100, losses=given["losses"] / 100,
            basis=given["basis"],
        )  # fmt: skip


def _choose_all(form: forms.Form, names: Sequence[str], choices: Sequence[tuple[str, Any]]) -> None:
    for name in names:
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _of_balance(kept: Balance) -> dict[str, Any]:
    return {
        "title_id": kept.title_id, "title_en": kept.title_en, "people": str(kept.people_id),
        "capacity": str(kept.capacity_id), "per_head": formats.number(kept.per_head.normalize()),
        "served": formats.number((kept.served * 100).normalize()),
        "losses": formats.number((kept.losses * 100).normalize()),
        "basis": kept.basis, "version": kept.version,
    }  # fmt: skip
