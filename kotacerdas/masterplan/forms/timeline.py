"""What a timeline is narrowed to; it stands in the address, beside how it is grouped and which year is shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.masterplan.domain.lateness import Kind
from kotacerdas.masterplan.findings import progress as findings
from kotacerdas.masterplan.queries.timeline import Gantt

ASKED: tuple[Kind, ...] = ("late", "at_risk", "silent")
"""Those that somebody must act on."""


def kind_titles() -> dict[Kind, str]:
    return {
        "late": pgettext("programmes", "Late"),
        "at_risk": pgettext("programmes", "At risk"),
        "silent": pgettext("programmes", "Without a report"),
    }


class TimelineFilter(forms.Form):
    kelompok = forms.ChoiceField(required=False)
    keadaan = forms.ChoiceField(label=pgettext_lazy("programme", "State"), required=False)
    menurut = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    tahun = forms.CharField(required=False, max_length=4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, gantt: Gantt, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.fields["kelompok"].label = _("Leading agency") if gantt.by == "agency" else _("Dimension")
        groups = [(each.key, f"{findings.group_name(each, gantt)} ({each.of})") for each in gantt.groups]
        self._choose("kelompok", groups)
        self._choose("keadaan", [(kind, kind_titles()[kind]) for kind in ASKED])
        if not gantt.is_reported:
            del self.fields["keadaan"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("all")), *choices]

    def wanted(self) -> tuple[str, Kind | None]:
        """What cannot be in an address narrows nothing."""
        self.is_valid()
        kind: Any = self.cleaned_data.get("keadaan")
        return self.cleaned_data.get("kelompok", ""), kind or None
