"""What a run of coverage is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.coverage.findings import measure
from kotacerdas.coverage.serving import Settings
from kotacerdas.indicators.forms.fields import NumberField
from kotacerdas.terrain.domain.looking import HIGHEST_MAST

LEAST_RADIUS, MOST_RADIUS = 20, 5_000
BANDS = ((2437.0, 2.4), (5200.0, 5.0), (5775.0, 5.8))
"""The middle of a band in MHz, and its name in GHz."""


class RunForm(forms.Form):
    radius = forms.IntegerField(
        label=_("Radius in metres"), min_value=LEAST_RADIUS, max_value=MOST_RADIUS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("How far a point may serve: a phone up to some 150 m, other places up to 5,000 m."),
    )  # fmt: skip
    point = NumberField(
        label=_("Height of antennas that nobody has written down, in metres"),
        help_text=_("Points whose height is known keep theirs."),
    )
    receiver = NumberField(
        label=_("Height of the phone above ground, in metres"), help_text=_("Usually 1.5.")
    )
    band = forms.TypedChoiceField(
        label=_("Frequency"), coerce=float, choices=[], widget=forms.RadioSelect,
        help_text=_("It changes the signal, not who is seen."),
    )  # fmt: skip

    def __init__(self, *args: Any, usual: Settings, **options: Any) -> None:
        initial = {
            "radius": round(usual.radius_m), "point": measure(usual.point_m), "receiver": measure(usual.receiver_m),
            "band": f"{usual.mhz:g}",
        }  # fmt: skip
        super().__init__(*args, **{"initial": initial, **options})
        self.label_suffix = ""
        bands = {f"{mhz:g}": f"{measure(ghz)} GHz" for mhz, ghz in BANDS}
        known = {f"{usual.mhz:g}": f"{usual.mhz:g} MHz"} | bands
        field = self.fields["band"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(known.items())

    def clean_point(self) -> float:
        return self._height("point")

    def clean_receiver(self) -> float:
        return self._height("receiver")

    def _height(self, name: str) -> float:
        given = self.cleaned_data[name]
        if given is None or not 0 <= given <= HIGHEST_MAST:
            raise forms.ValidationError(
                _("Write a height from 0 to %(most)s metres.") % {"most": f"{HIGHEST_MAST:g}"}
            )
        return float(given)

    def wanted(self) -> Settings:
        given = self.cleaned_data
        return Settings(float(given["radius"]), given["receiver"], given["point"], given["band"])
