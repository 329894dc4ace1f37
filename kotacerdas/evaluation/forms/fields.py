"""Fields and helpers that several forms of this app share."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.faults import Fault, Refused, sentence

FORMAT = "%Y-%m-%dT%H:%M"
FIRST_YEAR, LAST_YEAR = 2015, 2100


class MomentField(forms.DateTimeField):
    """A day and an hour on the clock of `zone`, as the browser's calendar gives it, or typed by hand."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT)
        super().__init__(widget=widget, **options)
        self.input_formats = [
            FORMAT,
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%d %H:%M",
            "%d/%m/%Y %H.%M",
            "%d/%m/%Y %H:%M",
        ]
        self.error_messages["invalid"] = _("Write day and hour like this: 12/12/2026 17.00.")
        self.zone = formats.zone_of("UTC")

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            moment: datetime | None = super().to_python(value)
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise forms.ValidationError(_("Check the year: it is hardly meant like this."))
        return moment

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone).replace(tzinfo=None) if isinstance(value, datetime) else value


def set_choices(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Choices that depend on what the form is made for."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def set_zone(form: forms.Form, zone: str) -> None:
    """The clock on which all moments of the form are meant."""
    for field in form.fields.values():
        if isinstance(field, MomentField):
            field.zone = formats.zone_of(zone)


def say(
    form: forms.Form,
    faults: Iterable[Fault] | Refused,
    *,
    beside: Mapping[str, str],
    zone: str,
) -> None:
    """Each fault beside the field that it is about, by its kind; the others above the form. Moments in them are told on
    the clock of the form."""
    with timezone.override(formats.zone_of(zone)):
        for fault in faults.faults if isinstance(faults, Refused) else faults:
            name = beside.get(fault.kind, "")
            form.add_error(name if name in form.fields else None, sentence(fault))
