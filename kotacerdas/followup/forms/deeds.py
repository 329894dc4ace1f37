"""What a person may type to do something to a task; one form for each deed."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.widgets import LongSelect
from kotacerdas.files.fields import ProofField
from kotacerdas.followup import queries
from kotacerdas.followup.forms.fields import DayField, offer, text, working_days_help
from kotacerdas.followup.models import Task
from kotacerdas.people.models import Organisation, User


class DeedForm(forms.Form):
    """The form of one deed on the page of a task; its fields' ids begin with the name of the deed."""

    def __init__(self, *args: Any, task: Task, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.task, self.today = task, task.today(now)
        self.prepare()

    def prepare(self) -> None:
        """Fills choices that depend on the task."""


class NoteForm(DeedForm):
    words = text(_("How it stands"), most=4000)


class RemarkForm(DeedForm):
    words = text(_("Remark"), required=False, rows=2)


class ReasonForm(DeedForm):
    words = text(_("Reason"))


class ProofForm(DeedForm):
    words = text(_("In a few words"), required=False, rows=2, most=4000)
    url = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text=_("Where it can be seen: a page, a shared folder, a letter."),
    )
    file = ProofField(label=_("File or photo"), required=False)


class ReportForm(ProofForm):
    """Words alone are a proof, too, if nothing better is at hand."""

    field_order = ("words", "file", "url")
    words = text(_("What was done"), required=False, rows=3, most=4000)

    def prepare(self) -> None:
        if self.task.needs_proof and not self.task.proofs.exists():
            self.fields["words"].help_text = gettext(
                "This task needs a proof: a few words, a file or photo, or a link."
            )


class MoreTimeForm(DeedForm):
    wanted_on = DayField(label=_("New day"))
    words = text(_("Reason"))

    def prepare(self) -> None:
        self.fields["wanted_on"].help_text = working_days_help(max(self.today, self.task.due_on))


class TimeDecisionForm(DeedForm):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("grant", _("Grant the new day")), ("refuse", _("Keep the day as it is"))],
        widget=forms.RadioSelect,
    )
    words = text(_("Your answer"), required=False, rows=2, help_text=_("Needed if you keep the day."))


class WaitForm(DeedForm):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, widget=LongSelect
    )
    code = forms.CharField(
        label=_("or another task"),
        required=False,
        max_length=20,
        help_text=_("Its code, as it stands on its page."),
    )
    words = text(_("What is missing"))

    def prepare(self) -> None:
        offer(self, "organisation", Organisation.objects.of_city(self.task.city).in_force(self.today))


class HandOverForm(DeedForm):
    owner: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Person"), queryset=None, required=False, widget=LongSelect
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, widget=LongSelect
    )
    words = text(_("Remark"), required=False, rows=2)

    def __init__(self, *args: Any, is_checker: bool = False, **options: Any) -> None:
        self.is_checker = is_checker
        super().__init__(*args, **options)

    def prepare(self) -> None:
        city, desk = self.task.city, self.task.organisation
        if self.is_checker:
            offer(self, "owner", queries.doers(city, self.today))
            offer(self, "organisation", Organisation.objects.of_city(city).in_force(self.today))
            return
        del self.fields["organisation"]
        people = (
            queries.colleagues(desk, city, self.today) if desk else queries.doers(city, self.today).none()
        )
        offer(self, "owner", people)
        self.fields["owner"].help_text = gettext(
            "Without a person, everybody of your organisation may take it."
        )


class ReopenForm(DeedForm):
    due_on = DayField(label=_("New day"))
    words = text(_("Reason"))

    def prepare(self) -> None:
        self.fields["due_on"].help_text = working_days_help(self.today)


class PartsForm(DeedForm):
    done = forms.MultipleChoiceField(label=_("Done"), required=False, widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        parts = list(self.task.parts.all())
        field = self.fields["done"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(part.position), part.text) for part in parts]
        self.initial["done"] = [str(part.position) for part in parts if part.is_done]
