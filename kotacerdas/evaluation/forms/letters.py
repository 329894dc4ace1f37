"""What is typed from a result letter: its head, and the remarks of assessors, one on each line."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.faults import sentence
from kotacerdas.common.versions import Difference
from kotacerdas.common.widgets import LongSelect
from kotacerdas.evaluation.actions import NewRemark
from kotacerdas.evaluation.domain import letters
from kotacerdas.evaluation.forms.fields import FIRST_YEAR, LAST_YEAR
from kotacerdas.evaluation.models import Remark, Round
from kotacerdas.evaluation.queries.letters import Kept
from kotacerdas.files.fields import ProofField
from kotacerdas.people.models import City

MOST_TYPED = 200_000
KINDS = {
    "strengths": Remark.Kind.STRENGTH,
    "weaknesses": Remark.Kind.WEAKNESS,
    "advice": Remark.Kind.ADVICE,
}


def _lines(label: Any, *, rows: int, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=False, max_length=MOST_TYPED, widget=widget, help_text=help_text
    )


class LetterForm(forms.Form):
    """Holds what is kept; saving it puts what it holds in the place of that."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(label=_("Number of the letter"), max_length=120, required=False)
    dated_on = forms.DateField(
        label=_("Date of the letter"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
    )
    signed_by = forms.CharField(
        label=_("Signed by"),
        max_length=200,
        required=False,
        help_text=_("Name and office, as they stand under the letter."),
    )
    file = ProofField(
        label=_("The letter itself"),
        required=False,
        help_text=_("As a PDF or a photo. Whoever may read all of the result may have it."),
    )
    drops_file = forms.BooleanField(label=_("Take away the file that is kept now"), required=False)
    strengths = _lines(
        _("Strengths"),
        rows=6,
        help_text=_(
            "One on each line, or one a paragraph with blank lines between. “Asesor 2: ...” says whose words they are; "
            "“Asesor 2:” alone on a line says it of all that follow."
        ),
    )
    weaknesses = _lines(_("Weaknesses"), rows=6)
    advice = _lines(_("Recommendations"), rows=10)
    is_public = forms.BooleanField(
        label=_("The letter is public"),
        required=False,
        help_text=_("Then everybody may read its recommendations, on the city's page too."),
    )

    def __init__(self, *args: Any, round_: Round, kept: Kept, **rest: Any) -> None:
        head = kept.letter
        rest["initial"] = {
            "seen": kept.mark,
            "number": head.number if head else "",
            "dated_on": head.dated_on if head else None,
            "signed_by": head.signed_by if head else "",
            "is_public": kept.is_public,
            **{name: kept.typed(kind) for name, kind in KINDS.items()},
        }
        super().__init__(*args, **rest)
        self.label_suffix = ""
        if head is None or head.file is None:
            del self.fields["drops_file"]
        if round_.kind == Round.Kind.TRIAL:
            del self.fields["is_public"]
            self.fields["advice"].help_text = gettext(
                "Those of a rehearsal stay here; nothing is followed up because of them."
            )
        else:
            self.fields["advice"].help_text = gettext(
                "Each becomes a numbered recommendation that the city follows up. Numbers stay when lines are added, taken "
                "out or corrected."
            )

    def clean_dated_on(self) -> date | None:
        day: date | None = self.cleaned_data["dated_on"]
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(gettext("Check the year: it is hardly meant like this."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in KINDS:
            for fault in letters.faults_of(letters.lines_of(cleaned.get(name, ""))):
                self.add_error(name, sentence(fault))
        return cleaned

    def remarks(self) -> list[NewRemark]:
        return [
            NewRemark(kind, line.assessor, line.text)
            for name, kind in KINDS.items()
            for line in letters.lines_of(self.cleaned_data[name])
        ]

    def differences(self, current: Kept) -> list[Difference]:
        """Label, kept now, typed: where the two differ."""
        head = current.letter
        before = {
            "number": head.number if head else "",
            "dated_on": _day(head.dated_on if head else None),
            "signed_by": head.signed_by if head else "",
            **{name: current.typed(kind) for name, kind in KINDS.items()},
        }
        typed = {name: self.cleaned_data[name] for name in before} | {
            "dated_on": _day(self.cleaned_data["dated_on"]),
            **{name: letters.typed_of(letters.lines_of(self.cleaned_data[name])) for name in KINDS},
        }
        return [
            Difference(str(self.fields[name].label), kept, typed[name])
            for name, kept in before.items()
            if kept != typed[name]
        ]


def _day(day: date | None) -> str:
    return formats.day(day) if day else ""


class LetterCityForm(forms.Form):
    """Of which city of a round a letter is."""

    kota = forms.ChoiceField(label=_("City"), widget=LongSelect)

    def __init__(self, *args: Any, cities: Iterable[City], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.label_suffix = ""
        field = self.fields["kota"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("Choose ...")), *((city.code, city.name) for city in cities)]
