"""What differs within a pair: one `Change` for each thing, with its value before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kotacerdas.masterplan.domain.comparing.states import NodeState, ProgrammeState

Value = str | int | Decimal | date | None


class Kind(StrEnum):
    """In the order in which they are shown."""

    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    RENAMED = "renamed"
    RECODED = "recoded"
    REWORDED = "reworded"
    RETARGETED = "retargeted"
    MONEY = "money"
    DATES = "dates"


@dataclass(frozen=True)
class Change:
    """`field` is the name of what differs; figures and money have a year, money has a source."""

    kind: Kind
    field: str
    before: Value
    after: Value
    year: int | None = None
    source: str = ""

    @property
    def step(self) -> int:
        """Of money: by how much it is more."""
        before, after = (each if isinstance(each, int) else 0 for each in (self.before, self.after))
        return after - before


_FIELDS: tuple[tuple[str, Kind], ...] = (
    ("code", Kind.RECODED),
    ("title", Kind.RENAMED),
    ("dimension", Kind.MOVED),
    ("subdimension", Kind.MOVED),
    ("kind", Kind.MOVED),
    ("lead", Kind.MOVED),
    ("goal", Kind.REWORDED),
    ("measure", Kind.RETARGETED),
    ("unit", Kind.RETARGETED),
    ("direction", Kind.RETARGETED),
    ("baseline", Kind.RETARGETED),
    ("baseline_year", Kind.RETARGETED),
)


@dataclass(frozen=True)
class Periods:
    """The periods of both editions. Years that only one of them covers are not compared year by year: that a plan of 2022
    has no target for 2019 is no change."""

    before: range | None = None
    after: range | None = None

    def covers(self, year: int) -> bool:
        return all(period is None or year in period for period in (self.before, self.after))


def of_programmes(old: ProgrammeState, new: ProgrammeState, periods: Periods) -> tuple[Change, ...]:
    return (
        *_fields(old, new),
        *_figures(old, new, periods),
        *_money(old, new, periods),
        *_dates(old, new, periods),
        *_workplans(old, new, periods),
    )


def of_nodes(old: NodeState, new: NodeState, *, is_moved: bool) -> tuple[Change, ...]:
    """Whether the sentence above is another one only the whole comparison knows."""
    found = []
    if old.code != new.code:
        found.append(Change(Kind.RECODED, "code", old.code, new.code))
    if _differ(old.text, new.text):
        found.append(Change(Kind.RENAMED, "text", old.text, new.text))
    if is_moved:
        found.append(Change(Kind.MOVED, "parent", old.parent, new.parent))
    return tuple(found)


def _fields(old: ProgrammeState, new: ProgrammeState) -> Iterator[Change]:
    for field, kind in _FIELDS:
        before, after = getattr(old, field), getattr(new, field)
        if _differ(before, after):
            yield Change(kind, field, before, after)


def _figures(old: ProgrammeState, new: ProgrammeState, periods: Periods) -> Iterator[Change]:
    for year in sorted({*old.figures, *new.figures}):
        before, after = old.figures.get(year), new.figures.get(year)
        if before != after and periods.covers(year):
            yield Change(Kind.RETARGETED, "target", before, after, year)


def _money(old: ProgrammeState, new: ProgrammeState, periods: Periods) -> Iterator[Change]:
    for source, year in sorted({*old.money, *new.money}, key=lambda key: (key[1], key[0])):
        before, after = old.money.get((source, year), 0), new.money.get((source, year), 0)
        if before != after and periods.covers(year):
            yield Change(Kind.MONEY, "money", before, after, year, source)


def _dates(old: ProgrammeState, new: ProgrammeState, periods: Periods) -> Iterator[Change]:
    """A programme that ran from the first day of its plan and does so again was not moved."""
    for field in ("starts", "ends"):
        before, after = getattr(old, field), getattr(new, field)
        if before != after and not (
            _at_edge(before, periods.before, field) and _at_edge(after, periods.after, field)
        ):
            yield Change(Kind.DATES, field, before, after)


def _workplans(old: ProgrammeState, new: ProgrammeState, periods: Periods) -> Iterator[Change]:
    """The years of each yearly plan in one: that a programme stands in three of them is one fact."""
    for field in ("renja_years", "rkpd_years"):
        before, after = (
            ", ".join(str(year) for year in sorted(getattr(each, field)) if periods.covers(year))
            for each in (old, new)
        )
        if before != after:
            yield Change(Kind.DATES, field, before, after)


def _at_edge(day: date | None, period: range | None, field: str) -> bool:
    if day is None or not period:
        return False
    edge = date(period[0], 1, 1) if field == "starts" else date(period[-1], 12, 31)
    return day == edge


def _differ(before: Value, after: Value) -> bool:
    """Blanks and line breaks are no change of words."""
    if isinstance(before, str) and isinstance(after, str):
        return before.split() != after.split()
    return before != after
