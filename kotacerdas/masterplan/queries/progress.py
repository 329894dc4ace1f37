"""What was reported on a programme, and how many programmes stand, in a constant number of queries.

What agencies report is for the city's offices. To anybody else a programme has no standing at all: without its reports
"nobody reported" would be said of everyone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from kotacerdas.masterplan import scales
from kotacerdas.masterplan.domain import lateness, milestones, progress, risks
from kotacerdas.masterplan.domain.lateness import Facts, LastReport, OpenRisk, Standing
from kotacerdas.masterplan.domain.milestones import Step
from kotacerdas.masterplan.domain.progress import Monthly
from kotacerdas.masterplan.domain.risks import Judged
from kotacerdas.masterplan.models import Budget, Milestone, Programme, Report, Risk, Spent
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


# --- One programme -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Month:
    """A reported month; `report` has its words, `increment` is computed, `spent` is by source."""

    report: Report
    increment: Decimal
    spent: dict[str, int]

    @property
    def first(self) -> date:
        return date(self.report.year, self.report.month, 1)

    @property
    def total(self) -> int:
        return sum(self.spent.values())


@dataclass(frozen=True)
class Purse:
    """One source in a year: what may be spent, what was, what is left (less than nothing where a ceiling was cut)."""

    source: str
    ceiling: int
    spent: int

    @property
    def left(self) -> int:
        return self.ceiling - self.spent

    @property
    def share(self) -> Fraction | None:
        return progress.financial(self.spent, self.ceiling)


@dataclass(frozen=True)
class YearSheet:
    """A programme's year. `physical` is the last cumulative figure, None before the first report."""

    year: int
    months: tuple[Month, ...]
    purses: tuple[Purse, ...]

    @property
    def physical(self) -> Decimal | None:
        return self.months[-1].report.physical if self.months else None

    @property
    def ceiling(self) -> int:
        return sum(each.ceiling for each in self.purses)

    @property
    def spent(self) -> int:
        return sum(each.spent for each in self.purses)

    @property
    def financial(self) -> Fraction | None:
        return progress.financial(self.spent, self.ceiling) if self.months else None

    def month(self, number: int) -> Month | None:
        return next((each for each in self.months if each.report.month == number), None)

    def before(self, number: int) -> Month | None:
        """The last report of the year before that month."""
        return next((each for each in reversed(self.months) if each.report.month < number), None)


def year_of(programme: Programme, year: int, *, user: "Someone") -> YearSheet:
    """Empty for those who do not see what agencies report."""
    reports = list(
        Report.objects.visible_to(user).filter(programme=programme, year=year).select_related("by")
    )
    money = list(Spent.objects.visible_to(user).filter(programme=programme, year=year))
    by_month: dict[int, dict[str, int]] = {}
    for each in money:
        by_month.setdefault(each.month, {})[each.source] = each.amount
    steps = progress.advances(Monthly(each.month, each.physical) for each in reports)
    months = tuple(
        Month(report, step.increment, by_month.get(report.month, {}))
        for report, step in zip(reports, steps, strict=True)
    )
    ceilings = ceilings_of(programme, year)
    spent = progress.spent(Monthly(month, Decimal(0), found) for month, found in by_month.items())
    named = dict.fromkeys([*ceilings, *spent])
    purses = tuple(Purse(name, ceilings.get(name, 0), spent.get(name, 0)) for name in named)
    return YearSheet(year, months, purses)


def months_of(programme: Programme, year: int) -> list[Monthly]:
    """For deeds: all reports of a year with their money, whoever asks."""
    spent: dict[int, dict[str, int]] = {}
    for each in Spent.objects.filter(programme=programme, year=year):
        spent.setdefault(each.month, {})[each.source] = each.amount
    return [
        Monthly(each.month, each.physical, spent.get(each.month, {}), each.correction)
        for each in Report.objects.filter(programme=programme, year=year)
    ]


def ceilings_of(programme: Programme, year: int) -> dict[str, int]:
    """What may be spent now, by source."""
    return {each.source: each.effective for each in Budget.objects.filter(programme=programme, year=year)}


# --- Many programmes ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """How a programme stands, with the last cumulative percent of each reported year and the share of its milestones."""

    standing: Standing
    last: LastReport | None = None
    years: dict[int, Decimal] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    @property
    def milestones(self) -> Fraction | None:
        return milestones.percent(self.steps)


