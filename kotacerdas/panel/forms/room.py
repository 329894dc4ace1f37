"""One score with its note, and what a seat thinks of the whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.panel.actions import Given, Said
from kotacerdas.panel.models import Mark, Opinion
from kotacerdas.panel.models.marks import MOST_NOTE, MOST_OPINION
from kotacerdas.selfassessment.questionnaire import Question


class MarkForm(forms.Form):
    """Saved at every key, and by the button."""

    level = forms.ChoiceField(label=_("Your score"), required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    flagged = forms.BooleanField(label=_("Come back to it"), required=False)
    reason = forms.CharField(
        label=_("Why you change your score"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, question: Question, current: Mark | None, **options: Any) -> None:
        kept = current or Mark()
        options["initial"] = {
            "level": "" if kept.level is None else str(kept.level),
            "note": kept.note,
            "flagged": kept.is_flagged,
            "reason": kept.reason,
        }
        super().__init__(*args, **options)
        choices = [(str(n), str(n)) for n in range(question.least, question.most + 1)]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def given(self) -> Given:
        said = self.cleaned_data
        level = int(said["level"]) if said["level"] else None
        return Given(level, said["note"], said["flagged"])


def _area(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=MOST_OPINION,
        widget=forms.Textarea(attrs={"rows": 7, "class": "form-control"}),
    )


class OpinionForm(forms.Form):
    strengths = _area(_("Strengths"))
    weaknesses = _area(_("Weaknesses"))
    advice = _area(_("Recommendations"))

    def __init__(self, *args: Any, current: Opinion | None, **options: Any) -> None:
        kept = current or Opinion()
        options["initial"] = {name: getattr(kept, name) for name in ("strengths", "weaknesses", "advice")}
        super().__init__(*args, **options)

    def said(self) -> Said:
        return Said(**self.cleaned_data)
