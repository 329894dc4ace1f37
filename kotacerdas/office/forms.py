"""What may be asked of the office's lists: of the trail by words, kind and days; of background work by state and place."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import subjects
from kotacerdas.common.widgets import LongSelect
from kotacerdas.jobs.models import State


class TrailFilter(forms.Form):
    """Lives in the address: `?cari=&hal=&dari=&sampai=`. What cannot be read filters nothing, and says so."""

    cari = forms.CharField(label=_("Who or what"), required=False, max_length=80, widget=forms.SearchInput)
    hal = forms.ChoiceField(label=_("About"), required=False)
    dari = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    sampai = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, asked: Mapping[str, Any]) -> None:
        super().__init__(asked, label_suffix="")
        nouns = sorted((str(kind.noun), name) for name, kind in subjects.kinds().items())
        self.fields["hal"].choices = [("", _("everything")), *((name, noun) for noun, name in nouns)]  # type: ignore[attr-defined]  # a field of ours, declared above

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("dari"), cleaned.get("sampai")
        if first and last and last < first:
            self.add_error("sampai", _("This day lies before the first."))
        return cleaned

    def asked(self, zone: Any) -> dict[str, Any]:
        """As `audit.queries.found` takes it; days are days of `zone`."""
        given = self.cleaned_data if self.is_valid() else {}
        first: date | None = given.get("dari")
        last: date | None = given.get("sampai")
        return {
            "words": given.get("cari", ""),
            "about": given.get("hal", ""),
            "since": datetime.combine(first, time.min, zone) if first else None,
            "until": datetime.combine(last, time.max, zone) if last else None,
        }


class JobFilter(forms.Form):
    """Lives in the address: `?keadaan=&antrean=&kota=&rutin=`. What makes no sense filters nothing."""

    antrean = forms.ChoiceField(
        label=_("Queue"),
        required=False,
        choices=[("", _("both")), ("quick", _("quick")), ("heavy", _("heavy"))],
    )
    kota = forms.ChoiceField(label=_("City"), required=False, widget=LongSelect)
    rutin = forms.BooleanField(label=_("Also what schedules ordered and is done"), required=False)
    keadaan = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *State.choices], widget=forms.HiddenInput
    )

    def __init__(self, asked: Mapping[str, Any], *, cities: Sequence[tuple[str, str]]) -> None:
        super().__init__(asked, label_suffix="")
        if len(cities) > 1:
            self.fields["kota"].choices = [("", _("all")), *cities]  # type: ignore[attr-defined]  # a field of ours, declared above
        else:
            del self.fields["kota"]

    def asked(self) -> dict[str, Any]:
        """As `jobs.queries.found` takes it."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "state": given.get("keadaan", ""),
            "queue": given.get("antrean", ""),
            "city": given.get("kota", ""),
            "with_routine": given.get("rutin", False),
        }
