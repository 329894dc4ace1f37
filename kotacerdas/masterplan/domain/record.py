"""The record of a programme (its words, targets and money), and everything that may be wrong with it.

Money is in whole rupiah. A target is a decimal; where a year has none it is left out or None, never nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.domain import codes

MOST_MONEY = 10**15
MOST_FIGURE = Decimal(10) ** 15
_PERCENT = frozenset({"%", "persen", "percent"})
QUARTERS = 4


@dataclass(frozen=True)
class Money:
    """What one source gives in a year: as first set, after the change of the budget, and the plan by quarter (increments)."""

    ceiling: int
    changed: int | None = None
    plan: tuple[int | None, ...] = (None,) * QUARTERS

    @property
    def effective(self) -> int:
        return self.ceiling if self.changed is None else self.changed


@dataclass(frozen=True)
class Record:
    """What a form or a row of a workbook says about a programme. A part that is None is not touched; an empty one empties
    what is kept. `fields` are columns of the programme by name, `supporting` keys of organisations, `partners` pairs of name
    and kind, `targets` and `realised` go by year, `budgets` by year and source, `workplans` are the years of each yearly plan
    ("renja", "rkpd") in which it stands; one that is not named is not touched."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    supporting: tuple[int, ...] | None = None
    partners: tuple[tuple[str, str], ...] | None = None
    targets: Mapping[int, Decimal | None] | None = None
    realised: Mapping[int, Decimal | None] | None = None
    budgets: Mapping[tuple[int, str], Money] | None = None
    workplans: Mapping[str, tuple[int, ...]] | None = None


FIELDS = (
    "title", "description", "kind", "dimension", "subdimension", "nature", "goal", "indicator_id", "measure", "unit",
    "direction", "baseline", "baseline_year", "lead_id", "starts_on", "ends_on", "state", "stop_reason", "rpjmd_ref",
    "renstra_ref", "sipd", "standards", "questions", "is_budget_tagged", "continues_id", "is_sample",
)  # fmt: skip
"""Columns that a record may write."""

LIVING = frozenset({
    "state", "stop_reason", "indicator_id", "renstra_ref", "sipd", "standards", "questions", "is_budget_tagged",
})  # fmt: skip
"""What is still written after the edition was adopted: how it stands, and how other lists call it."""


def require(code: str, fields: Mapping[str, Any], record: Record, *, years: Collection[int]) -> None:
    """`fields` is the whole programme as it would be. Raises `Refused` with everything that is wrong."""
    found = [*faults(code, fields, record, years=years)]
    if found:
        raise Refused(found)


def faults(
    code: str, fields: Mapping[str, Any], record: Record, *, years: Collection[int]
) -> Iterator[Fault]:
    at = {"programme": code[:40]}
    if not codes.is_code(code):
        yield Fault("programme-code", {"given": code[:60]})
    if not str(fields.get("title") or "").strip():
        yield Fault("programme-without-title", at)
    yield from _dates(fields.get("starts_on"), fields.get("ends_on"), years, at)
    if fields.get("kind") == "dimension" and not fields.get("dimension"):
        yield Fault("programme-without-dimension", at)
    if fields.get("state") == "stopped" and not str(fields.get("stop_reason") or "").strip():
        yield Fault("programme-stopped-without-reason", at)
    unit = str(fields.get("unit") or "")
    named: list[tuple[int | None, Decimal | None]] = [(fields.get("baseline_year"), fields.get("baseline"))]
    for figures in (record.targets, record.realised):
        named += (figures or {}).items()
        yield from outside(figures or (), years, at)
    for year, value in named:
        yield from _figure(year, value, unit, at)
    for (year, source), money in (record.budgets or {}).items():
        yield from _money(year, source, money, years, at)
    for listed in (record.workplans or {}).values():
        yield from outside(listed, years, at)


def outside(given: Iterable[int], years: Collection[int], at: Mapping[str, object]) -> Iterator[Fault]:
    """A fault for each year that the edition does not cover."""
    for year in sorted(set(given) - set(years)):
        said = {"year": str(year), "first": str(min(years)), "last": str(max(years))}
        yield Fault("year-outside-edition", {**at, **said})


def _dates(
    start: date | None, end: date | None, years: Collection[int], at: Mapping[str, object]
) -> Iterator[Fault]:
    if start and end and end < start:
        yield Fault("programme-ends-before-start", {**at, "start": start, "end": end})
    for day in filter(None, (start, end)):
        if not min(years) <= day.year <= max(years):
            yield Fault(
                "day-outside-edition", {**at, "day": day, "first": str(min(years)), "last": str(max(years))}
            )


def is_percent(unit: str) -> bool:
    return unit.strip().casefold() in _PERCENT


def _figure(year: int | None, value: Decimal | None, unit: str, at: Mapping[str, object]) -> Iterator[Fault]:
    if value is None:
        return
    if not value.is_finite() or abs(value) >= MOST_FIGURE:
        yield Fault("figure-too-large", {**at})
    elif is_percent(unit) and value > 100:
        yield Fault("percent-above-hundred", {**at, "year": str(year or ""), "given": value})
    elif is_percent(unit) and value < 0:
        yield Fault("percent-below-nothing", {**at, "year": str(year or ""), "given": value})


def _money(
    year: int, source: str, money: Money, years: Collection[int], at: Mapping[str, object]
) -> Iterator[Fault]:
    at = {**at, "year": str(year), "source": source}
    if year not in years:
        yield Fault("year-outside-edition", {**at, "first": str(min(years)), "last": str(max(years))})
    planned = [each for each in money.plan if each is not None]
    for each in (money.ceiling, money.changed or 0, *planned):
        if not 0 <= each < MOST_MONEY:
            yield Fault("money-out-of-range", {**at, "given": each})
            return
    if sum(planned) > money.effective:
        yield Fault("quarters-above-ceiling", {**at, "planned": sum(planned), "ceiling": money.effective})


def differs(before: Money | None, after: Money) -> bool:
    """Whether what froze with the edition would change: the ceiling as first set."""
    return before is None or before.ceiling != after.ceiling


def sum_fault(kind: str, parts: Sequence[Decimal], total: Decimal) -> Fault | None:
    """`kind` if the parts do not add up to the total that the document prints beside them."""
    added = sum(parts, Decimal(0))
    return None if added == total else Fault(kind, {"sum": added, "total": total})
