"""One figure with its source, why it is taken away, a series that begins anew, a target."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.followup.forms.fields import DayField
from kotacerdas.indicators import findings, words
from kotacerdas.indicators.actions import NewSeries, Written
from kotacerdas.indicators.domain import figures, periods
from kotacerdas.indicators.forms.fields import NumberField, area
from kotacerdas.indicators.models import Indicator, Observation, Series, Target


class _Plain(forms.Form):
    """With the version it was made from, where a row can be changed by two people."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""


def value_field(indicator: Indicator, label: Any) -> forms.Field:
    """A number, or one of the opinions of the indicator."""
    if indicator.labels:
        ordered = sorted(indicator.labels, key=lambda key: -float(key))
        choices = [(key, findings.opinion(indicator, Decimal(key))) for key in ordered]
        return forms.TypedChoiceField(label=label, choices=[("", "–"), *choices], coerce=Decimal)
    unit = (
        _("In %(unit)s, with as many decimals as were published.") % {"unit": indicator.unit}
        if indicator.unit
        else _("With as many decimals as were published.")
    )
    return NumberField(label=label, is_whole=indicator.places == 0, help_text=unit)


class FigureForm(_Plain):
    """`kept` is the figure that stands; with one, the period is not asked again and a reason is."""

    period = forms.CharField(
        label=pgettext_lazy("figure", "Period"),
        max_length=12,
        help_text=_("A year such as 2024, a half year 2024-S1, a quarter 2024-Q3 or a month 2024-07."),
    )
    status = forms.ChoiceField(label=pgettext_lazy("figure", "Status"), widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=400,
        help_text=_("Who published it, and in what. A fact needs it."),
    )
    source_url = forms.URLField(
        label=_("Address of the source"), required=False, max_length=500, assume_scheme="https"
    )
    source_dated = DayField(label=_("Date of the source"), required=False)
    note_id = area(_("Note (Indonesian)"))
    note_en = area(_("Note (English)"))
    reason = area(
        _("Why it changes"), most=400, help_text=_("It stands beside the earlier figure for all to read.")
    )

    def __init__(self, *args: Any, series: Series, kept: Observation | None = None, **options: Any) -> None:
        self.series, self.kept = series, kept
        options.setdefault("initial", self._initial())
        super().__init__(*args, **options)
        self.fields["value"] = value_field(series.indicator, pgettext_lazy("figure", "Value"))
        self.order_fields(["version", "period", "value", "status"])
        statuses = ("sample",) if series.is_sample else ("fact", "estimate")
        status = self.fields["status"]
        assert isinstance(status, forms.ChoiceField)
        status.choices = [(each, str(words.STATUSES[each])) for each in statuses]
        if kept is None:
            del self.fields["reason"]
        else:
            del self.fields["period"]

    def _initial(self) -> dict[str, Any]:
        first = "sample" if self.series.is_sample else "fact"
        if self.kept is None:
            return {"status": first, "version": 0}
        row, source = self.kept, self.kept.source
        indicator = self.series.indicator
        value = f"{row.value.normalize():f}" if indicator.labels else formats.number(row.value, row.places)
        return {
            "value": value,
            "status": row.status,
            "source": source.title if source else "",
            "source_url": source.url if source else "",
            "source_dated": source.dated_on if source else None,
            "note_id": row.note_id,
            "note_en": row.note_en,
            "version": row.version,
        }

    def clean_period(self) -> str:
        """Read here, so that it is told together with whatever else is wrong."""
        try:
            return str(periods.read(self.cleaned_data["period"]))
        except Refused as refused:
            raise forms.ValidationError(sentences(refused)) from None

    def wanted(self) -> Written:
        given = self.cleaned_data
        return Written(
            period=self.kept.period if self.kept else given["period"],
            figure=figures.written(given["value"]),
            status=given["status"],
            note_id=given["note_id"],
            note_en=given["note_en"],
            **self._source(),
        )

    def _source(self) -> dict[str, Any]:
        """The row that is kept already if its words were left as they are: a shipped source has a key, a typed one has not."""
        given = self.cleaned_data
        typed = {
            "source": given["source"],
            "source_url": given["source_url"],
            "source_dated": given["source_dated"],
        }
        source = self.kept.source if self.kept else None
        if source and (source.title, source.url, source.dated_on) == tuple(typed.values()):
            return {"kept_source": source}
        return typed

    def why(self) -> str:
        """ "" for a figure that is new."""
        return str(self.cleaned_data.get("reason", ""))


