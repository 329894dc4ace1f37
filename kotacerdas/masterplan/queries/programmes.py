"""Everything that the page of one programme shows, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum

from kotacerdas.masterplan.domain.judging import Verdict, verdict
from kotacerdas.masterplan.models import (
    Budget,
    Issue,
    Partner,
    Programme,
    Serving,
    Spent,
    WorkplanYear,
    YearFigure,
)
from kotacerdas.masterplan.models.choices import Money
from kotacerdas.people.models import Organisation

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class YearLine:
    """A year of the edition: what was wanted and reached, what was given and spent (None: nobody said)."""

    year: int
    target: Decimal | None
    realised: Decimal | None
    ceiling: int | None
    spent: int | None
    verdict: Verdict | None

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.spent) / self.ceiling if self.spent is not None and self.ceiling else None


@dataclass(frozen=True)
class MoneyLine:
    source: Money
    by_year: Sequence[Budget | None]
    total: int


@dataclass(frozen=True)
class MoneyYear:
    year: int
    budgets: Sequence[tuple[Money, Budget | None]]


@dataclass(frozen=True)
class Details:
    programme: Programme
    years: Sequence[YearLine]
    money: Sequence[MoneyLine]
    supporting: Sequence[Organisation]
    partners: Sequence[Partner]
    serves: Sequence[Serving]
    issues: Sequence[Issue]
    later: Sequence[Programme]
    """The same programme in editions that follow, which the reader may see."""
    workplans: Mapping[str, Sequence[int]]
    """The years in which it stands in the agency's Renja and the city's RKPD."""

    @property
    def is_measured(self) -> bool:
        return any(line.target is not None or line.realised is not None for line in self.years)

    @property
    def total(self) -> int:
        return sum(line.total for line in self.money)

    @property
    def money_by_year(self) -> list[MoneyYear]:
        """The same money with a row for each year that has some."""
        found = []
        for at, line in enumerate(self.years):
            budgets = [(each.source, each.by_year[at]) for each in self.money]
            if any(budget for _source, budget in budgets):
                found.append(MoneyYear(line.year, budgets))
        return found


def of(programme: Programme, user: "Someone") -> Details:
    budgets = list(Budget.objects.visible_to(user).filter(programme=programme))
    figures = {each.year: each for each in YearFigure.objects.visible_to(user).filter(programme=programme)}
    spent = _spent(programme, user)
    ceilings: dict[int, int] = {}
    for each in budgets:
        ceilings[each.year] = ceilings.get(each.year, 0) + each.effective
    years = [
        _line(programme, year, figures.get(year), ceilings.get(year), spent.get(year))
        for year in programme.edition.years
    ]
    later = Programme.objects.visible_to(user).filter(continues=programme).select_related("edition__city")
    serving = Serving.objects.visible_to(user).filter(programme=programme)
    issues = Issue.objects.visible_to(user).filter(programmes=programme).select_related("city")
    return Details(
        programme,
        years,
        _money(budgets, programme.edition.years),
        list(programme.supporting.order_by("name")),
        list(programme.partners.all()),
        list(serving.select_related("higher__edition__city")),
        list(issues),
        list(later),
        _workplans(programme, user),
    )


def _workplans(programme: Programme, user: "Someone") -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    rows = WorkplanYear.objects.visible_to(user).filter(programme=programme)
    for document, year in rows.order_by("document", "year").values_list("document", "year"):
        found.setdefault(document, []).append(year)
    return found


def _line(
    programme: Programme, year: int, figure: YearFigure | None, ceiling: int | None, spent: int | None
) -> YearLine:
    target, realised = (figure.target, figure.realised) if figure else (None, None)
    return YearLine(year, target, realised, ceiling, spent, verdict(programme.direction, target, realised))


def _spent(programme: Programme, user: "Someone") -> Mapping[int, int]:
    rows = Spent.objects.visible_to(user).filter(programme=programme).order_by().values("year")
    return {row["year"]: row["total"] for row in rows.annotate(total=Sum("amount"))}


def _money(budgets: Sequence[Budget], years: range) -> list[MoneyLine]:
    found = []
    for source in Money:
        mine = {each.year: each for each in budgets if each.source == source}
        if mine:
            total = sum(each.effective for each in mine.values())
            found.append(MoneyLine(source, [mine.get(year) for year in years], total))
    return found
