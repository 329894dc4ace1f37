"""States, inspections, photos, patterns and files of points, as an officer sends them."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.files.domain import kinds
from kotacerdas.files.fields import checked
from kotacerdas.followup.forms.fields import DayField
from kotacerdas.indicators.forms.fields import NumberField, area
from kotacerdas.wifi.actions import Found, Shot, Switch
from kotacerdas.wifi.models import OffReason

SWITCH_FIELD_OF = {
    "wifi-state-in-future": "since",
    "wifi-state-before-installed": "since",
    "wifi-off-without-reason": "reason",
}
PHOTO_FIELD_OF = {"wifi-photo-unreadable": "photo", "wifi-photo-too-large": "photo"}
INSPECT_FIELD_OF = {
    **PHOTO_FIELD_OF,
    "wifi-inspected-in-future": "on",
    "wifi-inspection-empty": "findings",
    "wifi-measured-speed": "measured_mbps",
}
ON, OFF = "on", "off"


class SwitchForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What is so"),
        choices=[(OFF, pgettext_lazy("wifi points", "off")), (ON, pgettext_lazy("wifi points", "on"))],
        widget=forms.RadioSelect,
    )
    since = DayField(label=_("Since which day"))
    reason = forms.ChoiceField(
        label=_("Why"), required=False, choices=[("", _("only for “off”")), *OffReason.choices]
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, help_text=_("Everybody can read it.")
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        options.setdefault("initial", {"since": today})
        super().__init__(*args, **options)

    def wanted(self) -> Switch:
        given = self.cleaned_data
        return Switch(given["state"] == ON, given["since"], given["reason"], given["note"])


class SwitchManyForm(SwitchForm):
    """`codes` are typed or pasted, or filled in from what the list shows."""

    codes = forms.CharField(
        label=_("Codes of the points"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line, or with commas in between."),
    )

    field_order = ("codes", "state", "since", "reason", "note")

    def clean_codes(self) -> list[str]:
        return list(dict.fromkeys(filter(None, re.split(r"[\s,;]+", self.cleaned_data["codes"]))))


def _photo(*, required: bool) -> forms.FileField:
    return forms.FileField(
        label=_("Photo"),
        required=required,
        help_text=_("JPEG or PNG. The place and the device that the camera noted are taken out."),
    )


def _read(upload: Any) -> bytes:
    return bytes(checked(upload, allowed=kinds.PICTURES).read())


class InspectForm(forms.Form):
    on = DayField(label=_("Day"))
    inspector = forms.CharField(label=_("Which office or company looked"), max_length=200, required=False)
    findings = area(_("What was found"), required=True, rows=4)
    measured_mbps = NumberField(label=_("Measured speed in Mbit/s"), required=False)
    is_published = forms.BooleanField(
        label=_("Everybody may read it"),
        required=False,
        help_text=_("The photo stays with the offices until it is published on the page of the point."),
    )
    photo = _photo(required=False)
    caption = forms.CharField(label=_("What the photo shows"), max_length=200, required=False)

    def clean_photo(self) -> bytes | None:
        upload = self.cleaned_data["photo"]
        return _read(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("photo") and not given.get("caption"):
            self.add_error("caption", gettext("Say what the photo shows, and choose the photo again."))
        return given

    def wanted(self) -> Found:
        given = self.cleaned_data
        return Found(
            given["on"], given["findings"], given["inspector"], given["measured_mbps"], given["is_published"]
        )

    def shot(self) -> Shot | None:
        content = self.cleaned_data["photo"]
        return Shot(content, self.cleaned_data["caption"]) if content else None


class PhotoForm(forms.Form):
    photo = _photo(required=True)
    caption = forms.CharField(label=_("What it shows"), max_length=200)
    is_published = forms.BooleanField(
        label=_("Everybody may see it"), required=False, help_text=_("Only without faces and number plates.")
    )

    def clean_photo(self) -> bytes:
        return _read(self.cleaned_data["photo"])


class PatternForm(forms.Form):
    code = forms.SlugField(label=_("Code"), max_length=40)
    file = forms.FileField(
        label=_("File"), help_text=_("MSI (Planet), or CSV with a row for each angle: angle, gain in dBi.")
    )


class GeoJsonForm(forms.Form):
    file = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_(
            "Points with the properties code, name, kind and any other column of the workbook. What would change is shown first."
        ),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload.name.lower().endswith((".geojson", ".json")):
            raise forms.ValidationError(
                gettext("Send a file that ends in .geojson or .json; workbooks come in beside.")
            )
        return upload
