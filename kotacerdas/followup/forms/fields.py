"""Fields that several forms of this app share."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext

from kotacerdas.common import formats
from kotacerdas.common.calendars import national

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
