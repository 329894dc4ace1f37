"""What the plan of a city says of one year, as the rules of `domain.answering` read it; a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from kotacerdas.indicators.queries import figures
from kotacerdas.masterplan.domain import answering
from kotacerdas.masterplan.models import Budget, Edition, Issue, Partner, Programme, Report, Risk, Spent
from kotacerdas.people.models import Organisation

if TYPE_CHECKING:
    from kotacerdas.indicators.queries.figures import Point
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

APBD = "apbd-belanja"
"""The indicator that holds the whole APBD of a city."""

NEEDS: Mapping[str, frozenset[str]] = {
    "legal_basis": frozenset(),
    "running": frozenset({"before", "reports", "partners"}),
    "agencies": frozenset({"supporting", "agencies"}),
    "budget_share": frozenset({"budgets", "apbd"}),
    "other_money": frozenset({"budgets"}),
    "continued": frozenset({"before", "reports"}),
    "new": frozenset({"before", "reports"}),
    "formulated": frozenset({"reports", "partners", "issues"}),
    "partners": frozenset({"reports", "partners"}),
    "funded": frozenset({"reports", "budgets"}),
    "risks_identified": frozenset({"reports", "risks"}),
    "risks_mitigated": frozenset({"reports", "risks"}),
}
"""What is read for a rule beside the programmes."""


@dataclass(frozen=True)
class PlanYear:
    """The material of a year with the rows of the tables that it was made of, by key."""

    edition: Edition
    material: answering.Material
    programmes: Mapping[int, Programme]
    agencies: Mapping[int, Organisation]
    total: "Point | None" = None


def in_force(city: "City", year: int, user: "Someone") -> Edition | None:
    """The masterplan that covers the year: the adopted one before those that it replaced."""
    plans = Edition.objects.visible_to(user).filter(
        city=city,
        kind=Edition.Kind.MASTERPLAN,
        status__in=Edition.FROZEN,
        first_year__lte=year,
        last_year__gte=year,
    )
    # "adopted" stands before "superseded".
    return plans.select_related("city").order_by("status", "-first_year", "-pk").first()


def of(edition: Edition, year: int, user: "Someone", *, rules: Iterable[str], today: date) -> PlanYear:
    """`edition` comes from `visible_to` with its city; `rules` are those that will be asked for."""
    needs = frozenset().union(*(NEEDS[rule] for rule in rules))
    earlier = _before(edition, year, user) if "before" in needs else None
    plans = {each.pk: each for each in (edition, earlier) if each is not None}
    rows = (
        Programme.objects.visible_to(user).filter(edition__in=plans).select_related("lead").order_by("code")
    )
    programmes = {each.pk: each for each in rows}
    for each in programmes.values():
        each.edition = plans[each.edition_id]
    read = _Reading(programmes, (year - 1, year), user, needs).programme
    made: dict[int, list[answering.Programme]] = defaultdict(list)
    for each in programmes.values():
        made[each.edition_id].append(read(each))
    agencies = _agencies(edition.city, year, today) if "agencies" in needs else {}
    total = figures.value_of(APBD, str(year), edition.city, user) if "apbd" in needs else None
    material = answering.Material(
        year=year,
        today=today,
        programmes=tuple(made[edition.pk]),
        before=None if earlier is None else tuple(made[earlier.pk]),
        agencies=_with_renstra(agencies, year, user) if agencies else (),
        total=total.value if total else None,
        legal_basis=edition.legal_basis,
        adopted_on=edition.adopted_on,
    )
    return PlanYear(edition, material, programmes, agencies, total)


def through(edition: Edition, user: "Someone", *, today: date) -> dict[int, answering.Material]:
    """The years of the edition up to this one, with what was reported of each; as many queries as for one."""
    years = [year for year in edition.years if year <= today.year]
    rows = Programme.objects.visible_to(user).filter(edition=edition).order_by("code")
    programmes = {each.pk: each for each in rows}
    for each in programmes.values():
        each.edition = edition
    read = _Reading(programmes, years, user, NEEDS["running"]).programme
    made = tuple(read(each) for each in programmes.values())
    return {year: answering.Material(year, today, made) for year in years}


def agencies_of(city: "City", on: date) -> list[Organisation]:
    """The city's own agencies in force on a day, by name."""
    rows = Organisation.objects.filter(city=city).in_force(on)
    return sorted((each for each in rows if each.is_agency), key=lambda each: each.name.casefold())


def with_renstra(agencies: Collection[int], years: range, user: "Someone") -> dict[int, list[Edition]]:
    """The adopted Renstra of agencies that share a year with these, by agency."""
    found: dict[int, list[Edition]] = defaultdict(list)
    rows = Edition.objects.visible_to(user).filter(
        kind=Edition.Kind.RENSTRA,
        organisation__in=agencies,
        status__in=Edition.FROZEN,
        first_year__lte=years[-1],
        last_year__gte=years[0],
    )
    for each in rows.select_related("city"):
        if each.organisation_id is not None:
            found[each.organisation_id].append(each)
    return found