FIELD_OF = {
    "period-unreadable": "period",
    "period-of-another-kind": "period",
    "fact-of-the-future": "status",
    "fact-without-source": "source",
    "fact-among-samples": "status",
    "sample-among-facts": "status",
    "figure-too-large": "value",
    "figure-too-fine": "value",
    "figure-too-small-for-indicator": "value",
    "figure-too-large-for-indicator": "value",
    "figure-no-opinion": "value",
    "target-without-plan": "basis",
    "indicator-code-taken": "code",
    "indicator-bounds": "least",
    "unit-of-figures": "unit_id",
    "series-without-reason": "break_note_id",
    "reason-missing": "reason",
}
"""Beside which field a fault is told; every other one stands above the form."""


class RemoveForm(_Plain):
    reason = area(_("Reason"), required=True, rows=3, most=400)


class SeriesForm(_Plain):
    """What cannot be compared with the figures so far: a new method, another unit, other periods, a sample."""

    title_id = forms.CharField(
        label=_("Name (Indonesian)"), max_length=200, help_text=_("Such as “Metode baru 2024”.")
    )
    title_en = forms.CharField(label=_("Name (English)"), max_length=200)
    break_note_id = area(_("Why it begins anew (Indonesian)"), required=True, most=400)
    break_note_en = area(_("Why it begins anew (English)"), required=True, most=400)
    frequency = forms.ChoiceField(
        label=pgettext_lazy("series", "Counted in"),
        choices=[(each, words.FREQUENCIES[each]) for each in periods.PARTS],
    )
    unit_id = forms.CharField(
        label=_("Unit (Indonesian)"),
        required=False,
        max_length=60,
        help_text=_("Only if it is another one than before."),
    )
    unit_en = forms.CharField(label=_("Unit (English)"), required=False, max_length=60)
    is_sample = forms.BooleanField(
        label=_("Its figures are samples"),
        required=False,
        help_text=_("Invented figures, drawn dashed and marked everywhere."),
    )

    def __init__(self, *args: Any, taken: frozenset[str] = frozenset(), **options: Any) -> None:
        super().__init__(*args, **options)
        self.taken = taken

    def clean_title_id(self) -> str:
        title = str(self.cleaned_data["title_id"])
        label = _label(title)
        if not label:
            raise forms.ValidationError(gettext("The name needs at least one letter or figure."))
        if label in self.taken:
            raise forms.ValidationError(
                gettext("There is a series with this name already. Choose another name.")
            )
        return title

    def wanted(self, city: Any) -> NewSeries:
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return NewSeries(city=city, label=_label(given["title_id"]), **given)


def _label(title: str) -> str:
    """The mark of the series in addresses and files."""
    return slugify(title)[:40].strip("-")


class TargetForm(_Plain):
    year = forms.IntegerField(
        label=_("Year"), min_value=periods.FIRST_YEAR, max_value=periods.LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("From which plan"),
        max_length=200,
        help_text=_("Such as RPJMD 2025-2029, with its page or table."),
    )
    is_sample = forms.BooleanField(label=_("It is a sample"), required=False)

    def __init__(self, *args: Any, indicator: Indicator, kept: Target | None = None, **options: Any) -> None:
        self.kept = kept
        options.setdefault("initial", self._initial(indicator))
        super().__init__(*args, **options)
        self.fields["value"] = value_field(indicator, pgettext_lazy("indicator", "Target"))
        self.order_fields(["version", "year", "value", "basis"])
        if kept is not None:
            del self.fields["year"]

    def _initial(self, indicator: Indicator) -> dict[str, Any]:
        kept = self.kept
        if kept is None:
            return {"version": 0}
        value = kept.value.normalize()
        shown = f"{value:f}" if indicator.labels else formats.number(value)
        return {"value": shown, "basis": kept.basis, "is_sample": kept.is_sample, "version": kept.version}

    def wanted(self) -> dict[str, Any]:
        given = self.cleaned_data
        source = self.kept.source if self.kept else None
        year = self.kept.year if self.kept else given["year"]
        return {
            "year": year, "value": given["value"], "basis": given["basis"], "is_sample": given["is_sample"],
            "source": source,
        }  # fmt: skip
