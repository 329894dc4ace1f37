"""What an agency types about a programme: a month, a milestone, a risk."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.language import pick
from kotacerdas.followup.forms.fields import DayField
from kotacerdas.indicators.forms.fields import NumberField, area
from kotacerdas.masterplan import findings, scales
from kotacerdas.masterplan.domain.milestones import Step
from kotacerdas.masterplan.domain.risks import STEPS, Judged
from kotacerdas.masterplan.models import Milestone, Programme, Risk
from kotacerdas.masterplan.queries.progress import Month, YearSheet
from kotacerdas.people.models import Organisation

FIELD_OF = {
    "physical-not-a-percentage": "physical",
    "physical-too-fine": "physical",
    "physical-falls": "physical",
    "physical-above-next": "physical",
    "spent-falls": "correction",
    "milestone-without-title": "title",
    "milestone-weight": "weight",
    "milestone-weight-too-fine": "weight",
    "milestone-outside-edition": "due_on",
    "milestone-done-in-future": "done_on",
    "risk-without-words": "what",
    "risk-half-residual": "residual_impact",
    "risk-grows-by-treatment": "residual_impact",
    "risk-untreated": "treatment",
}
"""Beside which field a fault stands."""


class _Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SpentField(NumberField):
    """Whole rupiah of one month; money that comes back is negative."""

    def __init__(self, **options: Any) -> None:
        super().__init__(is_whole=True, required=False, **options)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is not None and found != found.to_integral_value():
            raise forms.ValidationError(gettext("Write whole rupiah, such as 1.250.000."))
        return None if found is None else int(found)


class ReportForm(_Versioned):
    """One month. Asks for money only of sources that give some in the year."""

    physical = NumberField(label=_("Work done since January, in percent of the year’s work"))
    note = area(_("What was done"), rows=3)
    obstacle = area(_("What hinders"), rows=2)
    correction = forms.CharField(
        label=_("Why it is less than before"),
        max_length=500,
        required=False,
        help_text=_("Only if less is done, or less was spent, than you reported for an earlier month."),
    )

    def __init__(self, *args: Any, sheet: YearSheet, month: int, **options: Any) -> None:
        self.sheet, self.month = sheet, month
        kept, before = sheet.month(month), sheet.before(month)
        options.setdefault("initial", _initial(kept))
        super().__init__(*args, **options)
        self.fields["physical"].help_text = findings.progress.last_said(before)
        for purse in sheet.purses:
            self.fields[f"spent_{purse.source}"] = SpentField(
                label=_("Spent in this month: %(source)s, in rupiah")
                % {"source": findings.progress.source_name(purse.source)},
                help_text=findings.progress.purse_left(purse, kept),
            )
        self.order_fields(["version", "physical", *self._money_names, "note", "obstacle", "correction"])

    @property
    def _money_names(self) -> list[str]:
        return [f"spent_{each.source}" for each in self.sheet.purses]

    def wanted(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = ("physical", "note", "obstacle", "correction")
        spent = {name.removeprefix("spent_"): given[name] or 0 for name in self._money_names}
        return {**{name: given[name] for name in names}, "spent": spent}


def _initial(kept: Month | None) -> dict[str, Any]:
    if kept is None:
        return {"version": 0}
    row = kept.report
    money = {f"spent_{source}": formats.number(amount) for source, amount in kept.spent.items()}
    return {
        "version": row.version, "physical": formats.number(row.physical.normalize()), "note": row.note,
        "obstacle": row.obstacle, "correction": row.correction, **money,
    }  # fmt: skip


class MilestoneForm(_Versioned):
    title = forms.CharField(
        label=pgettext_lazy("milestone", "What will be there when it is reached"), max_length=300
    )
    weight = NumberField(
        label=pgettext_lazy("milestone", "Weight"),
        help_text=_(
            "Its share counts: three milestones of weight 1 are a third each. Every number above 0 will do."
        ),
    )
    due_on = DayField(label=_("Due on"), required=False)
    done_on = DayField(label=_("Done on"), required=False, help_text=_("Leave it empty until it is reached."))

    def __init__(self, *args: Any, kept: Milestone | None = None, **options: Any) -> None:
        if kept is None:
            first: dict[str, Any] = {"weight": "1", "version": 0}
        else:
            first = {name: getattr(kept, name) for name in ("title", "due_on", "done_on", "version")}
            first["weight"] = formats.number(kept.weight.normalize())
        options.setdefault("initial", first)
        super().__init__(*args, **options)

    def wanted(self) -> Step:
        given = self.cleaned_data
        return Step(given["title"], Decimal(given["weight"]), given["due_on"], given["done_on"])


def _steps(words: Any, *, is_empty_allowed: bool = False) -> list[tuple[str, str]]:
    """1 to 5, each with its word."""
    named = [
        (str(at), f"{at}. {pick({'word': word}, 'word')}") for at, word in zip(STEPS, words, strict=True)
    ]
    return [("", "–"), *named] if is_empty_allowed else named


class RiskForm(_Versioned):
    """Likelihood and impact in the words of the matrix; the size is never typed."""

    what = forms.CharField(label=_("What may happen"), max_length=400)
    cause = forms.CharField(label=_("Cause"), max_length=400, required=False)
    effect = forms.CharField(label=_("Effect"), max_length=400, required=False)
    likelihood = forms.TypedChoiceField(label=_("Likelihood"), coerce=int, widget=forms.RadioSelect)
    impact = forms.TypedChoiceField(label=_("Impact"), coerce=int, widget=forms.RadioSelect)
    treatment = forms.ChoiceField(label=_("Treatment"), required=False)
    mitigation = area(_("What is done about it"), rows=3)
    owner = forms.ModelChoiceField(
        label=pgettext_lazy("risk", "Owner"), queryset=Organisation.objects.none(), required=False
    )
    residual_likelihood = forms.TypedChoiceField(
        label=_("Likelihood after treatment"), coerce=int, required=False, empty_value=None
    )
    residual_impact = forms.TypedChoiceField(
        label=_("Impact after treatment"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, programme: Programme, kept: Risk | None = None, **options: Any) -> None:
        names = [name for name in self.base_fields if name not in ("version", "owner")]
        first = {name: getattr(kept, name) for name in names} if kept else {}
        owner = kept.owner_id if kept else programme.lead_id
        options.setdefault("initial", {**first, "owner": owner, "version": kept.version if kept else 0})
        super().__init__(*args, **options)
        scale = scales.risk_scale()
        for prefix, is_free in (("", False), ("residual_", True)):
            for name, words in (("likelihood", scale.likelihoods), ("impact", scale.impacts)):
                _choices(self, f"{prefix}{name}", _steps(words, is_empty_allowed=is_free))
        treatments = [(code, pick({"word": word}, "word")) for code, word in scale.treatments.items()]
        _choices(self, "treatment", [("", "–"), *treatments])
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(city=programme.edition.city)
        field.empty_label = "–"

    def wanted(self) -> Judged:
        given = self.cleaned_data
        names = ("what", "likelihood", "impact", "treatment", "mitigation", "residual_likelihood", "residual_impact")  # fmt: skip
        return Judged(**{name: given[name] for name in names})

    def around(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("cause", "effect", "owner")}


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
