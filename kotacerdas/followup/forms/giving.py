"""What a person may type about a new task, or to correct one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.fields import RowsField
from kotacerdas.common.widgets import LongSelect
from kotacerdas.followup import queries
from kotacerdas.followup.forms.fields import DayField, offer, text, working_days_help
from kotacerdas.followup.models import Priority, Task
from kotacerdas.people.models import City, Organisation, User


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
    organisations = RowsField(
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