def _before(edition: Edition, year: int, user: "Someone") -> Edition | None:
    """The plan of the year before: the same one, the one that it continues, or whichever was in force."""
    if year - 1 in edition.years:
        return edition
    if edition.predecessor_id is not None:
        rows = Edition.objects.visible_to(user).select_related("city")
        found = rows.filter(pk=edition.predecessor_id).first()
        return found if found is not None and year - 1 in found.years else None
    found = in_force(edition.city, year - 1, user)
    return None if found == edition else found


def _agencies(city: "City", year: int, today: date) -> dict[int, Organisation]:
    """Those of the last day of the year that has come."""
    return {each.pk: each for each in agencies_of(city, min(today, date(year, 12, 31)))}


def _with_renstra(
    agencies: Mapping[int, Organisation], year: int, user: "Someone"
) -> tuple[answering.Agency, ...]:
    own = with_renstra(list(agencies), range(year, year + 1), user)
    return tuple(answering.Agency(key, key in own) for key in agencies)


class _Reading:
    """What hangs on programmes, each table asked once, and only if it is needed."""

    def __init__(
        self,
        programmes: Mapping[int, Programme],
        years: Sequence[int],
        user: "Someone",
        needs: Collection[str],
    ) -> None:
        self._keys, self._years, self._user = list(programmes), years, user
        editions = {each.edition_id for each in programmes.values()}
        self._here: dict[str, Any] = {"programme__edition__in": editions}
        reports = "reports" in needs
        self._physical = self._reported() if reports else {}
        self._spent = self._money_spent() if reports else {}
        self._budgets = self._ceilings() if "budgets" in needs else {}
        self._partners = self._outside() if "partners" in needs else {}
        self._risks = self._counted_risks() if "risks" in needs else {}
        self._supporting = self._supporters(editions) if "supporting" in needs else {}
        self._issues = self._answering(editions) if "issues" in needs else frozenset()

    def programme(self, row: Programme) -> answering.Programme:
        risks, mitigated = self._risks.get(row.pk, (0, 0))
        return answering.Programme(
            key=row.pk,
            code=row.code,
            kind=row.kind,
            years=row.edition.years,
            dimension=row.dimension,
            state=row.state,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            continues=row.continues_id,
            lead=row.lead_id,
            supporting=frozenset(self._supporting.get(row.pk, ())),
            has_renstra=bool(row.renstra_ref.strip()),
            answers_issue=row.pk in self._issues or bool(row.rpjmd_ref.strip()),
            is_tagged=row.is_budget_tagged,
            questions=frozenset(map(str, row.questions)),
            physical=self._physical.get(row.pk, {}),
            spent=self._spent.get(row.pk, {}),
            budgets=self._budgets.get(row.pk, {}),
            partners=tuple(self._partners.get(row.pk, ())),
            risks=risks,
            mitigated=mitigated,
        )

    def _reported(self) -> dict[int, dict[int, Decimal]]:
        """The last figure of each year: it is cumulative."""
        found: dict[int, dict[int, Decimal]] = defaultdict(dict)
        rows = Report.objects.visible_to(self._user).filter(year__in=self._years, **self._here)
        for key, year, physical in rows.order_by("year", "month").values_list(
            "programme_id", "year", "physical"
        ):
            found[key][year] = physical
        return found

    def _money_spent(self) -> dict[int, dict[int, int]]:
        found: dict[int, dict[int, int]] = defaultdict(dict)
        rows = Spent.objects.visible_to(self._user).filter(year__in=self._years, **self._here)
        for key, year, total in (
            rows.order_by().values("programme_id", "year").annotate(total=Sum("amount")).values_list(
                "programme_id", "year", "total"
            )
        ):  # fmt: skip
            found[key][year] = total
        return found

    def _ceilings(self) -> dict[int, dict[tuple[int, str], int]]:
        found: dict[int, dict[tuple[int, str], int]] = defaultdict(dict)
        for each in Budget.objects.visible_to(self._user).filter(year__in=self._years, **self._here):
            found[each.programme_id][each.year, each.source] = each.effective
        return found

    def _outside(self) -> dict[int, list[answering.Partner]]:
        found: dict[int, list[answering.Partner]] = defaultdict(list)
        for each in Partner.objects.visible_to(self._user).filter(**self._here).order_by("name"):
            found[each.programme_id].append(answering.Partner(each.name, each.kind))
        return found

    def _counted_risks(self) -> dict[int, tuple[int, int]]:
        risks: Counter[int] = Counter()
        mitigated: Counter[int] = Counter()
        rows = (
            Risk.objects.visible_to(self._user).filter(**self._here).values_list("programme_id", "mitigation")
        )
        for key, mitigation in rows:
            risks[key] += 1
            mitigated[key] += bool(mitigation.strip())
        return {key: (count, mitigated[key]) for key, count in risks.items()}

    def _supporters(self, editions: Collection[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        through = Programme.supporting.through.objects.filter(programme__edition__in=editions)
        for key, organisation in through.values_list("programme_id", "organisation_id"):
            found[key].append(organisation)
        return found

    def _answering(self, editions: Collection[int]) -> frozenset[int]:
        through = Issue.programmes.through.objects.filter(programme__edition__in=editions)
        return frozenset(through.values_list("programme_id", flat=True))
