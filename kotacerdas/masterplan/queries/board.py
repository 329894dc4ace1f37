"""The board of an edition's programmes: a page of rows with money and the last report, and counts over all of them.

The number of queries is the same whatever the number of programmes; what is summed is summed by the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from kotacerdas.masterplan.models import Budget, Edition, Programme, Report, Spent, WorkplanYear
from kotacerdas.masterplan.models.choices import Dimension, Money

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

ROWS = 50
ALTERNATIVE = tuple(each for each in Money if each != Money.APBD)
WITHOUT = "tanpa-"
ORDERS = {"kode": "code", "judul": "title", "dana": "-ceiling", "opd": "lead__short_name"}


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty narrows nothing."""

    words: str = ""
    dimension: str = ""
    kind: str = ""
    state: str = ""
    source: str = ""
    workplan: str = ""
    """"renja" or "rkpd": stands in that plan of the year; with "tanpa-" before it, stands not."""
    lead: int | None = None
    order: str = "kode"


@dataclass(frozen=True)
class Row:
    programme: Programme
    ceiling: int | None
    """Of the year, whatever its source; None where no budget is written."""
    spent: int | None
    """None where nobody reported money, or where the reader may not see reports."""
    physical: Decimal | None
    reported_on: date | None
    """The first day of the month of the last report."""

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.spent) / self.ceiling if self.spent is not None and self.ceiling else None


@dataclass(frozen=True)
class Counts:
    """Over all programmes of the edition, not over the narrowed ones."""

    states: Mapping[str, int]
    dimensions: Mapping[str, int]
    kinds: Mapping[str, int]
    leads: Sequence[tuple[int, str]]
    """The agencies that lead a programme, by name."""

    @cached_property
    def total(self) -> int:
        return sum(self.states.values())


@dataclass(frozen=True)
class Board:
    page: "Page[Any]"
    rows: Sequence[Row]
    counts: Counts
    money: Mapping[str, int]
    """Effective ceilings of the year by source, those of all programmes."""
    spent: int | None
    found: int

    @property
    def ceiling(self) -> int:
        return sum(self.money.values())

    @property
    def alternative(self) -> int:
        return sum(self.money.get(each, 0) for each in ALTERNATIVE)


def of(
    edition: Edition, user: "Someone", wanted: Wanted, *, year: int, counts: Counts, number: Any = 1
) -> Board:
    programmes = narrowed(edition, wanted, year=year)
    page = Paginator(programmes, ROWS).get_page(number)
    keys = [each.pk for each in page]
    reports, spent = _last_reports(keys, user, year), _spent(keys, user, year)
    rows = [Row(each, each.ceiling, spent.get(each.pk), *reports.get(each.pk, (None, None))) for each in page]
    return Board(
        page, rows, counts, money(edition, year), spent_in(edition, user, year), page.paginator.count
    )


def narrowed(edition: Edition, wanted: Wanted, *, year: int) -> Any:
    """The programmes in the order asked for, each with the ceiling of the year."""
    budgets = Budget.objects.filter(programme=OuterRef("pk"), year=year).order_by().values("programme")
    total = budgets.annotate(total=Sum(Coalesce("changed", "ceiling"))).values("total")
    rows = edition.programmes.select_related("lead").annotate(ceiling=Subquery(total))
    for word in wanted.words.split()[:6]:
        rows = rows.filter(
            Q(title__icontains=word) | Q(code__icontains=word) | Q(goal__icontains=word)
            | Q(lead__name__icontains=word) | Q(lead__short_name__icontains=word)
        )  # fmt: skip
    exact = {"dimension": wanted.dimension, "kind": wanted.kind, "state": wanted.state, "lead": wanted.lead}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.source:
        has = Budget.objects.filter(year=year, source=wanted.source).values("programme")
        rows = rows.filter(pk__in=has)
    if wanted.workplan:
        document = wanted.workplan.removeprefix(WITHOUT)
        listed = WorkplanYear.objects.filter(year=year, document=document).values("programme")
        stands = Q(pk__in=listed)
        rows = rows.filter(~stands if wanted.workplan.startswith(WITHOUT) else stands)
    order = ORDERS.get(wanted.order, "code")
    if order.startswith("-"):
        return rows.order_by(F(order[1:]).desc(nulls_last=True), "code")
    return rows.order_by(order, "code")


def counts(edition: Edition) -> Counts:
    """One query: few groups, however many programmes."""
    columns = ("state", "dimension", "kind", "lead")
    found: tuple[dict[Any, int], ...] = tuple({} for _column in columns)
    groups = edition.programmes.order_by().values(*columns, "lead__short_name", "lead__name")
    names = {}
    for *values, short, name, count in groups.annotate(count=Count("pk")).values_list(
        *columns, "lead__short_name", "lead__name", "count"
    ):
        names[values[-1]] = short or name
        for by, value in zip(found, values, strict=True):
            by[value] = by.get(value, 0) + count
    leads = sorted(((key, name) for key, name in names.items() if key), key=lambda each: each[1])
    states, dimensions, kinds, _leads = found
    return Counts(states, dimensions, kinds, leads)


def money(edition: Edition, year: int) -> dict[str, int]:
    rows = Budget.objects.filter(programme__edition=edition, year=year).order_by().values("source")
    return {row["source"]: row["total"] for row in rows.annotate(total=Sum(Coalesce("changed", "ceiling")))}


def spent_in(edition: Edition, user: "Someone", year: int) -> int | None:
    rows = Spent.objects.visible_to(user).filter(programme__edition=edition, year=year)
    total: int | None = rows.aggregate(total=Sum("amount"))["total"]
    return total


def year_of(edition: Edition, asked: str, today: date) -> int:
    """The year asked for, else this one, moved into the years of the edition."""
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return min(max(year, edition.first_year), edition.last_year)


def _last_reports(keys: Sequence[int], user: "Someone", year: int) -> dict[int, tuple[Decimal, date]]:
    """The last one of each in the year; a year of reports is at most twelve rows a programme."""
    rows = Report.objects.visible_to(user).filter(programme__in=keys, year=year)
    return {
        key: (physical, date(year, month, 1))
        for key, month, physical in rows.order_by("programme", "month").values_list(
            "programme_id", "month", "physical"
        )
    }


def _spent(keys: Sequence[int], user: "Someone", year: int) -> dict[int, int]:
    rows = Spent.objects.visible_to(user).filter(programme__in=keys, year=year)
    return dict(
        rows.order_by().values("programme").annotate(total=Sum("amount")).values_list("programme", "total")
    )


def by_dimension(counts: Counts) -> list[tuple[Dimension, int]]:
    return [(each, counts.dimensions.get(each, 0)) for each in Dimension]
