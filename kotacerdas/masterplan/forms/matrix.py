"""What the matrix of agencies and the list of answers are narrowed to; it stands in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.instruments import catalogue
from kotacerdas.instruments.words import text
from kotacerdas.masterplan import answer_rules, findings
from kotacerdas.masterplan.queries.matrix import SHOWN


class _Filter(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class MatrixFilter(_Filter):
    cari = forms.CharField(label=_("Agency"), required=False, max_length=80, widget=forms.SearchInput)
    dimensi = forms.ChoiceField(label=_("Dimension"), required=False)
    lihat = forms.ChoiceField(label=pgettext_lazy("agencies", "Show"), required=False)

    def __init__(self, *args: Any, columns: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        everything = ("", gettext("all"))
        self.choose("dimensi", [everything, *((each, findings.matrix.column(each)) for each in columns)])
        self.choose("lihat", [everything, *((each, _states()[each]) for each in SHOWN)])

    def wanted(self) -> dict[str, str]:
        """What cannot be in an address narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "words": given.get("cari", "").strip(),
            "dimension": given.get("dimensi", ""),
            "state": given.get("lihat", ""),
        }


class AnswersFilter(_Filter):
    """The evaluated year, and the form whose questions are asked."""

    tahun = forms.ChoiceField(label=_("Evaluated year"), required=False)
    borang = forms.ChoiceField(label=pgettext_lazy("evaluation", "Form"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], year: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("tahun", [(str(each), str(each)) for each in years])
        forms_ = answer_rules.forms()
        self.choose("borang", [(key, text(catalogue.edition(key).title)) for key in forms_])
        self.fields["tahun"].initial = str(year)
        self.fields["borang"].initial = next(iter(forms_), "")

    def wanted(self) -> tuple[int, str]:
        self.is_valid()
        given = self.cleaned_data
        year = given.get("tahun") or self.fields["tahun"].initial
        return int(year), given.get("borang") or self.fields["borang"].initial


def _states() -> dict[str, str]:
    return {
        "without": gettext("without a programme"),
        "leads": gettext("leading programmes"),
        "supports": gettext("only supporting"),
        "renstra": gettext("with them in its Renstra"),
        "no-renstra": gettext("without them in its Renstra"),
        "proven": pgettext("agencies", "with confirmed proof"),
    }
