"""What people type on the pages of signal."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault
from kotacerdas.common.faults import sentence
from kotacerdas.common.formats import MINUS
from kotacerdas.common.widgets import LongSelect
from kotacerdas.connectivity.actions.measuring import NewBatch
from kotacerdas.connectivity.actions.reporting import NewReport
from kotacerdas.connectivity.models import Batch, FixedLine, Operator, SignalReport
from kotacerdas.people.models import TerritorialUnit

MOST_BYTES = 9 * 1024 * 1024
FIELD_OF = {
    "signal-report-without-place": "rt",
    "signal-report-of-the-future": "hari",
    "signal-check-without-finding": "temuan",
    "signal-outside": "lon",
    "signal-swapped": "lon",
}
"""Beside which field a fault of the deed is told."""


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _Degrees(forms.DecimalField):
    """With a point or a comma before the decimals; rounded to six, about a hand's breadth."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs take it for a whole number
        text = value.strip().replace(MINUS, "-").replace(",", ".") if isinstance(value, str) else value
        found = super().to_python(text)
        return found if found is None or not found.is_finite() else round(found, 6)


def _degrees(label: Any, help_text: Any) -> forms.DecimalField:
    return _Degrees(
        label=label, required=False, max_digits=9, decimal_places=6, help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )  # fmt: skip


def _kelurahan(units: Iterable[TerritorialUnit], empty: str) -> list[tuple[str, str]]:
    return [("", empty), *((unit.code, unit.name) for unit in sorted(units, key=lambda unit: unit.name))]


