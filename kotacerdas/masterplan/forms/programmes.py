"""The record of one programme: its words, its targets and ceilings year by year, and the money of one year after adoption."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common import formats
from kotacerdas.common.fields import RowsField
from kotacerdas.indicators.forms.fields import NumberField, area
from kotacerdas.masterplan.dimensions import subdimensions
from kotacerdas.masterplan.domain.record import MOST_MONEY, QUARTERS, Record
from kotacerdas.masterplan.domain.record import Money as Given
from kotacerdas.masterplan.models import Budget, Edition, Partner, Programme, WorkplanYear
from kotacerdas.masterplan.models.choices import Dimension, Money
from kotacerdas.people.models import Organisation

_WORDS = (
    "title", "kind", "dimension", "subdimension", "nature", "goal", "description", "measure", "unit", "direction",
    "baseline", "baseline_year", "starts_on", "ends_on", "rpjmd_ref", "is_budget_tagged",
)  # fmt: skip
_WORKPLANS = {document.value: f"{document}_years" for document in WorkplanYear.Document}
_LIVING = ("state", "stop_reason", "renstra_ref")
FIELD_OF = {
    "programme-code": "code",
    "programme-code-taken": "code",
    "programme-without-title": "title",
    "programme-without-dimension": "dimension",
    "programme-stopped-without-reason": "stop_reason",
    "programme-ends-before-start": "ends_on",
    "day-outside-edition": "starts_on",
}
"""Beside which field a fault of the record stands."""


_PARTNER_WORDS = {
    "bumd": "city_company", "universitas": "university", "kampus": "university", "swasta": "company",
    "komunitas": "community", "kementerian": "ministry", "tetangga": "neighbour",
}  # fmt: skip
"""Further words for kinds of partners, beside those that the page shows."""


class RupiahField(NumberField):
    """Whole rupiah, as a plain number of Python."""

    def __init__(self, **options: Any) -> None:
        super().__init__(is_whole=True, required=False, **options)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is None:
            return None
        if found != found.to_integral_value() or not 0 <= found < MOST_MONEY:
            raise forms.ValidationError(
                _now("Write whole rupiah from 0 to below 1,000 trillion, such as 1.250.000.000.")
            )
        return int(found)


class ProgrammeForm(forms.Form):
    """For a new programme, or `kept`. In a frozen edition only what lives on is asked."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_(
            "Letters, digits, points and dashes, as in SG-01. It stands in the address and never changes."
        ),
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=pgettext_lazy("programme", "Kind"), choices=Programme.Kind.choices)
    dimension = forms.ChoiceField(label=_("Dimension"), required=False)
    subdimension = forms.ChoiceField(label=_("Sub-dimension"), required=False)
    nature = forms.ChoiceField(
        label=_("Nature"),
        required=False,
        help_text=_(
            "A smart city is not only digital: services, things that are built and behaviour count too."
        ),
    )
    goal = area(pgettext_lazy("programme", "Goal"))
    description = area(_("Description"), rows=4, most=4000)
    lead = forms.ModelChoiceField(
        label=_("Leading agency"), queryset=Organisation.objects.none(), required=False
    )
    supporting = RowsField(
        label=_("Supporting agencies"), queryset=Organisation.objects.none(), required=False
    )
    partners = area(
        _("Outside partners"),
        rows=3,
        help_text=_(
            "One a line; behind a semicolon the kind: university, company, BUMD, community, ministry, neighbour."
        ),
    )
    measure = forms.CharField(label=_("Measured by"), max_length=400, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    direction = forms.ChoiceField(
        label=pgettext_lazy("indicator", "Direction"), choices=Programme.Direction.choices
    )
    baseline = NumberField(label=_("At the beginning"), required=False)
    baseline_year = forms.IntegerField(
        label=_("Year of the beginning"), required=False, min_value=1980, max_value=2150
    )
    starts_on = forms.DateField(
        label=_("Starts on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=_("Ends on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    state = forms.ChoiceField(label=pgettext_lazy("programme", "State"), choices=Programme.State.choices)
    stop_reason = forms.CharField(label=_("Why it was stopped"), max_length=500, required=False)
    rpjmd_ref = forms.CharField(label=_("Place in the RPJMD"), max_length=300, required=False)
    renstra_ref = forms.CharField(label=_("Place in the Renstra"), max_length=300, required=False)
    renja_years = forms.MultipleChoiceField(
        label=_("Years in the agency’s Renja"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("The years whose Renja of the leading agency holds the programme."),
    )  # fmt: skip
    rkpd_years = forms.MultipleChoiceField(
        label=_("Years in the city’s RKPD"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("The years whose RKPD holds the programme; it goes on after adoption."),
    )  # fmt: skip
    sipd_urusan = forms.CharField(label=_("SIPD: urusan"), max_length=40, required=False)
    sipd_program = forms.CharField(label=_("SIPD: program"), max_length=40, required=False)
    sipd_kegiatan = forms.CharField(label=_("SIPD: kegiatan"), max_length=40, required=False)
    sipd_subkegiatan = forms.CharField(label=_("SIPD: sub-kegiatan"), max_length=40, required=False)
    standards = area(
        _("Codes of standards"),
        rows=2,
        help_text=_("One a line, such as “U4SSC EC:ICT:ICT:5C” or “SNI ISO 37122 5.1”."),
    )
    questions = forms.CharField(
        label=_("Questions that it answers"), max_length=300, required=False,
        help_text=_("Codes of the evaluation's questions, with spaces between: C01 C31."),
    )  # fmt: skip
    is_budget_tagged = forms.BooleanField(
        label=_("Its money counts as budget of the Smart City"), required=False, initial=True
    )

    def __init__(self, *args: Any, edition: Edition, kept: Programme | None = None, **options: Any) -> None:
        if kept is not None:
            options.setdefault("initial", _initial(kept))
        super().__init__(*args, **options)
        self.label_suffix = ""
        self._edition = edition
        none = [("", "–")]
        self._choose("dimension", [*none, *Dimension.choices])
        self._choose("nature", [*none, *Programme.Nature.choices])
        self._choose("subdimension", [*none, *_subdimensions()])
        here = Organisation.objects.of_city(edition.city)
        agencies = here.in_force(timezone.localdate()).order_by("name")
        if kept is not None:
            # One that no longer exists stays where it stands; nobody newly chooses it.
            held = [kept.lead_id, *kept.supporting.values_list("pk", flat=True)]
            agencies = agencies | here.filter(pk__in=[key for key in held if key])
        for name in ("lead", "supporting"):
            self.fields[name].queryset = agencies  # type: ignore[attr-defined]  # fields of rows
        for name in _WORKPLANS.values():
            self._choose(name, [(str(year), str(year)) for year in edition.years])
        for year in edition.years:
            self.fields[f"target_{year}"] = NumberField(label=str(year), required=False)
            for source in Money:
                label = f"{year} {source.label}"
                self.fields[f"money_{year}_{source}"] = RupiahField(label=label)
        if kept is not None:
            del self.fields["code"]
        if edition.is_frozen:
            living = {"version", *_LIVING, *_WORKPLANS.values(), *_sipd(), "standards", "questions"}
            for name in set(self.fields) - living:
                del self.fields[name]

    def _choose(self, name: str, choices: Iterable[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith(("target_", "money_", "version"))]

    def target_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("target_")]

    def money_rows(self) -> list[tuple[Money, list[forms.BoundField]]]:
        """A row for each source, with one field a year."""
        if self._edition.is_frozen:
            return []
        return [
            (source, [self[f"money_{year}_{source}"] for year in self._edition.years]) for source in Money
        ]

    def record(self, kept: Programme | None) -> Record:
        given = self.cleaned_data
        fields = {name: given[name] for name in (*_WORDS, *_LIVING) if name in given}
        if "lead" in given:
            fields["lead_id"] = given["lead"].pk if given["lead"] else None
        fields["sipd"] = {
            name.removeprefix("sipd_"): given[name].strip() for name in _sipd() if given[name].strip()
        }
        fields["standards"] = [line.strip() for line in given["standards"].splitlines() if line.strip()]
        fields["questions"] = [*dict.fromkeys(given["questions"].upper().replace(",", " ").split())]
        workplans = {document: tuple(map(int, given[name])) for document, name in _WORKPLANS.items()}
        if self._edition.is_frozen:
            return Record(fields, workplans=workplans)
        return Record(
            fields,
            workplans=workplans,
            supporting=tuple(sorted(each.pk for each in given["supporting"])),
            partners=tuple(_partners(given["partners"])),
            targets={year: given[f"target_{year}"] for year in self._edition.years},
            budgets=_budgets(given, self._edition, kept),
        )


def _subdimensions() -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Grouped by dimension."""
    for dimension in Dimension:
        mine = [each for each in subdimensions().values() if each.dimension == dimension]
        yield str(dimension.label), [(each.code, each.title) for each in mine]


def _sipd() -> tuple[str, ...]:
    return tuple(f"sipd_{level}" for level in Programme.SIPD_LEVELS)


def _partners(text: str) -> Iterable[tuple[str, str]]:
    kinds = {str(kind.label).casefold(): kind.value for kind in Partner.Kind}
    kinds |= {kind.value: kind.value for kind in Partner.Kind} | _PARTNER_WORDS
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, _semicolon, kind = (part.strip() for part in line.partition(";"))
        if name:
            found[name[:200]] = kinds.get(kind.casefold(), str(Partner.Kind.OTHER))
    return found.items()


def _budgets(
    given: Mapping[str, Any], edition: Edition, kept: Programme | None
) -> dict[tuple[int, str], Given]:
    """What stands in the fields; of a year that keeps its source, the change and the quarters stay."""
    before = {(each.year, each.source): each for each in kept.budgets.all()} if kept else {}
    found = {}
    for year in edition.years:
        for source in Money:
            ceiling = given[f"money_{year}_{source}"]
            row = before.get((year, source.value))
            if ceiling is not None:
                found[year, source.value] = Given(
                    ceiling, row.changed if row else None, row.plan if row else (None,) * QUARTERS
                )
    return found


def _number(value: Decimal | int | None) -> str:
    if value is None:
        return ""
    return formats.number(value.normalize() if isinstance(value, Decimal) else value)


def _initial(kept: Programme) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(kept, name) for name in (*_WORDS, *_LIVING)}
    found |= {f"sipd_{level}": kept.sipd.get(level, "") for level in Programme.SIPD_LEVELS}
    found |= {
        "version": kept.version,
        "baseline": _number(kept.baseline),
        "lead": kept.lead_id,
        "supporting": [each.pk for each in kept.supporting.all()],
        "partners": "\n".join(f"{each.name}; {each.get_kind_display()}" for each in kept.partners.all()),
        "standards": "\n".join(kept.standards),
        "questions": " ".join(kept.questions),
    }
    for each in kept.workplan_years.all():
        found.setdefault(_WORKPLANS[each.document], []).append(str(each.year))
    found |= {f"target_{each.year}": _number(each.target) for each in kept.figures.all()}
    found |= {f"money_{each.year}_{each.source}": _number(each.ceiling) for each in kept.budgets.all()}
    return found


class YearMoneyForm(forms.Form):
    """What goes on after adoption: the budget after its change, the plan by quarter, and what was reached."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    realised = NumberField(label=_("Reached"), required=False)

    def __init__(self, *args: Any, kept: Programme, year: int, **options: Any) -> None:
        self._year = year
        self._budgets = list(kept.budgets.all())
        self.mine = [each for each in self._budgets if each.year == year]
        figure = kept.figures.filter(year=year).first()
        initial = {"version": kept.version, "realised": _number(figure.realised if figure else None)}
        for each in self.mine:
            initial[f"changed_{each.source}"] = _number(each.changed)
            for at, planned in enumerate(each.plan, 1):
                initial[f"q{at}_{each.source}"] = _number(planned)
        options.setdefault("initial", initial)
        super().__init__(*args, **options)
        self.label_suffix = ""
        for each in self.mine:
            self.fields[f"changed_{each.source}"] = RupiahField(label=_("Ceiling after the change"))
            for at in range(1, QUARTERS + 1):
                label = _("Planned in quarter %(quarter)s") % {"quarter": at}
                self.fields[f"q{at}_{each.source}"] = RupiahField(label=label)

    def blocks(self) -> list[tuple[Budget, list[forms.BoundField]]]:
        names = ("changed", *(f"q{at}" for at in range(1, QUARTERS + 1)))
        return [(each, [self[f"{name}_{each.source}"] for name in names]) for each in self.mine]

    def record(self) -> Record:
        given = self.cleaned_data
        budgets = {
            (each.year, each.source): Given(each.ceiling, each.changed, each.plan) for each in self._budgets
        }
        for each in self.mine:
            plan = tuple(given[f"q{at}_{each.source}"] for at in range(1, QUARTERS + 1))
            budgets[each.year, each.source] = Given(each.ceiling, given[f"changed_{each.source}"], plan)
        return Record(realised={self._year: given["realised"]}, budgets=budgets)
