"""Forms of blank spots: what the list is narrowed to, a new one, and what is decided about one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.coverage.actions.spots import LEAST_RADIUS, MOST_RADIUS, SpotWords
from kotacerdas.coverage.domain.blanks.drawn import MOST_LETTERS
from kotacerdas.coverage.domain.blanks.states import LISTED
from kotacerdas.coverage.models import BlankSpot
from kotacerdas.coverage.queries.spots import Wanted
from kotacerdas.indicators.forms.fields import NumberField, area
from kotacerdas.masterplan.forms.priorities import Versioned
from kotacerdas.masterplan.models import Programme

FIELD_OF = {
    "coverage-without-teller": "told_by", "coverage-radius": "radius", "coverage-outside": "lon", "coverage-not-on-earth": "lon",
    "coverage-drawing-too-long": "drawing", "coverage-drawing-unreadable": "drawing", "coverage-drawing-no-area": "drawing",
    "coverage-drawing-crosses-itself": "drawing", "coverage-drawing-too-large": "drawing", "coverage-without-reason": "reason", "coverage-without-remedy": "remedy",
    "coverage-programme-elsewhere": "programme", "coverage-own-spot": "alone",
}  # fmt: skip


class SpotFilter(forms.Form):
    kelurahan = forms.ChoiceField(label=_("Kelurahan"), required=False)
    keadaan = forms.ChoiceField(label=pgettext_lazy("blank spot", "State"), required=False)
    sebab = forms.ChoiceField(label=_("Cause"), required=False)
    kota = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        everything = [("", gettext("all"))]
        states = [(str(each.value), each.label) for each in BlankSpot.State if each.value in LISTED]
        for name, choices in (
            ("kelurahan", list(units.items())),
            ("keadaan", states),
            ("sebab", BlankSpot.Cause.choices),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*everything, *choices]

    def wanted(self) -> Wanted:
        """What cannot be in an address narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(given.get("kelurahan", ""), given.get("keadaan", ""), given.get("sebab", ""))


def _degrees(label: Any, help_text: Any) -> NumberField:
    return NumberField(label=label, required=False, help_text=help_text)


class AddForm(forms.Form):
    """A place and a radius, or a shape."""

    told_by = forms.CharField(
        label=_("Who told it"),
        max_length=200,
        help_text=_("An RT or an office, no person’s name: “RT 12, Kelurahan Manggar”."),
    )
    lon = _degrees(_("Longitude"), _("For example 116,85"))
    lat = _degrees(_("Latitude"), _("For example -1,25"))
    radius = forms.IntegerField(
        label=_("Radius in metres"), required=False, min_value=LEAST_RADIUS, max_value=MOST_RADIUS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    drawing = forms.CharField(
        label=_("Or a shape as GeoJSON"), required=False, strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("A Polygon, copied from a map program. It counts instead of the place."),
    )  # fmt: skip
    people = NumberField(
        label=_("People who live there"), required=False, is_whole=True,
        help_text=_("As somebody counted them; empty if nobody did."),
    )  # fmt: skip
    note = area(_("Note"), rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def clean_people(self) -> int | None:
        given = self.cleaned_data["people"]
        if given is None:
            return None
        if given != given.to_integral_value() or not 0 <= given <= 10_000_000:
            raise forms.ValidationError(gettext("Write a whole number of people."))
        return int(given)

    def clean_drawing(self) -> str:
        """Longer than can be read is told before anything is done with it."""
        text: str = self.cleaned_data["drawing"]
        return text[: MOST_LETTERS + 1]

    def wanted(self) -> SpotWords:
        return SpotWords(**self.cleaned_data)


class ReasonForm(Versioned):
    reason = area(_("Reason"), required=True, rows=4)

    def __init__(self, *args: Any, help_text: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].help_text = help_text


class VerifyForm(ReasonForm):
    """Who wrote the spot down is asked why nobody else verifies it."""

    alone = area(
        _("Why nobody else verifies it"), rows=2,
        help_text=_(
            "You wrote this blank spot down yourself, so a second person should verify it. If there is none, say why; it stays in the history."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, is_own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_own:
            del self.fields["alone"]


class PlanForm(Versioned):
    remedy = forms.ChoiceField(label=_("Remedy"), choices=BlankSpot.Remedy.choices, widget=forms.RadioSelect)
    programme = forms.ChoiceField(label=_("Programme of the plan that answers it"), required=False)
    reason = area(_("What is planned, by whom, until when"), rows=4)

    def __init__(self, *args: Any, programmes: Sequence[Programme], **options: Any) -> None:
        super().__init__(*args, **options)
        self._programmes = {f"{each.edition.code}/{each.code}": each for each in programmes}
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        named = [(key, f"{each.code} {each.title}") for key, each in self._programmes.items()]
        field.choices = [("", gettext("none yet")), *named]

    def chosen(self) -> Programme | None:
        return self._programmes.get(self.cleaned_data["programme"])


class SolveForm(Versioned):
    remedy = forms.ChoiceField(
        label=_("What solved it"), choices=BlankSpot.Remedy.choices, widget=forms.RadioSelect
    )
    reason = area(
        _("What was done, and how it was checked"), required=True, rows=4,
        help_text=_("For example: a new tower is on the air since 3 March, measured on 5 March."),
    )  # fmt: skip
