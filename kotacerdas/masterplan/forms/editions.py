"""The cover of an edition, when its review opens, its adoption, and why it is taken back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.followup.forms.fields import DayField
from kotacerdas.indicators.forms.fields import area
from kotacerdas.masterplan.actions.editions import Head
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.models.editions import FIRST_YEAR, LAST_YEAR
from kotacerdas.people.models import City, Organisation

FIELD_OF = {
    "plan-code-taken": "code",
    "edition-without-title": "title_id",
    "edition-years": "last_year",
    "edition-too-long": "last_year",
    "edition-years-in-use": "last_year",
    "edition-agency": "organisation",
    "edition-without-reason": "reason",
    "review-ends-in-the-past": "until",
    "adoption-in-the-future": "on",
    "edition-undecided": "overruled",
}


class PlainForm(forms.Form):
    """With the version it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR)


class HeadForm(PlainForm):
    """Of a new edition; `kept` is the one whose cover changes, `after` the one that is continued. With either, kind and agency
    are not asked again."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=Edition.Kind.choices)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=pgettext_lazy("plan", "Agency"),
        required=False,
        empty_label="–",
        help_text=_("Of a Renstra or Renja."),
    )
    code = forms.SlugField(
        label=pgettext_lazy("plan", "Code"),
        max_length=60,
        help_text=_("It stands in the address, such as masterplan-2027. It is never changed."),
    )
    title_id = forms.CharField(label=_("Title (Indonesian)"), max_length=300)
    title_en = forms.CharField(label=_("Title (English)"), max_length=300, required=False)
    first_year = _year(_("First year"))
    last_year = _year(_("Last year"))
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=400,
        required=False,
        help_text=_("The regulation by which it is or will be adopted, if there is one."),
    )
    note_id = area(_("Note (Indonesian)"))
    note_en = area(_("Note (English)"))

    def __init__(
        self,
        *args: Any,
        city: City,
        kept: Edition | None = None,
        after: Edition | None = None,
        **options: Any,
    ) -> None:
        self._given = kept or after
        self._kept = kept
        options.setdefault("initial", _initial(kept, after))
        super().__init__(*args, **options)
        if self._given:
            del self.fields["kind"], self.fields["organisation"]
        else:
            chosen = self.fields["organisation"]
            assert isinstance(chosen, forms.ModelChoiceField)
            chosen.queryset = Organisation.objects.of_city(city).order_by("name")
        if kept:
            del self.fields["code"]

    def head(self) -> Head:
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if self._given:
            given |= {"kind": self._given.kind, "organisation": self._given.organisation}
        if self._kept:
            given["code"] = self._kept.code
        return Head(**given)


def _initial(kept: Edition | None, after: Edition | None) -> dict[str, Any]:
    if kept:
        names = (
            "title_id",
            "title_en",
            "first_year",
            "last_year",
            "legal_basis",
            "note_id",
            "note_en",
            "version",
        )
        return {name: getattr(kept, name) for name in names}
    if after:
        length = after.last_year - after.first_year
        first = after.last_year + 1
        return {
            "code": f"{after.kind}-{first}",
            "title_id": after.title_id,
            "title_en": after.title_en,
            "first_year": first,
            "last_year": first + length,
        }
    return {"kind": Edition.Kind.MASTERPLAN}


class ReviewForm(PlainForm):
    until = DayField(label=_("Open until"), help_text=_("The last day on which people comment and vote."))


class AdoptForm(PlainForm):
    """`undecided` words of the review ask for a reason."""

    on = DayField(label=_("Adopted on"), help_text=_("The day on the document."))
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=400,
        required=False,
        help_text=_("Kind, number and year of the regulation."),
    )
    overruled = area(
        _("Why in spite of undecided words"),
        most=1000,
        help_text=_("It stands in the trail for all who take part."),
    )

    def __init__(self, *args: Any, undecided: int = 0, **options: Any) -> None:
        super().__init__(*args, **options)
        if not undecided:
            del self.fields["overruled"]

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("overruled", ""))

    @property
    def day(self) -> date:
        given: date = self.cleaned_data["on"]
        return given


class TakeBackForm(PlainForm):
    reason = area(_("Reason"), required=True, most=1000)
