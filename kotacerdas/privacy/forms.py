"""What a person may ask, how the office answers, and what the breach notebook takes."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.people.models import City
from kotacerdas.privacy.models import Breach, Request

LONG = 4000


class AskForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you ask for?"), choices=Request.Kind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("What should be corrected or erased, and why. Needed for a correction."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Request.Kind.CORRECT and not cleaned.get("words", "").strip():
            self.add_error("words", _("Write what is wrong and what it should be."))
        return cleaned


class ZonedDateTimeField(forms.DateTimeField):
    """A moment as people write it on the spot: without a zone, in the city's."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, *, zone: ZoneInfo | None = None, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H.%M", "%d/%m/%Y %H:%M"], **kwargs
        )
        self.zone = zone or ZoneInfo("Asia/Jakarta")

    def prepare_value(self, value: Any) -> Any:
        return (
            value.astimezone(self.zone).replace(tzinfo=None)
            if isinstance(value, datetime) and value.tzinfo
            else value
        )

    def to_python(self, value: Any) -> datetime | None:
        found = super().to_python(value)
        return found.replace(tzinfo=self.zone) if found else None


class NoteForm(forms.Form):
    """A request that came by letter or at the desk."""

    city = forms.ModelChoiceField(
        label=_("City"), queryset=City.objects.none(), required=False, empty_label=_("none: the installation")
    )
    kind = forms.ChoiceField(label=_("What is asked"), choices=Request.Kind.choices)
    name = forms.CharField(label=_("Name of the person"), max_length=120)
    contact = forms.CharField(
        label=_("How to reach the person"),
        max_length=200,
        help_text=_("Address, telephone or e-mail, for the answer only."),
    )
    words = forms.CharField(
        label=_("In the person's words"), required=False, max_length=LONG, widget=forms.Textarea({"rows": 4})
    )
    received_at = ZonedDateTimeField(
        label=_("Received at"), help_text=_("The 3 x 24 hours run from this moment.")
    )

    def __init__(self, *args: Any, cities: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        _offer(self.fields["city"], cities)
        self.fields["received_at"].zone = zone  # type: ignore[attr-defined]  # a field of ours, declared above


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=_("Answer to the person"), max_length=LONG, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class BreachForm(forms.ModelForm):  # type: ignore[type-arg]  # the stubs make it generic, Django does not
    class Meta:
        model = Breach
        fields = (
            "city", "title", "known_at", "data", "persons", "course", "handling",
            "authority_told_at", "persons_told_at", "public_told_at",
        )  # fmt: skip
        field_classes = dict.fromkeys(
            ("known_at", "authority_told_at", "persons_told_at", "public_told_at"), ZonedDateTimeField
        )

    def __init__(self, *args: Any, cities: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = str(field.label)[:1].upper() + str(field.label)[1:]
            if isinstance(field, ZonedDateTimeField):
                field.zone = zone
                field.widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
            if name == "city":
                _offer(field, cities)

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def _offer(field: Any, cities: Any) -> None:
    """Who answers for one city chooses nothing."""
    field.queryset = cities.all()
    if field.queryset.count() == 1:
        field.initial = field.queryset.get()
        field.empty_label = None
        field.required = True
