"""What may be typed into the search of evidence, and about words that mean the same."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.evidence.actions.judging import LONGEST_WORD
from kotacerdas.evidence.domain.synonyms import LONGEST_GROUP
from kotacerdas.evidence.findings.standings import DIMENSION_NAMES
from kotacerdas.evidence.forms.plain import Plain
from kotacerdas.evidence.models import Confidentiality, Nature
from kotacerdas.evidence.queries.finding import Filters

FIRST_YEAR, LAST_YEAR = 1945, 2100
LARGEST = 2**31 - 1


class SearchForm(Plain):
    """Everything of it stands in the address; a value that is none narrows nothing."""

    cari = forms.CharField(required=False, max_length=500)
    instansi = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    tahun = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    jenis = forms.ChoiceField(required=False, choices=Nature.choices)
    kerahasiaan = forms.ChoiceField(required=False, choices=Confidentiality.choices)
    berkas = forms.SlugField(required=False, max_length=10)
    dimensi = forms.ChoiceField(required=False, choices=list(DIMENSION_NAMES.items()))

    def asked(self) -> tuple[str, Filters, str]:
        """The words, what the documents tell of themselves, and the dimension for which they are cited."""
        self.is_valid()
        given = self.cleaned_data
        filters = Filters(
            agency=given.get("instansi"),
            year=given.get("tahun"),
            nature=given.get("jenis") or "",
            confidentiality=given.get("kerahasiaan") or "",
            kind=given.get("berkas") or "",
        )
        return (given.get("cari") or "").strip(), filters, given.get("dimensi") or ""


class SynonymsForm(Plain):
    kata = forms.CharField(
        label=_("Words and phrases that mean the same"),
        help_text=_("One on each line: the abbreviation, what it stands for, how else people write it."),
        max_length=(LONGEST_WORD + 1) * LONGEST_GROUP,
        widget=forms.Textarea({"rows": 4}),
    )
    sumber = forms.CharField(label=_("Where this is used or laid down"), max_length=200, required=False)

    def what(self) -> dict[str, Any]:
        return {"words": self.cleaned_data["kata"].splitlines(), "source": self.cleaned_data["sumber"]}
