"""A point as an officer types it."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.formats import number
from kotacerdas.followup.forms.fields import DayField
from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.indicators.forms.fields import NumberField, area
from kotacerdas.people.models import City
from kotacerdas.wifi.actions.points import PLAIN
from kotacerdas.wifi.domain import records
from kotacerdas.wifi.models import AntennaPattern, Backhaul, Point

FIELD_OF = {**records.FIELD_OF, "wifi-own-hub": "hub_words", "wifi-hub-circle": "hub_words"}
NOT_KNOWN = ("", _("not known"))
_WHOLE = ("speed_mbps", "people_a_day", "azimuth", "beam_width")


class DegreeField(forms.CharField):
    """Degrees with a point or a comma before the decimals; rounded to six, about a hand's breadth."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=24, widget=widget, **options)

    def clean(self, value: Any) -> Decimal:
        text = super().clean(value).strip().replace(formats.MINUS, "-").replace(",", ".")
        if not re.fullmatch(r"[+-]?\d{1,3}(?:\.\d+)?", text):
            raise forms.ValidationError(
                gettext("“%(text)s” is no number of degrees. Write 116.8312 or -1.2654.")
                % {"text": text[:24]}
            )
        return round(Decimal(text), 6)


class PointForm(forms.Form):
    """`kept` is the point that is changed; a new one has a code of its own."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Stands in addresses and files, and stays: WIFI-363.")
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=pgettext_lazy("place", "Kind"), choices=PlaceKind.choices)
    lon = DegreeField(label=_("Longitude"), help_text=_("In degrees: 116.831400"))
    lat = DegreeField(
        label=_("Latitude"), help_text=_("In degrees, south of the equator with a minus: -1.265300")
    )
    address = forms.CharField(label=_("Where it is found"), max_length=300, required=False)
    owner_words = forms.CharField(
        label=pgettext_lazy("wifi", "Owner"),
        max_length=200,
        required=False,
        help_text=_("The name of an organisation of the city, or any other name."),
    )
    speed_mbps = NumberField(label=_("Speed in Mbit/s"), required=False, is_whole=True)
    backhaul = forms.ChoiceField(
        label=_("Link to the internet"), required=False, choices=[NOT_KNOWN, *Backhaul.choices]
    )
    hub_words = forms.CharField(
        label=_("Fed from"),
        max_length=200,
        required=False,
        help_text=_("The code of another point, or the name of another place."),
    )
    equipment = forms.CharField(label=_("Equipment"), max_length=300, required=False)
    mast_height_m = NumberField(label=_("Height of the antenna above ground in m"), required=False)
    antenna = forms.ChoiceField(
        label=_("Antenna"), required=False, choices=[NOT_KNOWN, *Point.AntennaShape.choices]
    )
    pattern = forms.ChoiceField(label=_("Antenna pattern"), required=False)
    azimuth = NumberField(
        label=_("Direction in degrees"), required=False, is_whole=True, help_text=_("0 is north, 90 east.")
    )
    beam_width = NumberField(label=_("Beam width in degrees"), required=False, is_whole=True)
    gain_dbi = NumberField(label=_("Gain in dBi"), required=False)
    people_a_day = NumberField(
        label=_("People served a day"),
        required=False,
        is_whole=True,
        help_text=_("Leave it empty if nobody counted."),
    )
    installed_on = DayField(label=_("Installed on"), required=False)
    removed_on = DayField(
        label=_("Removed on"), required=False, help_text=_("From this day on it stands in no list.")
    )
    note = area(_("Note"), help_text=_("Everybody can read it."), most=1000)

    def __init__(self, *args: Any, city: City, kept: Point | None = None, **options: Any) -> None:
        if kept is not None:
            options.setdefault("initial", _initial(kept))
        super().__init__(*args, **options)
        if kept is not None:
            del self.fields["code"]
        patterns = AntennaPattern.objects.filter(city=city).values_list("code", "name")
        field = self.fields["pattern"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("none")), *patterns]

    def wanted(self) -> dict[str, Any]:
        """For `actions.points`."""
        given = self.cleaned_data
        found = {
            name: given[name] for name in (*PLAIN, "owner_words", "hub_words", "pattern") if name in given
        }
        return {name: _whole(value) if name in _WHOLE else value for name, value in found.items()}

    def clean(self) -> dict[str, Any]:
        """Numbers of things have no fractions, and a height has one decimal."""
        given = self.cleaned_data
        for name in _WHOLE:
            value = given.get(name)
            if value is not None and value != value.to_integral_value():
                self.add_error(name, gettext("Write a whole number."))
        for name in ("mast_height_m", "gain_dbi"):
            value = given.get(name)
            if value is not None and value != round(value, 1):
                self.add_error(name, gettext("Write one decimal at most."))
        return given


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def _initial(point: Point) -> dict[str, Any]:
    found = {name: getattr(point, name) for name in PLAIN if name != "is_sample"}
    numbers = (*_WHOLE, "mast_height_m", "gain_dbi")
    found |= {name: "" if found[name] is None else number(found[name]) for name in numbers}
    hub = point.hub.code if point.hub else point.hub_name
    pattern = point.pattern.code if point.pattern else ""
    return {
        **found,
        "owner_words": point.owner_words,
        "hub_words": hub,
        "pattern": pattern,
        "version": point.version,
    }
