"""The answer to one question: level, statement, figures, and what a survey gave."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.domain.formats import Unreadable
from kotacerdas.common.faults import sentence, sentences
from kotacerdas.common.formats import number, parse_number
from kotacerdas.selfassessment.domain import answering, content, figures
from kotacerdas.selfassessment.domain.content import Content, Survey
from kotacerdas.selfassessment.models.answers import MOST_LETTERS
from kotacerdas.selfassessment.questionnaire import Question

SURVEY = ("rerata", "responden", "cara")


class AnswerForm(forms.Form):
    """The same fields are saved while one types, saved by the button, and handed in; only handing in asks for all."""

    level = forms.ChoiceField(label=_("Level that the city claims"), required=False, widget=forms.RadioSelect)
    statement = forms.CharField(
        label=_("What is the case"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In a few sentences: what was done this year, by whom, with which result."),
    )
    figures = forms.CharField(
        label=_("Figures"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, with a name, a colon, a number and a unit. Example: Coverage: 87,5 %"),
    )
    rerata = forms.CharField(label=_("Mean of the survey"), required=False, max_length=12)
    responden = forms.IntegerField(label=_("Respondents"), required=False, min_value=1, max_value=10_000_000)
    cara = forms.CharField(
        label=_("How it was asked"),
        required=False,
        max_length=500,
        help_text=_("Who was asked, when, and how they were chosen."),
    )

    def __init__(
        self, *args: Any, question: Question, current: Content, is_draft: bool = False, **options: Any
    ) -> None:
        """`is_draft`: somebody is still typing, so half a figure is kept as words, and half a survey is left out."""
        survey = current.survey
        options["initial"] = {
            "level": "" if current.level is None else str(current.level),
            "statement": current.statement,
            "figures": current.figures,
            "rerata": number(survey.mean, 2) if survey else "",
            "responden": survey.respondents if survey else None,
            "cara": survey.method if survey else "",
        }
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.question, self.current, self.is_draft = question, current, is_draft
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = [(str(n), str(n)) for n in range(question.least, question.most + 1)]

    def clean_figures(self) -> str:
        text: str = self.cleaned_data["figures"]
        if self.is_draft:
            return text
        try:
            figures.read(text)
        except Refused as refused:
            raise forms.ValidationError(sentences(refused)) from None
        return text

    def clean_rerata(self) -> Decimal | None:
        text: str = self.cleaned_data["rerata"].strip()
        if not text:
            return None
        try:
            return parse_number(text, most=self.question.most)
        except Unreadable:
            if self.is_draft:
                return None
            raise forms.ValidationError(
                gettext("“%(text)s” is no number. Write it as 2,85.") % {"text": text}
            ) from None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.is_draft:
            return given
        some = [given.get(name) for name in SURVEY]
        if any(some) and not all(some) and not any(name in self.errors for name in SURVEY):
            self.add_error("rerata", sentence(Fault("survey-incomplete")))
        elif not self.errors:
            question = self.question
            for fault in content.faults(self.content(), least=question.least, most=question.most):
                self.add_error("rerata" if fault.kind.startswith("survey") else "level", sentence(fault))
        return given

    def content(self) -> Content:
        given = self.cleaned_data
        survey = None
        if given.get("rerata") is not None and given.get("responden") and given.get("cara"):
            survey = Survey(given["rerata"], given["responden"], given["cara"].strip())
        elif self.is_draft and any(given.get(name) for name in SURVEY):
            survey = self.current.survey
        level = given.get("level")
        return Content(int(level) if level else None, given["statement"], given["figures"], survey)

    def require_whole(self) -> bool:
        """Before it is handed in; says beside the fields what is missing."""
        wanted = self.content()
        for fault in answering.missing(level=wanted.level, statement=wanted.statement):
            self.add_error("level" if fault.kind == "answer-without-level" else "statement", sentence(fault))
        return not self.errors


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("What is missing"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organisation reads it and mends the answer."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
