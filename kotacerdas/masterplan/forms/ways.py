"""What a person types about a way to build a programme."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.language import pick
from kotacerdas.evidence.models import Document
from kotacerdas.indicators.forms.fields import NumberField, area
from kotacerdas.masterplan import scales
from kotacerdas.masterplan.actions.ways import WayWords
from kotacerdas.masterplan.forms.portfolios import MillionsField, millions
from kotacerdas.masterplan.forms.priorities import Versioned, written
from kotacerdas.masterplan.models import Edition, Way
from kotacerdas.masterplan.models.choices import Money

SPARE, MOST_LINES = 2, 40
PREFIX = "biaya"
MOST_DOCUMENTS = 200
FIELD_OF = {
    "way-without-title": "title", "way-life": "life_years", "way-months": "months", "way-half-risk": "impact",
    "way-brings": "brings", "way-without-reason": "reason",
}  # fmt: skip


def _whole(label: Any, help_text: Any = "") -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4})
    return forms.IntegerField(label=label, required=False, widget=widget, help_text=help_text)


class WayForm(Versioned):
    """The cost of building are forms of their own, sent with it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    delivery = forms.ChoiceField(label=_("Who builds and pays"), choices=Way.Delivery.choices)
    technology = forms.CharField(label=_("Technology"), max_length=300, required=False)
    partner = forms.CharField(label=_("Partner"), max_length=200, required=False)
    decides = forms.CharField(label=_("Who decides"), max_length=200, required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=Way.Stage.choices)
    yearly_cost = MillionsField(label=_("Running it, million rupiah a year"))
    life_years = _whole(_("Years of life"))
    months = _whole(_("Months until it can be used"))
    brings = NumberField(
        label=_("Percent of what the programme brings"), help_text=_("100 if this way brings all of it.")
    )
    risk = forms.CharField(label=_("Its greatest risk"), max_length=400, required=False)
    likelihood = forms.TypedChoiceField(label=_("How likely"), required=False, coerce=int, empty_value=None)
    impact = forms.TypedChoiceField(label=_("How hard it hits"), required=False, coerce=int, empty_value=None)
    note = area(_("Note"), rows=3)
    documents = forms.MultipleChoiceField(
        label=_("Documents"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, documents: Any, kept: Way | None = None, **options: Any) -> None:
        options.setdefault("initial", _initial(kept) if kept else {"brings": "100", "stage": "idea"})
        super().__init__(*args, **options)
        scale = scales.risk_scale()
        for name, words in (("likelihood", scale.likelihoods), ("impact", scale.impacts)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            named = [
                (str(at), f"{at}. {pick({'word': each}, 'word')}") for at, each in enumerate(words, start=1)
            ]
            field.choices = [("", gettext("not judged")), *named]
        # By keys, so that the list can be cut and still be searched for what was chosen.
        offered = list(documents.values_list("pk", flat=True)[:MOST_DOCUMENTS])
        if kept is not None:
            offered += kept.documents.values_list("pk", flat=True)
        rows = list(Document.objects.filter(pk__in=offered).order_by("title", "pk"))
        # Named by their codes: how many documents a city keeps is nobody's business.
        self._documents = {each.code: each.pk for each in rows}
        chosen = self.fields["documents"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(each.code, str(each)) for each in rows]
        if not rows:
            del self.fields["documents"]

    def wanted(self, lines: Sequence["CostForm"]) -> WayWords:
        given = self.cleaned_data
        capital: dict[str, dict[int, int]] = {}
        for line in lines:
            if found := line.cost():
                source, year, amount = found
                years = capital.setdefault(source, {})
                years[year] = years.get(year, 0) + amount
        names = (
            "title", "delivery", "technology", "partner", "decides", "stage", "yearly_cost", "life_years", "months", "risk",
            "likelihood", "impact", "note",
        )  # fmt: skip
        documents = (
            frozenset(map(self._documents.__getitem__, given["documents"])) if "documents" in given else None
        )
        share = (given["brings"] or Decimal(0)) / 100
        return WayWords(
            capital=capital, brings=share, documents=documents, **{name: given[name] for name in names}
        )


class CostForm(forms.Form):
    """One source in one year; without an amount it is none."""

    source = forms.ChoiceField(label=_("Source of the money"), choices=Money.choices, required=False)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False, empty_value=None)
    amount = MillionsField(label=_("Million rupiah"))

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(year), str(year)) for year in edition.years]

    def cost(self) -> tuple[str, int, int] | None:
        given = self.cleaned_data
        if not given.get("amount") or not given.get("source") or not given.get("year"):
            return None
        return given["source"], given["year"], given["amount"]


def cost_forms(typed: Any, kept: Way | None, edition: Edition) -> list[CostForm]:
    rows: list[dict[str, Any]] = [
        {"source": source, "year": year, "amount": millions(amount)}
        for source, years in (kept.capital if kept else {}).items()
        for year, amount in years.items()
    ]
    count = len(rows) + SPARE if rows else 3
    if typed is not None:
        sent = [key.split("-")[1] for key in typed if key.startswith(f"{PREFIX}-") and key.count("-") == 2]
        numbers = [int(at) for at in sent if at.isascii() and at.isdigit() and len(at) < 3]
        count = min(MOST_LINES, max(numbers, default=-1) + 1)
    rows += [{}] * (count - len(rows))
    return [
        CostForm(typed, prefix=f"{PREFIX}-{at}", initial=rows[at], edition=edition) for at in range(count)
    ]


def _initial(kept: Way) -> dict[str, Any]:
    plain = (
        "title", "delivery", "technology", "partner", "decides", "stage", "life_years", "months", "risk", "likelihood", "impact",
        "note", "version",
    )  # fmt: skip
    return {
        **{name: getattr(kept, name) for name in plain},
        "yearly_cost": millions(kept.yearly_cost), "brings": written(kept.brings * 100),
        "documents": list(kept.documents.values_list("code", flat=True)),
    }  # fmt: skip


class ChooseForm(Versioned):
    reason = area(_("Why this way"), required=True, rows=3, most=1000)
