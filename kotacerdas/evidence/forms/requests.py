"""What a person may type about a request for evidence."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.calendars import national
from kotacerdas.common.widgets import LongSelect
from kotacerdas.evidence.forms.plain import Plain
from kotacerdas.evidence.targets import Target
from kotacerdas.people.models import City, Organisation

SUGGESTED_WORKING_DAYS = (5, 10)


class RequestForm(Plain):
    """What is needed of whom until when; for questions of a round, or for something else."""

    field_order = ("what", "agency", "due_on", "note", "questions")
    what = forms.CharField(
        label=_("What is needed"),
        max_length=300,
        help_text=_("As its people call it: “SK Dewan Smart City”, “minutes of the Forum 2025”."),
    )
    agency = forms.ModelChoiceField(
        label=_("Of whom"), queryset=Organisation.objects.none(), widget=LongSelect
    )
    due_on = forms.DateField(
        label=_("Due on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What usually proves it, where it may lie, whom to call."),
    )
    questions = forms.MultipleChoiceField(
        label=_("Questions that it should prove"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, city: City, today: date, wanted: list[Target], **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.targets = today, {each.key: each for each in wanted}
        mine = Organisation.objects.of_city(city).in_force(today).order_by("name")
        self.offer("agency", mine)
        self.fields["due_on"].help_text = _working_days(today)
        if wanted:
            self.choose("questions", [(each.key, f"{each.code} {each.title}") for each in wanted])
            self.fields["questions"].initial = [each.key for each in wanted]
        else:
            del self.fields["questions"]

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            words = gettext("The day %(day)s is past. Choose today or a later day.")
            raise forms.ValidationError(words % {"day": formats.day(day)})
        return day

    def asked(self) -> dict[str, Any]:
        """As `actions.ask` takes it."""
        given = self.cleaned_data
        chosen = [self.targets[key] for key in given.get("questions", [])]
        return {name: given[name] for name in ("what", "agency", "due_on", "note")} | {"wanted": chosen}


def _working_days(today: date) -> str:
    days = [
        gettext("%(count)d working days from today: %(day)s") % {"count": count, "day": formats.weekday(day)}
        for count in SUGGESTED_WORKING_DAYS
        for day in [national().add_working_days(today, count)]
    ]
    return "; ".join(days) + "."


class ReasonForm(Plain):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class MissingForm(ReasonForm):
    """What the agency reads."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = _("What is missing")


class MailForm(Plain):
    address = forms.EmailField(
        label=_("E-mail"), max_length=254, help_text=_("Of somebody there who has no account here.")
    )


class PhoneForm(Plain):
    phone = forms.CharField(
        label=_("WhatsApp number"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
        help_text=_("0812…; it is not kept."),
    )
