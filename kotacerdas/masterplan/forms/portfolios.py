"""What a person types about portfolios: what may be spent and worked, what must be in, and what was decided."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.followup.forms.fields import DayField
from kotacerdas.indicators.forms.fields import NumberField, area
from kotacerdas.masterplan.actions.portfolios import PortfolioWords, ResolutionWords
from kotacerdas.masterplan.domain.portfolio.candidates import Limits
from kotacerdas.masterplan.domain.record import MOST_MONEY
from kotacerdas.masterplan.forms.editions import PlainForm
from kotacerdas.masterplan.forms.priorities import written
from kotacerdas.masterplan.models import Portfolio, Resolution
from kotacerdas.masterplan.models.choices import Money
from kotacerdas.masterplan.queries.portfolios import Offer
from kotacerdas.people.models import Organisation

MILLION = 1_000_000
SPARE_DISSENTS = 3
PREFIX = "keberatan"
FIELD_OF = {
    "portfolio-without-title": "title", "portfolio-without-priorities": "objective", "portfolio-without-gains": "objective",
    "resolution-without-reason": "reason", "resolution-without-answer": "outcome", "resolution-of-the-future": "decided_on",
}  # fmt: skip


class MillionsField(NumberField):
    """Millions of rupiah, kept as whole rupiah."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is None:
            return None
        rupiah = found * MILLION
        if rupiah != rupiah.to_integral_value() or not 0 <= rupiah < MOST_MONEY:
            raise forms.ValidationError(gettext("Write millions of rupiah, such as 1.250 or 12,5."))
        return int(rupiah)


def millions(rupiah: Decimal | int | None) -> str:
    return "" if rupiah is None else written(Decimal(rupiah) / MILLION)


class PortfolioForm(forms.Form):
    """Asks for money and work from `first_year` on; what all programmes together would take stands there to begin with."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("What it tries out, such as “With a tenth less APBD”.")
    )
    objective = forms.ChoiceField(
        label=_("What is wanted"),
        choices=Portfolio.Objective.choices,
        widget=forms.RadioSelect,
        initial="priority",
    )
    must = forms.MultipleChoiceField(
        label=_("Programmes that must be in"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, offer: Offer, first_year: int, years: range, agencies: Mapping[str, Organisation],
        like: Portfolio | None = None, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.first_year, self.years = first_year, [year for year in years if year >= first_year]
        self.agencies = agencies
        limits = like.limits if like else {}
        self._money(offer.wanted(first_year), limits.get("budget"))
        self._work(offer.agencies(first_year), limits.get("capacity"))
        choosable = offer.choices(first_year).programmes
        field = self.fields["must"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.code, f"{each.code} {each.title}") for each in choosable]
        if like is not None:
            self.initial = {**self.initial, "objective": like.objective, "must": limits.get("must", [])}

    def _money(self, wanted: Mapping[str, Mapping[int, int]], given: Mapping[str, Any] | None) -> None:
        self.sources = [each for each in Money if each.value in wanted or each == Money.APBD]
        for source in self.sources:
            for year in self.years:
                name = f"b-{source.value}-{year}"
                self.fields[name] = MillionsField(label=f"{source.label} {year}")
                amount = wanted.get(source.value, {}).get(year)
                self.initial[name] = millions(
                    amount if given is None else given.get(source.value, {}).get(str(year))
                )

    def _work(self, wanted: Mapping[str, Mapping[int, Decimal]], given: Mapping[str, Any] | None) -> None:
        self.working = [code for code in wanted if code in self.agencies]
        for code in self.working:
            for year in self.years:
                name = f"c-{self.working.index(code)}-{year}"
                self.fields[name] = NumberField(required=False, label=f"{self.agencies[code]} {year}")
                amount = (given or {}).get(code, {}).get(str(year))
                self.initial[name] = written(Decimal(amount)) if amount is not None else ""

    def money_rows(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        for source in self.sources:
            yield source.label, [self[f"b-{source.value}-{year}"] for year in self.years]

    def work_rows(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        for at, code in enumerate(self.working):
            yield self.agencies[code], [self[f"c-{at}-{year}"] for year in self.years]

    def wanted(self) -> PortfolioWords:
        given = self.cleaned_data
        budget = {
            source.value: {
                year: amount
                for year in self.years
                if (amount := given.get(f"b-{source.value}-{year}")) is not None
            }
            for source in self.sources
        }
        capacity = {code: self._of_agency(at) for at, code in enumerate(self.working)}
        return PortfolioWords(
            given["title"], given["objective"],
            Limits(
                self.first_year, budget, {code: years for code, years in capacity.items() if years},
                frozenset(given["must"]),
            ),
        )  # fmt: skip

    def _of_agency(self, at: int) -> dict[int, Decimal]:
        """An agency with no figure at all has no limit; one with some has none to give in the other years."""
        given = {year: self.cleaned_data.get(f"c-{at}-{year}") for year in self.years}
        return {year: months for year, months in given.items() if months is not None}


class RenameForm(PlainForm):
    title = forms.CharField(label=_("Title"), max_length=200)


class ResolutionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Resolution.Outcome.choices, widget=forms.RadioSelect
    )
    reason = area(_("Reason"), required=True, rows=4, most=4000)
    decided_on = DayField(label=_("Decided on"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def wanted(self, lines: Sequence["DissentForm"]) -> ResolutionWords:
        given = self.cleaned_data
        return ResolutionWords(
            given["outcome"], given["reason"], given["decided_on"], [said for line in lines if (said := line.said())]
        )  # fmt: skip


class DissentForm(forms.Form):
    """Empty, it is none."""

    name = forms.CharField(label=_("Who does not agree"), required=False, max_length=200)
    reason = area(_("Why not"), most=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def said(self) -> tuple[str, str] | None:
        given = self.cleaned_data
        return (given["name"], given["reason"]) if given["name"] or given["reason"] else None


def dissent_forms(typed: Any) -> list[DissentForm]:
    return [DissentForm(typed, prefix=f"{PREFIX}-{at}") for at in range(SPARE_DISSENTS)]
