"""One place, a file of them, and what their list is narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import FIELD
from kotacerdas.common.widgets import LongSelect
from kotacerdas.geography.actions.places import PlaceValues
from kotacerdas.geography.domain.codes import RESERVED, slug_of
from kotacerdas.geography.domain.outlines.placing import is_in_country
from kotacerdas.geography.forms.degrees import DegreesField
from kotacerdas.geography.models import Place
from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.geography.queries.places import OUTSIDE, Asked
from kotacerdas.imports.domain import limits
from kotacerdas.people.models import TerritorialUnit


class PlaceFilter(forms.Form):
    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    cari = forms.CharField(label=_("Name or code"), required=False, max_length=80, widget=forms.SearchInput)
    jenis = forms.ChoiceField(label=pgettext_lazy("place", "Kind"), required=False)
    kelurahan = forms.ChoiceField(
        label=_("Kelurahan"), required=False, widget=LongSelect(attrs={"class": "form-select"})
    )

    def __init__(self, *args: Any, units: Iterable[TerritorialUnit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self._choose("jenis", PlaceKind.choices)
        self._choose(
            "kelurahan", [*((each.code, each.name) for each in units), (OUTSIDE, gettext("outside all"))]
        )

    def _choose(self, name: str, choices: Iterable[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("all")), *choices]

    def asked(self) -> Asked:
        """What cannot be in an address narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(given.get("cari", "").strip(), given.get("jenis", ""), given.get("kelurahan", ""))


class PlaceForm(forms.Form):
    kode = forms.CharField(
        label=_("Code"), max_length=40, required=False, help_text=_("Left empty, it is made of the name.")
    )
    nama = forms.CharField(label=_("Name"), max_length=200)
    jenis = forms.ChoiceField(label=pgettext_lazy("place", "Kind"), choices=PlaceKind.choices)
    lintang = DegreesField(
        label=_("Latitude"), most=90, help_text=_("In degrees, south of the equator with a minus: -1.265300")
    )
    bujur = DegreesField(label=_("Longitude"), most=180, help_text=_("In degrees: 116.831400"))
    sumber = forms.CharField(label=_("Source"), max_length=500, required=False)

    def __init__(self, given: Any = None, *, place: Place | None = None) -> None:
        super().__init__(given, initial=_initial(place))
        self.label_suffix = ""
        self._place = place
        if place is not None:
            del self.fields["kode"]
            self.fields[FIELD] = forms.IntegerField(widget=forms.HiddenInput)

    def clean_kode(self) -> str:
        code: str = self.cleaned_data["kode"]
        if code and (slug_of(code) != code or code in RESERVED):
            raise ValidationError(_("Small letters, digits and hyphens only, such as sdn-001."))
        return code

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        lon, lat = given.get("bujur"), given.get("lintang")
        if lon is not None and lat is not None and not is_in_country(float(lon), float(lat)):
            if is_in_country(float(lat), float(lon)):
                self.add_error("bujur", _("Longitude and latitude stand the wrong way round."))
            else:
                self.add_error("bujur", _("This place lies outside Indonesia."))
        return given

    def values(self) -> PlaceValues:
        given = self.cleaned_data
        name = given["nama"].strip()
        code = self._place.code if self._place else given["kode"] or slug_of(name) or "tempat"
        is_sample = bool(self._place and self._place.is_sample)
        source = given["sumber"].strip()
        return PlaceValues(code, name, given["jenis"], given["bujur"], given["lintang"], source, is_sample)


def _initial(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "nama": place.name,
        "jenis": place.kind,
        "bujur": place.lon,
        "lintang": place.lat,
        "sumber": place.source,
        FIELD: place.version,
    }


class PointsForm(forms.Form):
    berkas = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_("One point for each place. Its properties become columns, as in a workbook."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def clean_berkas(self) -> Any:
        given = self.cleaned_data["berkas"]
        if given.size > limits.MOST_BYTES:
            raise ValidationError(_("The file is larger than 9 MB. Split it."))
        return given
