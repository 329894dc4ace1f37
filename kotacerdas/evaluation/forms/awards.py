"""An award as an operator records it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kotacerdas.common.faults import Refused, sentence
from kotacerdas.common.widgets import LongSelect
from kotacerdas.evaluation.actions import NewAward
from kotacerdas.evaluation.domain.dimensions import parts_to_honour
from kotacerdas.evaluation.forms.fields import FIRST_YEAR, LAST_YEAR, set_choices
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.templatetags.evaluation import part_name
from kotacerdas.people.models import City

BESIDE = {
    "award-without-title": "title_id",
    "award-without-result": "city",
    "award-part-unknown": "part",
    "award-twice": "title_id",
}


class AwardForm(forms.Form):
    city = forms.ModelChoiceField(
        label=gettext_lazy("City"),
        queryset=City.objects.none(),
        to_field_name="code",
        widget=LongSelect,
        empty_label=gettext_lazy("Choose ..."),
        help_text=gettext_lazy("A city with a result in this round."),
    )
    part = forms.ChoiceField(label=pgettext_lazy("award", "For"), required=False)
    title_id = forms.CharField(label=gettext_lazy("Title (Indonesian)"), max_length=200)
    title_en = forms.CharField(label=gettext_lazy("Title (English)"), max_length=200, required=False)
    awarded_on = forms.DateField(
        label=gettext_lazy("Awarded on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        required=False,
    )

    def __init__(self, *args: Any, round_: Round, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["city"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = City.objects.filter(results__round=round_, results__participated=True).order_by(
            "name"
        )
        codes = ("", *parts_to_honour(round_.edition))
        set_choices(self, "part", [(code, part_name(code, round_)) for code in codes])

    def clean_awarded_on(self) -> date | None:
        day: date | None = self.cleaned_data["awarded_on"]
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(_("Check the year: it is hardly meant like this."))
        return day

    def new(self) -> NewAward:
        return NewAward(**self.cleaned_data)

    def refuse(self, refused: Refused) -> None:
        """Each reason beside the field that it is about."""
        for fault in refused.faults:
            self.add_error(BESIDE.get(fault.kind), sentence(fault))
