"""What the list is narrowed to; it stands in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.indicators.models import Indicator
from kotacerdas.indicators.queries.listing import STATES


class ListFilter(forms.Form):
    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    cari = forms.CharField(label=_("Words or code"), required=False, max_length=80, widget=forms.SearchInput)
    kelompok = forms.ChoiceField(label=pgettext_lazy("indicators", "Group"), required=False)
    lihat = forms.ChoiceField(label=pgettext_lazy("indicators", "Show"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self._choose("kelompok", [("", gettext("all")), *Indicator.Group.choices])
        self._choose("lihat", [("", gettext("all")), *((state, _states()[state]) for state in STATES)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def wanted(self) -> dict[str, str]:
        """What cannot be in an address narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "words": given.get("cari", "").strip(),
            "group": given.get("kelompok", ""),
            "state": given.get("lihat", ""),
        }


def _states() -> dict[str, str]:
    return {
        "known": gettext("with a figure"),
        "none": gettext("without a figure"),
        "better": pgettext("indicators", "better than before"),
        "worse": pgettext("indicators", "worse than before"),
        "met": gettext("target met"),
        "missed": gettext("target not met"),
        "flagged": gettext("figures that do not fit their parts"),
        "sample": gettext("samples"),
    }
