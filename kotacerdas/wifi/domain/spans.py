"""Days in a row: contracts, states and gaps are all spans of days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """From `first` to `last`, both of them included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a span cannot end on {self.last} before it begins on {self.first}")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def common(self, other: "Span") -> "Span | None":
        """The days in both."""
        return span(max(self.first, other.first), min(self.last, other.last))


def span(first: date, last: date) -> Span | None:
    """None where nothing lies between the two."""
    return Span(first, last) if first <= last else None


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as can be, in order."""
    found: list[Span] = []
    for each in sorted(spans):
        if found and (found[-1].last == date.max or each.first <= found[-1].last + DAY):
            found[-1] = Span(found[-1].first, max(found[-1].last, each.last))
        else:
            found.append(each)
    return found


def within(spans: Iterable[Span], period: Span) -> list[Span]:
    return joined(part for each in spans if (part := each.common(period)))


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """The days of `spans` that are in none of `holes`."""
    out = joined(holes)
    return [rest for each in joined(spans) for rest in _cut(each, out)]


def _cut(whole: Span, holes: list[Span]) -> Iterator[Span]:
    first = whole.first
    for hole in holes:
        if hole.last < first:
            continue
        if hole.first > whole.last:
            break
        if hole.first > first:
            yield Span(first, hole.first - DAY)
        if hole.last >= whole.last:
            return
        first = hole.last + DAY
    yield Span(first, whole.last)


def days(spans: Iterable[Span]) -> int:
    """Days that lie in several are counted once."""
    return sum(each.days for each in joined(spans))


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_end(day: date) -> date:
    first = month_of(day)
    if (first.year, first.month) == (date.max.year, 12):
        return date.max
    return (first + 32 * DAY).replace(day=1) - DAY


def by_month(whole: Span) -> Iterator[Span]:
    """Cut at the ends of months."""
    first = whole.first
    while first <= whole.last:
        last = min(month_end(first), whole.last)
        yield Span(first, last)
        if last == date.max:
            return
        first = last + DAY
