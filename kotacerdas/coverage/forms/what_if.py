"""The form that tries one point elsewhere, for whoever types a place instead of dragging a mark."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.coverage.domain.wishes import LONGEST_CODE
from kotacerdas.geography.forms.degrees import DegreesField
from kotacerdas.terrain.domain.looking import HIGHEST_MAST

DEEDS = (
    ("move", _("Move a point")),
    ("add", _("Add a point")),
    ("remove", _("Take a point away")),
)


class TrialForm(forms.Form):
    deed = forms.ChoiceField(label=_("What to try"), choices=DEEDS, initial="move")
    point = forms.CharField(
        label=_("Point"),
        max_length=LONGEST_CODE,
        help_text=_("Its code, as in the list; a new one gets any name."),
    )
    lon = DegreesField(label=_("Longitude"), most=180, required=False, help_text=_("For example 116.8314."))
    lat = DegreesField(label=_("Latitude"), most=90, required=False, help_text=_("For example -1.2675."))
    height = forms.FloatField(
        label=_("Height of the antenna in metres"), required=False, min_value=0, max_value=HIGHEST_MAST, localize=True,
        help_text=_("Empty: as it is, or as is usual."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "coba-%s", **options})
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("deed") in ("move", "add"):
            for name in ("lon", "lat"):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, gettext("Say where it would stand."))
        return given

    def wishes(self) -> dict[str, Any]:
        """As a script would send it."""
        given = self.cleaned_data
        if given["deed"] == "remove":
            return {"removes": [given["point"]]}
        place = {
            "code": given["point"],
            "lon": float(given["lon"]),
            "lat": float(given["lat"]),
            "height": given["height"],
        }
        return {f"{given['deed']}s": [place]}
