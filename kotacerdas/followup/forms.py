"""What a person may type about tasks: a new one, each deed, and what the lists are narrowed to."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.calendars import national
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.subjects import kinds
from kotacerdas.common.widgets import LongSelect
from kotacerdas.files.domain import kinds as file_kinds
from kotacerdas.followup import queries
from kotacerdas.followup.domain.workflow import State
from kotacerdas.followup.models import Priority, Task
from kotacerdas.followup.words import STATES
from kotacerdas.people.models import City, Organisation, User

SUGGESTED_WORKING_DAYS = (5, 10)


class DayField(forms.DateField):
    """A day as the browser's calendar gives it."""

    widget = forms.DateInput

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)
        self.input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]


def text(
    label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "", most: int = 2000
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, required=required, help_text=help_text, max_length=most)


def working_days_help(today: date) -> str:
    """What five and ten working days from today are; an official deadline is often given so."""
    calendar = national()
    days = [
        gettext("%(count)d working days from today: %(day)s") % {"count": count, "day": formats.weekday(day)}
        for count in SUGGESTED_WORKING_DAYS
        for day in [calendar.add_working_days(today, count)]
    ]
    return "; ".join(days) + "."


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
    file = forms.FileField(label=_("File or photo"), required=False)

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Its type is what the content says, not what the browser calls it."""
        upload: UploadedFile[Any] | None = self.cleaned_data["file"]
        if upload and upload.file:
            try:
                kind = file_kinds.check(
                    upload.file,  # type: ignore[arg-type]  # opened for bytes, though the stubs do not say so
                    name=upload.name or "",
                    declared=upload.content_type or "",
                    allowed=file_kinds.PROOF,
                )
            except Refused as refused:
                raise forms.ValidationError(sentences(refused)) from None
            upload.content_type = kind.media_type
        return upload


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


# --- Giving ------------------------------------------------------------------------------------------------


class TaskForm(forms.Form):
    """What every task says, however many it is given to."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    due_on = DayField(label=_("Due on"))
    description = text(_("More about it"), required=False, rows=4, most=4000)
    parts = text(_("Parts, one a line"), required=False, help_text=_("The owner ticks them off one by one."))
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices, initial=Priority.NORMAL)
    needs_proof = forms.BooleanField(
        label=_("A proof is needed"),
        required=False,
        initial=True,
        help_text=_("Without one it cannot be reported as done."),
    )

    def __init__(self, *args: Any, city: City, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.city, self.today = city, today
        self.fields["due_on"].help_text = working_days_help(today)

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(
                gettext("The day %(day)s is past. Choose today or a later day.") % {"day": formats.day(day)}
            )
        return day

    def what(self) -> dict[str, Any]:
        """As `actions.assign` takes it."""
        cleaned = self.cleaned_data
        names = ("title", "due_on", "description", "priority", "needs_proof")
        return {name: cleaned[name] for name in names} | {"parts": cleaned["parts"].splitlines()}


class NewTaskForm(TaskForm):
    field_order = ("title", "organisation", "owner", "due_on")
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=LongSelect,
        help_text=_("Any of its officers may take the task; it stays there when somebody leaves."),
    )
    owner: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Person"),
        queryset=None,
        required=False,
        widget=LongSelect,
        help_text=_("If one certain person is to do it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(
            self,
            "organisation",
            Organisation.objects.of_city(self.city).in_force(self.today).order_by("name"),
        )
        offer(self, "owner", queries.doers(self.city, self.today))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("organisation") or cleaned.get("owner")):
            self.add_error(
                "organisation",
                gettext("Name an organisation or a person: a task that nobody owns is forgotten."),
            )
        return cleaned

    def what(self) -> dict[str, Any]:
        return super().what() | {name: self.cleaned_data[name] for name in ("organisation", "owner")}


class ManyTasksForm(TaskForm):
    field_order = ("title", "due_on", "organisations")
    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them gets a task of its own."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = Organisation.objects.filter(city=self.city).in_force(self.today)
        offer(self, "organisations", own.order_by("kind", "name"))


class ChangeForm(TaskForm):
    """Correcting a task; a day that is past may stay as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, task: Task, **options: Any) -> None:
        fields = ("title", "due_on", "description", "priority", "needs_proof", "version")
        self.task = task
        super().__init__(*args, initial={name: getattr(task, name) for name in fields}, **options)
        del self.fields["parts"]

    def clean_due_on(self) -> date:
        return self.task.due_on if self.cleaned_data["due_on"] == self.task.due_on else super().clean_due_on()

    def changes(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name]
            for name in ("title", "due_on", "description", "priority", "needs_proof")
        }


# --- Lists -------------------------------------------------------------------------------------------------


class MineFilter(forms.Form):
    """Words and origin, in the address."""

    cari = forms.CharField(label=_("Words or code"), required=False, max_length=80, widget=forms.SearchInput)
    asal = forms.ChoiceField(label=_("Made of"), required=False)

    def __init__(self, *args: Any, origins: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        choice(self, "asal", [("", gettext("everything")), *_named(origins)])

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("cari") or "").strip() if self.is_valid() else ""

    @property
    def origin(self) -> str:
        return str(self.cleaned_data.get("asal") or "") if self.is_valid() else ""


class BoardFilter(MineFilter):
    organisasi = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, widget=LongSelect
    )
    status = forms.ChoiceField(label=pgettext_lazy("task", "State"), required=False)
    field_order = ("cari", "organisasi", "status", "asal")

    def __init__(self, *args: Any, city: City, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisasi"]
        assert isinstance(field, forms.ModelChoiceField)
        field.empty_label = gettext("all")
        offer(self, "organisasi", Organisation.objects.filter(tasks__city=city).distinct().order_by("name"))
        states = [(state.value, STATES[state]) for state in State]
        special = [(queries.LATE, gettext("late")), (queries.UNDER_WAY, gettext("all that is not finished"))]
        choice(self, "status", [("", gettext("all")), *special, *states])

    def wanted(self) -> queries.Wanted:
        if not self.is_valid():
            return queries.Wanted()
        chosen = self.cleaned_data["organisasi"]
        return queries.Wanted(
            words=self.words,
            organisation=chosen.pk if chosen else None,
            origin=self.origin,
            state=self.cleaned_data["status"],
        )


def offer(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    if field.empty_label:
        field.empty_label = "–" if field.empty_label.startswith("---") else field.empty_label


def choice(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _named(origins: Iterable[str]) -> list[tuple[str, Any]]:
    known = kinds()
    return [(name, known[name].noun) for name in origins if name in known]
