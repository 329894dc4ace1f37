"""Two places with their antennas, and the frequency between them; it stands in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence, sentences
from kotacerdas.indicators.forms.fields import NumberField
from kotacerdas.terrain.domain.ends import Asked, End, read_place

FEWEST = ("dari", "ke")
"""Without these nothing was asked yet."""


class PlaceField(forms.CharField):
    """Longitude and latitude, as one copies them out of a map."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})
        super().__init__(max_length=80, widget=widget, **options)

    def clean(self, value: Any) -> tuple[float, float]:
        text = super().clean(value)
        try:
            return read_place(text)
        except Refused as refused:
            raise forms.ValidationError(sentences(refused)) from None


class ProfileForm(forms.Form):
    dari = PlaceField(label=_("Place A"), help_text=_("Longitude, latitude; or move its mark on the map."))
    tinggi_dari = NumberField(label=_("Antenna at A, metres above ground"))
    ke = PlaceField(label=_("Place B"))
    tinggi_ke = NumberField(label=_("Antenna at B, metres above ground"))
    mhz = NumberField(label=_("Frequency in MHz"), is_whole=True)
    nama_dari = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    nama_ke = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    kota = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def asked(self) -> Asked:
        """Of a valid form."""
        given = self.cleaned_data
        first, last = (self._end(given, name) for name in FEWEST)
        return Asked(first, last, float(given["mhz"]))

    def _end(self, given: dict[str, Any], name: str) -> End:
        lon, lat = given[name]
        return End(lon, lat, float(given[f"tinggi_{name}"]), given[f"nama_{name}"].strip())

    def refuse(self, refused: Refused) -> None:
        """Each fault beside its field, the others above all."""
        for fault in refused.faults:
            self.add_error(fault.column if fault.column in self.fields else None, sentence(fault))