def standings(programmes: Iterable[Programme], today: date, *, user: "Someone") -> dict[int, State]:
    """By the key of the programme; those whose reports the reader does not see are left out."""
    every = list(programmes)
    offices = access.reach(user, Permission.SEE_CITY_DRAFTS).rows("edition__city")
    seen = set(
        Programme.objects.filter(offices, pk__in=[each.pk for each in every]).values_list("pk", flat=True)
    )
    return all_standings([each for each in every if each.pk in seen], today)


def all_standings(programmes: Iterable[Programme], today: date) -> dict[int, State]:
    """For jobs, whoever asks: three queries, however many programmes."""
    every = list(programmes)
    keys = [each.pk for each in every]
    reports = _last_of_each_year(keys)
    steps: dict[int, list[Step]] = {}
    for row in Milestone.objects.filter(programme__in=keys):
        steps.setdefault(row.programme_id, []).append(Step(row.title, row.weight, row.due_on, row.done_on))
    open_risks: dict[int, list[OpenRisk]] = {}
    for risk in Risk.objects.filter(programme__in=keys):
        open_risks.setdefault(risk.programme_id, []).extend(_alarming(risk))
    return {
        each.pk: _state(
            each, reports.get(each.pk, []), tuple(steps.get(each.pk, ())), tuple(open_risks.get(each.pk, ())), today
        )
        for each in every
    }  # fmt: skip


def _state(
    programme: Programme,
    reports: list[LastReport],
    steps: tuple[Step, ...],
    open_risks: tuple[OpenRisk, ...],
    today: date,
) -> State:
    last = max(reports, key=lambda each: each.year, default=None)
    facts = Facts(programme.state, programme.starts_on, programme.ends_on, last, steps, open_risks)
    found = lateness.standing(facts, today=today, limits=scales.limits())
    return State(found, last, {each.year: each.physical for each in reports}, steps)


def _last_of_each_year(keys: list[int]) -> dict[int, list[LastReport]]:
    same: QuerySet[Report] = Report.objects.filter(programme=OuterRef("programme"), year=OuterRef("year"))
    last = Subquery(same.order_by("-month").values("pk")[:1])
    rows = Report.objects.filter(programme__in=keys, pk=last).values_list(
        "programme", "year", "month", "physical", "at", "programme__edition__city__zone"
    )
    found: dict[int, list[LastReport]] = {}
    for programme, year, month, physical, at, zone in rows:
        made_on = at.astimezone(ZoneInfo(zone)).date()  # the day that it was in the city
        found.setdefault(programme, []).append(LastReport(year, month, physical, made_on))
    return found


def judged(risk: Risk) -> Judged:
    return Judged(
        risk.what, risk.likelihood, risk.impact, risk.treatment, risk.mitigation,
        risk.residual_likelihood, risk.residual_impact,
    )  # fmt: skip


def _alarming(risk: Risk) -> list[OpenRisk]:
    scale = scales.risk_scale()
    size, is_residual = risks.now(judged(risk), scale)
    if not scale.alarms(size):
        return []
    return [OpenRisk(risk.what, size, scale.level_of(size).code, is_residual)]


# --- Which month -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Day:
    """A month in the row above the form."""

    year: int
    month: int
    is_reported: bool
    is_open: bool
    """Whether it has begun."""

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)


@dataclass(frozen=True)
class Calendar:
    """The year and month that are being reported, and the months beside it."""

    sheet: YearSheet
    month: int
    months: tuple[Day, ...]
    years: tuple[int, ...]


def calendar(programme: Programme, user: "Someone", *, asked: str, today: date) -> Calendar:
    """The month asked for, if it has begun and belongs to the edition; else the first one still to be reported this year."""
    edition = programme.edition
    years = tuple(year for year in edition.years if year <= today.year)
    year, month = _asked(asked) or (today.year, 0)
    year = min(max(year, edition.first_year), years[-1] if years else edition.first_year)
    sheet = year_of(programme, year, user=user)
    reported = {each.report.month for each in sheet.months}
    last = today.month if year == today.year else progress.MONTHS if year < today.year else 0
    begun = range(1, last + 1)
    if month not in begun:
        waiting = [each for each in begun if each > max(reported, default=0)]
        month = waiting[0] if waiting else max(reported | {1})
    months = tuple(Day(year, each, each in reported, each in begun) for each in range(1, progress.MONTHS + 1))
    return Calendar(sheet, month, months, years)


def _asked(text: str) -> tuple[int, int] | None:
    year, dash, month = text.partition("-")
    digits = year.isascii() and year.isdigit() and len(year) == 4
    if not digits or (dash and not (month.isascii() and month.isdigit() and len(month) <= 2)):
        return None
    return int(year), int(month or 0)
