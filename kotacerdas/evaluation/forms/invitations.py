"""Which cities are invited, and what a city answers."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kotacerdas.common.fields import RowsField
from kotacerdas.common.widgets import LongSelect
from kotacerdas.evaluation.forms.fields import set_choices
from kotacerdas.evaluation.models import Participation
from kotacerdas.people.models import City, TerritorialUnit

UNASKED = "none"
TAKES_PART, DECLINES = "1", "0"


class CitiesFilter(forms.Form):
    """An unknown value in the address counts as not given."""

    cari = forms.CharField(
        label=gettext_lazy("Search kabupaten or kota"),
        required=False,
        max_length=80,
        widget=forms.SearchInput,
    )
    provinsi = forms.ChoiceField(label=gettext_lazy("Province"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            (UNASKED, pgettext_lazy("participation", "not invited")),
            *Participation.State.choices,
        ],
    )

    def __init__(self, *args: Any, provinces: Iterable[TerritorialUnit], **rest: Any) -> None:
        super().__init__(*args, **rest)
        named = [(each.code, each.name) for each in provinces]
        set_choices(self, "provinsi", [("", gettext_lazy("All")), *named])
        if len(named) < 2:
            del self.fields["provinsi"]

    def asked(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, "") or "")


class InviteForm(forms.Form):
    """The chosen ones; the page writes the boxes itself, a row a city."""

    cities = RowsField(
        label=gettext_lazy("Cities"),
        queryset=City.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one city.")},
    )

    def __init__(self, *args: Any, cities: "Any", **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["cities"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = cities


class ProvinceForm(forms.Form):
    """All cities of a province at once."""

    province = forms.ModelChoiceField(
        label=gettext_lazy("Province"), queryset=TerritorialUnit.objects.none(), widget=LongSelect
    )

    def __init__(self, *args: Any, provinces: "Any", **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["province"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = provinces, _("Choose ...")


class JoinForm(forms.Form):
    takes_part = forms.ChoiceField(
        label=gettext_lazy("Does your city take part?"),
        widget=forms.RadioSelect,
        choices=[
            (TAKES_PART, gettext_lazy("Yes, it takes part")),
            (DECLINES, gettext_lazy("No, it does not take part")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed if it does not take part; the operator reads it."),
    )
    beside: ClassVar = {"round-declined-without-reason": "reason"}

    @property
    def says_yes(self) -> bool:
        return bool(self.cleaned_data["takes_part"] == TAKES_PART)
