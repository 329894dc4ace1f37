"""A question to the city with its moment, and the reply."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.evaluation.forms.fields import MomentField, set_zone
from kotacerdas.files.fields import ProofField
from kotacerdas.panel.forms.seats import PlainForm
from kotacerdas.panel.models.asking import MOST_LETTERS


class AskForm(PlainForm):
    words = forms.CharField(
        label=_("What you want to know"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The city and the other assessors of the panel read it, under the number of your seat."),
    )
    due_at = MomentField(label=_("Reply until"))
    beside: ClassVar = {
        "clarification-without-words": "words",
        "clarification-due-soon": "due_at",
        "clarification-due-late": "due_at",
    }

    def __init__(self, *args: Any, zone: str, clock: str, **options: Any) -> None:
        super().__init__(*args, **options)
        set_zone(self, zone)
        self.fields["due_at"].help_text = clock


class ReplyForm(PlainForm):
    words = forms.CharField(
        label=_("Reply of the city"), max_length=MOST_LETTERS, widget=forms.Textarea(attrs={"rows": 6})
    )
    file = ProofField(
        label=_("File"),
        required=False,
        help_text=_(
            "What shows it: a letter, a list, a photo. What is meant to last belongs into the evidence."
        ),
    )
    beside: ClassVar = {"reply-without-words": "words"}
