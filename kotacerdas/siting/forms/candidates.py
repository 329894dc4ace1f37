"""Candidates on screen: what the list is narrowed to, what is marked, and the file that brings more."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.masterplan.forms.priorities import Versioned, written
from kotacerdas.siting.actions.candidates import Mark
from kotacerdas.siting.candidate_files import MOST_BYTES
from kotacerdas.siting.forms.wishes import WholeField
from kotacerdas.siting.models import Candidate
from kotacerdas.siting.queries.candidates import Wanted

FREE, MUST, OUT = "free", "must", "out"
STATES = (
    (FREE, pgettext_lazy("candidate", "may be chosen")),
    (MUST, pgettext_lazy("candidate", "must be chosen")),
    (OUT, pgettext_lazy("candidate", "left out")),
)


class CandidateFilter(forms.Form):
    cari = forms.CharField(label=_("Words or code"), required=False, max_length=80, widget=forms.SearchInput)
    kecamatan = forms.ChoiceField(label=_("Kecamatan"), required=False)
    sumber = forms.ChoiceField(label=_("Source"), required=False)
    tanda = forms.ChoiceField(label=pgettext_lazy("candidate", "Marked"), required=False)

    def __init__(self, *args: Any, kecamatan: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        for name, choices in (
            ("kecamatan", list(kecamatan.items())),
            ("sumber", Candidate.Source.choices),
            ("tanda", STATES[1:]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", gettext("all")), *choices]

    def wanted(self) -> Wanted:
        """What cannot be in an address narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(*(given.get(name, "") for name in ("cari", "kecamatan", "sumber", "tanda")))


class MarksForm(Versioned):
    """Three fields for each candidate of the page."""

    def __init__(self, *args: Any, rows: Sequence[Candidate], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = rows
        for row in rows:
            said = {"name": row.name}
            self.fields[f"state-{row.pk}"] = forms.ChoiceField(
                label=gettext("%(name)s: choice") % said, choices=STATES
            )
            self.fields[f"exclusion-{row.pk}"] = forms.CharField(
                label=gettext("%(name)s: only one of") % said, max_length=40, required=False
            )
            self.fields[f"cost-{row.pk}"] = WholeField(label=gettext("%(name)s: cost") % said)
            self.initial = {
                **self.initial,
                f"state-{row.pk}": MUST if row.is_must else OUT if row.is_excluded else FREE,
                f"exclusion-{row.pk}": row.exclusion,
                f"cost-{row.pk}": "" if row.cost_is_default else written(row.cost),
            }

    def lines(self) -> Iterator[tuple[Candidate, list[forms.BoundField]]]:
        for row in self.rows:
            yield row, [self[f"{name}-{row.pk}"] for name in ("state", "exclusion", "cost")]

    def wanted(self) -> dict[str, Mark]:
        given = self.cleaned_data
        return {
            row.code: Mark(
                given[f"state-{row.pk}"] == MUST, given[f"state-{row.pk}"] == OUT,
                given[f"exclusion-{row.pk}"].strip(), given[f"cost-{row.pk}"],
            )
            for row in self.rows
        }  # fmt: skip


class BringForm(Versioned):
    file = forms.FileField(
        label=_("File (CSV or XLSX)"),
        help_text=_(
            "One row for each candidate: id, name, lon, lat and, if wished, cost in whole rupiah. It takes the place of the file before."
        ),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                gettext("The file is larger than 8 MB. Send the needed columns alone.")
            )
        return upload
