"""What the lists of tasks are narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.subjects import kinds
from kotacerdas.common.widgets import LongSelect
from kotacerdas.followup import queries
from kotacerdas.followup.domain.workflow import State
from kotacerdas.followup.forms.fields import choice, offer
from kotacerdas.followup.words import STATES
from kotacerdas.people.models import City, Organisation


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


def _named(origins: Iterable[str]) -> list[tuple[str, Any]]:
    known = kinds()
    return [(name, known[name].noun) for name in origins if name in known]
