"""What it costs when contracts leave points off.

A day of a point is *lost* if it is noted as off for want of a contract, or if no contract covers it and the point is not known
to have been on. Days before a point's first contract are no gap: who paid then is not known. Money and people are never
invented: what is not known of a point is counted as not known.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from kotacerdas.wifi.domain import spans
from kotacerdas.wifi.domain.spans import DAY, Span
from kotacerdas.wifi.domain.states import Change, Reason, timeline

K = TypeVar("K", str, date)


@dataclass(frozen=True)
class Paid:
    """A contract that pays for a point; `monthly` in rupiah, None where it is not known."""

    contract: str
    span: Span
    monthly: int | None = None


@dataclass(frozen=True)
class Served:
    """A point with what the rules need of it: `life` from its first day to its last."""

    code: str
    name: str
    unit_code: str
    life: Span
    paid: Sequence[Paid] = ()
    changes: Sequence[Change] = ()
    people_a_day: int | None = None


@dataclass(frozen=True)
class Gap:
    """Lost days in a row. `basis` is the contract by whose cost the money is reckoned: the one before, else the one after."""

    span: Span
    basis: Paid | None

    @cached_property
    def cost(self) -> Fraction | None:
        """Not spent in these days: a share of the monthly cost for each day of its month."""
        if self.basis is None or self.basis.monthly is None:
            return None
        monthly = self.basis.monthly
        parts = spans.by_month(self.span)
        return sum(
            (Fraction(monthly * part.days, spans.month_end(part.first).day) for part in parts), Fraction(0)
        )

    def by_month(self) -> Iterator["Gap"]:
        return (replace(self, span=part) for part in spans.by_month(self.span))


@dataclass(frozen=True)
class Loss:
    """What one point lost."""

    point: Served
    gaps: Sequence[Gap]
    surprising: int = 0
    """Days on which it was noted as on although no contract paid it."""

    @property
    def spans(self) -> list[Span]:
        return [each.span for each in self.gaps]

    @property
    def days(self) -> int:
        return sum(each.span.days for each in self.gaps)

    @cached_property
    def cost(self) -> Fraction | None:
        """Of the gaps whose cost is known; None where it is of none."""
        known = [each.cost for each in self.gaps if each.cost is not None]
        return sum(known, Fraction(0)) if known else None

    @property
    def is_cost_known(self) -> bool:
        """Of every gap."""
        return all(each.cost is not None for each in self.gaps)

    @property
    def person_days(self) -> int | None:
        return None if self.point.people_a_day is None else self.point.people_a_day * self.days


@dataclass(frozen=True)
class Sum:
    """Of many points; each unknown says of how many points the figure beside it knows nothing, or not all."""

    points: int = 0
    days: int = 0
    cost: Fraction = Fraction(0)
    cost_unknown: int = 0
    person_days: int = 0
    people_unknown: int = 0
    surprising: int = 0


def uncovered(point: Served, period: Span) -> list[Span]:
    """Days after the beginning of its first contract that no contract covers."""
    if not point.paid:
        return []
    first = min(each.span.first for each in point.paid)
    asked = spans.within([point.life], period)
    asked = [part for each in asked if (part := spans.span(max(each.first, first), each.last))]
    return spans.without(asked, (each.span for each in point.paid))


def loss(point: Served, period: Span, *, today: date) -> Loss:
    """What is noted of the days up to `today` counts; later ones are as the contracts leave them."""
    lived = spans.within([point.life], period)
    noted = [each for part in lived for each in timeline(point.changes, part)]
    off = [each.span for each in noted if each.is_on is False and each.reason == Reason.CONTRACT]
    off = spans.without(off, [Span(today + DAY, date.max)])
    on = spans.within([each.span for each in noted if each.is_on], Span(date.min, today))
    bare = uncovered(point, period)
    lost = spans.joined([*off, *spans.without(bare, on)])
    surprising = spans.days(bare) - spans.days(spans.without(bare, on))
    return Loss(point, [Gap(each, _basis(point, each.first)) for each in lost], surprising)


def losses(points: Iterable[Served], period: Span, *, today: date) -> list[Loss]:
    """Only of points that lost something, or whose notes contradict the contracts."""
    found = (loss(each, period, today=today) for each in points)
    return [each for each in found if each.gaps or each.surprising]


def _basis(point: Served, first: date) -> Paid | None:
    """The contract before the gap that begins on this day, else the one after it."""
    before = [each for each in point.paid if each.span.first <= first]
    if before:
        return max(before, key=lambda each: each.span.last)
    return min(point.paid, key=lambda each: each.span.first, default=None)


# --- Sums --------------------------------------------------------------------------------------------------


def total(rows: Iterable[Loss]) -> Sum:
    some = list(rows)
    lost = [each for each in some if each.gaps]
    people = [each.person_days for each in lost]
    return Sum(
        points=len(lost),
        days=sum(each.days for each in lost),
        cost=sum((each.cost or Fraction(0) for each in lost), Fraction(0)),
        cost_unknown=sum(not each.is_cost_known for each in lost),
        person_days=sum(each for each in people if each is not None),
        people_unknown=people.count(None),
        surprising=sum(each.surprising for each in some),
    )


def by_area(rows: Iterable[Loss], area: Callable[[Served], str]) -> dict[str, Sum]:
    """In the order of the areas' codes."""
    return _parted(rows, lambda row, _gap: area(row.point))


def by_contract(rows: Iterable[Loss]) -> dict[str, Sum]:
    """Each contract with what is reckoned by its cost; under "" what no contract tells."""
    return _parted(rows, lambda _row, gap: gap.basis.contract if gap.basis else "")


def by_month(rows: Iterable[Loss]) -> dict[date, Sum]:
    """Each month with what was lost in it, by its first day."""
    return _parted(rows, lambda _row, gap: spans.month_of(gap.span.first))


def _parted(rows: Iterable[Loss], key: Callable[[Loss, Gap], K]) -> dict[K, Sum]:
    """A point counts in every part in which it lost a day."""
    found: dict[K, list[Loss]] = {}
    for row in rows:
        own: dict[K, list[Gap]] = {}
        for gap in (part for each in row.gaps for part in each.by_month()):
            own.setdefault(key(row, gap), []).append(gap)
        for name, some in own.items():
            found.setdefault(name, []).append(replace(row, gaps=some, surprising=0))
    return {name: total(found[name]) for name in sorted(found)}


# --- What if -----------------------------------------------------------------------------------------------


def ends_of(points: Iterable[Served]) -> list[date]:
    """The last covered days of points that still stand then."""
    return [last for each in points if (last := _covered_until(each)) is not None and last < each.life.last]


def _covered_until(point: Served) -> date | None:
    return max((each.span.last for each in point.paid), default=None)


def if_next_starts(
    points: Sequence[Served], starts_on: date, *, today: date
) -> tuple[Span | None, list[Loss]]:
    """What is lost from the end of the last contracts until the day before the next one; nothing where it follows at once."""
    waiting = [
        each for each in points if (last := _covered_until(each)) is not None and last < starts_on - DAY
    ]
    ends = ends_of(waiting)
    period = spans.span(min(ends) + DAY, starts_on - DAY) if ends else None
    if period is None:
        return None, []
    rows = []
    for each in waiting:
        last = _covered_until(each)
        own = spans.span(last + DAY, starts_on - DAY) if last else None
        found = loss(each, own, today=today) if own else None
        if found and found.gaps:
            rows.append(found)
    return period, rows