class _Form(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def choose(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def asked(self, name: str) -> Any:
        """What cannot be in an address narrows nothing."""
        if not self.is_bound:
            return ""
        self.is_valid()
        return self.cleaned_data.get(name, "")


class _Placed(_Form):
    """A form with an RT and a place in degrees."""

    def clean_rt(self) -> str:
        text: str = self.cleaned_data["rt"]
        return text.zfill(3) if text else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors.keys() & {"lat", "lon"}:
            return given
        lon, lat = given.get("lon"), given.get("lat")
        if lon is not None and lat is not None:
            if words := _no_place(lon, lat):
                self.add_error("lon", words)
        elif lon is not None or lat is not None:
            missing = "lon" if lon is None else "lat"
            self.add_error(missing, gettext("Latitude and longitude belong together."))
        return given


def _no_place(lon: Decimal, lat: Decimal) -> str:
    """What is wrong with them, if they are nowhere on earth."""
    if abs(lon) <= 180 and abs(lat) <= 90:
        return ""
    if abs(lat) <= 180 and abs(lon) <= 90:
        return sentence(
            Fault("signal-swapped", {"lon": f"{lon.normalize():f}", "lat": f"{lat.normalize():f}"})
        )
    return gettext("That is no place on earth.")


class PlaceForm(_Placed):
    """Where somebody wants to know the signal: a kelurahan and RT, or a place."""

    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    kelurahan = forms.ChoiceField(
        label=_("Kelurahan"), required=False, widget=LongSelect(attrs={"class": "form-select"})
    )
    rt = forms.RegexField(r"^[0-9]{1,3}$", label=_("RT"), required=False, max_length=3)
    lat = _degrees(_("Latitude"), "")
    lon = _degrees(_("Longitude"), "")

    def __init__(self, *args: Any, units: Iterable[TerritorialUnit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("kelurahan", _kelurahan(units, gettext("choose")))

    @property
    def place(self) -> tuple[float, float] | None:
        lon, lat = self.asked("lon"), self.asked("lat")
        # Zero is a place, nothing is none.
        return None if lon in (None, "") or lat in (None, "") else (float(lon), float(lat))


class TowerFilter(_Form):
    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    cari = forms.CharField(
        label=_("Code of the site"), required=False, max_length=40, widget=forms.SearchInput
    )
    operator = forms.ChoiceField(label=_("Operator"), required=False)

    def __init__(self, *args: Any, operators: Iterable[Operator], **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("operator", [("", gettext("all")), *((row.code, row.name) for row in operators)])


class LineFilter(_Form):
    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    kelurahan = forms.ChoiceField(label=_("Kelurahan"), required=False)
    tersedia = forms.ChoiceField(label=_("Fixed line"), required=False)

    def __init__(self, *args: Any, units: Iterable[TerritorialUnit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("kelurahan", _kelurahan(units, gettext("all")))
        self.choose("tersedia", [("", gettext("all")), *FixedLine.Available.choices])


class ReportFilter(_Form):
    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    kelurahan = forms.ChoiceField(label=_("Kelurahan"), required=False)
    keadaan = forms.ChoiceField(label=_("State"), required=False)
    sinyal = forms.ChoiceField(label=_("Signal"), required=False)

    def __init__(self, *args: Any, units: Iterable[TerritorialUnit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("kelurahan", _kelurahan(units, gettext("all")))
        self.choose("keadaan", [("", gettext("all")), *SignalReport.State.choices])
        self.choose("sinyal", [("", gettext("all")), *SignalReport.Signal.choices])


class BatchForm(_Form):
    """A file of measurements, and what it is."""

    berkas = forms.FileField(
        label=_("File (CSV)"),
        help_text=_(
            "As your app writes it, such as G-NetTrack, OpenSignal or Ookla; at most 9 MB. It needs latitude, longitude, "
            "operator, and RSRP or the speed."
        ),
    )
    nama = forms.CharField(
        label=_("What it is"), max_length=200, help_text=_("Such as: drive test of the northern ring road.")
    )
    jenis = forms.ChoiceField(label=pgettext_lazy("signal", "Kind"), choices=Batch.Kind.choices)
    hari = forms.DateField(label=_("Day"), help_text=_("Of a longer delivery, its last day."), widget=_day())
    sumber = forms.CharField(label=_("Source"), max_length=500, help_text=_("Who measured, with what."))
    catatan = forms.CharField(label=_("Note"), max_length=500, required=False)
    contoh = forms.BooleanField(
        label=_("These are samples"), required=False, help_text=_("Invented, for trying out. They count only as long as there are no facts.")
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self._today = today

    def clean_berkas(self) -> Any:
        given = self.cleaned_data["berkas"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(gettext("The file is larger than 9 MB. Split it by day or by area."))
        return given

    def clean_hari(self) -> date:
        day: date = self.cleaned_data["hari"]
        if day > self._today:
            raise forms.ValidationError(gettext("That day has not come yet."))
        return day

    def wanted(self) -> NewBatch:
        given = self.cleaned_data
        return NewBatch(
            name=given["nama"].strip(), kind=given["jenis"], day=given["hari"], source=given["sumber"].strip(),
            note=given["catatan"].strip(), is_sample=given["contoh"],
        )  # fmt: skip


class ReportForm(_Placed):
    """One report. No map is needed: kelurahan and RT are enough."""

    kelurahan = forms.ChoiceField(label=_("Kelurahan"), widget=LongSelect(attrs={"class": "form-select"}))
    rt = forms.RegexField(
        r"^[0-9]{1,3}$", label=_("RT"), required=False, max_length=3, help_text=_("The number, such as 7 or 007."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    sinyal = forms.ChoiceField(
        label=_("How is the signal?"), choices=SignalReport.Signal.choices, widget=forms.RadioSelect
    )
    operator = forms.ChoiceField(label=_("Operator"), required=False)
    tempat = forms.ChoiceField(
        label=pgettext_lazy("signal", "Where was it tried?"), widget=forms.RadioSelect, initial="luar",
        choices=[("luar", pgettext_lazy("signal", "outdoors")), ("dalam", pgettext_lazy("signal", "indoors"))],
    )  # fmt: skip
    hari = forms.DateField(label=_("Day"), widget=_day())
    peran = forms.ChoiceField(label=_("Who says so?"), choices=SignalReport.Role.choices)
    nama = forms.CharField(
        label=_("Name"), required=False, max_length=120,
        help_text=_("Only if the office may have to ask back. It is seen by the office alone and taken away after a year."),
    )  # fmt: skip
    uraian = forms.CharField(
        label=_("Words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Seen by the office alone."),
    )  # fmt: skip
    lat = _degrees(_("Latitude"), _("If you know it, such as -1.265400."))
    lon = _degrees(_("Longitude"), _("If you know it, such as 116.831200."))

    def __init__(
        self, *args: Any, units: Mapping[str, TerritorialUnit], operators: Iterable[Operator], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._units = units
        self._operators = {row.code: row for row in operators}
        self.choose("kelurahan", _kelurahan(units.values(), gettext("choose")))
        self.choose(
            "operator",
            [("", gettext("all operators")), *((row.code, row.name) for row in self._operators.values())],
        )

    def wanted(self) -> NewReport:
        given = self.cleaned_data
        return NewReport(
            unit=self._units[given["kelurahan"]], rt=given["rt"], lon=given["lon"], lat=given["lat"], signal=given["sinyal"],
            operator=self._operators.get(given["operator"]), is_indoors=given["tempat"] == "dalam", on=given["hari"],
            role=given["peran"], name=given["nama"].strip(), words=given["uraian"].strip(),
        )  # fmt: skip


class CheckForm(_Form):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    benar = forms.ChoiceField(
        label=_("Is it so?"), widget=forms.RadioSelect,
        choices=[("ya", _("Yes, it was looked at and is true")), ("tidak", _("No, it does not count"))],
    )  # fmt: skip
    temuan = forms.CharField(
        label=_("What the check found"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who looked, when, with what. Without names of residents."),
    )  # fmt: skip
