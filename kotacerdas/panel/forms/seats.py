"""What is typed to appoint, to declare, to end an appointment, to take a result up again, and about a difference."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.fields import RowsField
from kotacerdas.panel.domain.seating import MOST
from kotacerdas.people.models import City, User

INDEPENDENT, CONFLICT = "1", "0"


class PlainForm(forms.Form):
    """Labels without a colon."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""


class SearchForm(forms.Form):
    cari = forms.CharField(
        label=_("Search a name or an e-mail"), required=False, max_length=80, widget=forms.SearchInput
    )

    def asked(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("cari", "") or "")


class AppointForm(forms.Form):
    """The page writes the boxes itself, with in how many panels each sits already."""

    people = RowsField(
        label=_("Assessors"),
        queryset=User.objects.none(),
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_from(self, "people", people)

    @property
    def ticked(self) -> set[str]:
        """What was sent, so that a refused form keeps it."""
        return _sent(self, "people")


class BatchForm(AppointForm):
    """The same people to the panels of several cities."""

    cities = RowsField(
        label=_("Cities"),
        queryset=City.objects.none(),
        error_messages={"required": _("Tick at least one city in the table.")},
    )

    def __init__(self, *args: Any, cities: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_from(self, "cities", cities)

    @property
    def ticked_cities(self) -> set[str]:
        return _sent(self, "cities")

    def clean_people(self) -> Any:
        """More than a panel has seats is a slip of the hand."""
        people = self.cleaned_data["people"]
        if len(people) > MOST:
            raise forms.ValidationError(_("A panel has five seats at most. Choose fewer people."))
        return people


def _sent(form: forms.Form, name: str) -> set[str]:
    return set(form.data.getlist(name)) if isinstance(form.data, QueryDict) else set()


def _choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelMultipleChoiceField)
    field.queryset = rows


class DeclareForm(PlainForm):
    stance = forms.ChoiceField(
        label=_("Are you independent of this city?"),
        widget=forms.RadioSelect,
        choices=[
            (INDEPENDENT, _("Nothing stands against it")),
            (CONFLICT, _("There is a conflict of interest")),
        ],
        error_messages={"required": _("Choose one of the two.")},
    )
    statement = forms.CharField(
        label=_("What stands against it, or what should be known"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed with a conflict. Whoever keeps the round reads it."),
    )
    beside: ClassVar = {"conflict-without-words": "statement"}

    @property
    def is_independent(self) -> bool:
        return bool(self.cleaned_data["stance"] == INDEPENDENT)


class EndForm(PlainForm):
    reason = forms.CharField(
        label=_("Why the appointment is taken back"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands beside the seat. What was scored is kept and counts no more."),
    )


class ReopenForm(PlainForm):
    reason = forms.CharField(
        label=_("Why the result is taken up again"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands in the trail. The scores stay as they are."),
    )


class TalkForm(PlainForm):
    words = forms.CharField(
        label=_("What came of the talk"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
