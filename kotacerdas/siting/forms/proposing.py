"""Into which plan chosen sites go, in which year and with whose money."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.models.choices import Money
from kotacerdas.people.models import Organisation
from kotacerdas.siting.proposing import How

FIELD_OF = {
    "edition-frozen": "edition", "propose-year": "year", "propose-before": "edition", "year-outside-edition": "year",
}  # fmt: skip


class ProposeForm(forms.Form):
    answer = forms.CharField(max_length=60, widget=forms.HiddenInput)
    edition = forms.ChoiceField(
        label=_("Edition of the plan"), help_text=_("Only editions that are still open to changes.")
    )
    grouping = forms.ChoiceField(
        label=_("Programmes"), widget=forms.RadioSelect,
        choices=[("all", _("one for all new points")), ("kecamatan", _("one for each kecamatan"))],
    )  # fmt: skip
    year = forms.ChoiceField(label=_("Year in which they are built"))
    source = forms.ChoiceField(
        label=pgettext_lazy("money", "Source"), choices=Money.choices,
        help_text=_("The cost stands as its ceiling in that year."),
    )  # fmt: skip
    lead = forms.ChoiceField(label=_("Leading agency"), required=False)

    def __init__(
        self, *args: Any, editions: Sequence[Edition], leads: Sequence[Organisation], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self._editions = {each.code: each for each in editions}
        years = sorted({year for each in editions for year in each.years})
        self._choose("edition", [(each.code, f"{each.title} {each.period}") for each in editions])
        self._choose("year", [(str(year), str(year)) for year in years])
        self._choose(
            "lead", [("", gettext("not yet decided")), *((str(each.pk), each.name) for each in leads)]
        )

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def chosen(self) -> Edition:
        return self._editions[self.cleaned_data["edition"]]

    def how(self, address: str) -> How:
        given = self.cleaned_data
        lead = int(given["lead"]) if given["lead"] else None
        return How(given["grouping"] == "kecamatan", int(given["year"]), given["source"], address, lead)
