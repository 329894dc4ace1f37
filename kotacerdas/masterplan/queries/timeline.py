"""The timeline of an edition, by dimension or by agency, and the absorption of its budget in a year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from django.core.paginator import Page, Paginator

from kotacerdas.masterplan.domain import absorption as rules
from kotacerdas.masterplan.domain import lateness
from kotacerdas.masterplan.domain.absorption import Absorption, Ceiling
from kotacerdas.masterplan.domain.lateness import Kind
from kotacerdas.masterplan.models import Budget, Edition, Programme, Report, Spent
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.queries.progress import State, standings
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

By = Literal["dimension", "agency"]
AT_ONCE = 100
"""Programmes on a page: a thousand of them drawn at once are three megabytes."""
NAMELESS = "-"
"""The key of a group without a name."""


@dataclass(frozen=True)
class Bar:
    """One programme; `state` is None for those who do not see what agencies report."""

    programme: Programme
    state: State | None

    @property
    def has_days(self) -> bool:
        """Whether it can be drawn: one known end is enough, the other is that of the edition."""
        return bool(self.programme.starts_on or self.programme.ends_on)

    @property
    def days(self) -> tuple[date, date]:
        """An end that is not written is that of the edition."""
        of, edition = self.programme, self.programme.edition
        return of.starts_on or date(edition.first_year, 1, 1), of.ends_on or date(edition.last_year, 12, 31)

    def is_in(self, year: int) -> bool:
        first, last = self.days
        return first.year <= year <= last.year

    def is_(self, kind: Kind) -> bool:
        return self.state is not None and self.state.standing.is_(kind)


@dataclass(frozen=True)
class Group:
    """`name` is empty where the document names no dimension or agency; `of` counts its programmes on all pages."""

    key: str
    name: str
    bars: tuple[Bar, ...]
    of: int = 0


@dataclass(frozen=True)
class Gantt:
    edition: Edition
    groups: tuple[Group, ...]
    by: By
    is_reported: bool
    """Whether the reader sees what agencies report."""

    @property
    def bars(self) -> list[Bar]:
        return [bar for group in self.groups for bar in group.bars]

    @property
    def counts(self) -> dict[Kind, int]:
        return lateness.counted(each.state.standing for each in self.bars if each.state)

    def of(self, kind: Kind) -> list[Bar]:
        return [each for each in self.bars if each.is_(kind)]

    def narrowed(self, *, group: str = "", kind: Kind | None = None, year: int | None = None) -> "Gantt":
        """What has no days belongs to no year, and is told in each."""
        found = []
        for each in self.groups:
            bars = tuple(
                bar for bar in each.bars
                if (kind is None or bar.is_(kind)) and (year is None or not bar.has_days or bar.is_in(year))
            )  # fmt: skip
            if bars and group in ("", each.key):
                found.append(replace(each, bars=bars, of=len(bars)))
        return replace(self, groups=tuple(found))

    def page(self, number: str | None, *, size: int = AT_ONCE) -> "Part":
        """Group by group, those without days at the end, for they are not drawn."""
        drawn = [each for each in self.bars if each.has_days]
        whole = [*drawn, *(each for each in self.bars if not each.has_days)]
        page: Page[Bar] = Paginator(whole, max(size, 1)).get_page(number)
        here = {each.programme.pk for each in page if each.has_days}
        groups = (
            replace(each, bars=tuple(bar for bar in each.bars if bar.programme.pk in here)) for each in self.groups
        )  # fmt: skip
        return Part(page, tuple(each for each in groups if each.bars))


@dataclass(frozen=True)
class Part:
    """One page of a timeline: groups with what is drawn of them here."""

    page: "Page[Bar]"
    groups: tuple[Group, ...]

    @property
    def without_days(self) -> list[Bar]:
        return [each for each in self.page if not each.has_days]


def gantt(edition: Edition, user: "Someone", *, by: By = "dimension", today: date) -> Gantt:
    rows = list(
        Programme.objects.visible_to(user)
        .filter(edition=edition)
        .select_related("lead")
        .order_by("starts_on", "ends_on", "code")
    )
    for row in rows:
        row.edition = edition
    states = standings(rows, today, user=user)
    bars = [Bar(row, states.get(row.pk)) for row in rows]
    is_reported = access.may(user, Permission.SEE_CITY_DRAFTS, edition.city)
    groups = _by_agency(bars) if by == "agency" else _by_dimension(bars)
    return Gantt(edition, tuple(groups), by, is_reported)


def _by_dimension(bars: Sequence[Bar]) -> list[Group]:
    names: list[tuple[str, str]] = [*((each.value, str(each.label)) for each in Dimension), ("", "")]
    found: dict[str, list[Bar]] = {key: [] for key, _ in names}
    for bar in bars:
        found[bar.programme.dimension].append(bar)
    return [_group(key, name, found[key]) for key, name in names if found[key]]


def _by_agency(bars: Sequence[Bar]) -> list[Group]:
    """By name; what nobody leads comes last."""
    found: dict[tuple[bool, str, str], list[Bar]] = {}
    for bar in bars:
        lead = bar.programme.lead
        key = (lead is None, lead.name if lead else "", lead.code if lead else "")
        found.setdefault(key, []).append(bar)
    return [_group(key, name, found[missing, name, key]) for missing, name, key in sorted(found)]


def _group(key: str, name: str, bars: Sequence[Bar]) -> Group:
    return Group(key or NAMELESS, name, tuple(bars), len(bars))


@dataclass(frozen=True)
class Year:
    """`programmes` have a ceiling in the year, `reporting` of them reported; `left_out` are not tagged as budget of the Smart
    City and do not count. `is_reported`: the reader sees what was spent."""

    year: int
    found: Absorption
    programmes: int
    reporting: int
    left_out: int
    is_reported: bool


def absorption(edition: Edition, user: "Someone", year: int) -> Year:
    budgets = list(
        Budget.objects.visible_to(user).filter(programme__edition=edition, year=year).select_related("programme")
    )  # fmt: skip
    counted = [each for each in budgets if each.programme.is_budget_tagged]
    tagged = {"programme__edition": edition, "programme__is_budget_tagged": True, "year": year}
    spent: dict[tuple[str, int], int] = {}
    for row in Spent.objects.visible_to(user).filter(**tagged):
        key = row.source, row.month
        spent[key] = spent.get(key, 0) + row.amount
    reports = list(Report.objects.visible_to(user).filter(**tagged).values_list("programme", "month"))
    funded = {each.programme_id for each in counted if each.effective}
    return Year(
        year,
        rules.absorption(
            [Ceiling(each.source, each.effective, each.plan) for each in counted],
            spent,
            through=max((month for _, month in reports), default=None),
        ),
        len(funded),
        len(funded & {programme for programme, _ in reports}),
        len({each.programme_id for each in budgets} - {each.programme_id for each in counted}),
        access.may(user, Permission.SEE_CITY_DRAFTS, edition.city),
    )
