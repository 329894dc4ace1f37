"""When a point was on and when off: changes by day, which make a timeline without holes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kotacerdas.wifi.domain.spans import DAY, Span


class Reason(StrEnum):
    """Why a point is off."""

    CONTRACT = "contract"
    FAULT = "fault"
    POWER = "power"
    VANDALISM = "vandalism"
    MAINTENANCE = "maintenance"
    MOVED = "moved"
    OTHER = "other"


@dataclass(frozen=True)
class Change:
    """From this day on the point is on, or off for a reason. There is one change a day at most."""

    since: date
    is_on: bool
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Stretch:
    """Days of one state; `is_on` is None before anything is known."""

    span: Span
    is_on: bool | None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Availability:
    """Days of a period by state; together they are all its days."""

    on: int = 0
    off: int = 0
    unknown: int = 0

    @property
    def known(self) -> int:
        return self.on + self.off

    @property
    def share(self) -> Fraction | None:
        """Of the days that are known; None where none is."""
        return Fraction(self.on, self.known) if self.known else None

    def __add__(self, other: "Availability") -> "Availability":
        return Availability(self.on + other.on, self.off + other.off, self.unknown + other.unknown)


def latest(changes: Iterable[Change], on: date) -> Change | None:
    """The change that counts on this day."""
    return max((each for each in changes if each.since <= on), key=lambda each: each.since, default=None)


def timeline(changes: Iterable[Change], period: Span) -> list[Stretch]:
    """Every day of the period, in order; changes that change nothing make no new stretch."""
    given = sorted(changes, key=lambda each: each.since)
    before = latest(given, period.first)
    found = [_stretch(before, period)]
    for each in given:
        if period.first < each.since <= period.last:
            _turn(found, each, period.last)
    return found


def _stretch(change: Change | None, over: Span) -> Stretch:
    if change is None:
        return Stretch(over, None)
    return Stretch(over, change.is_on, change.reason, change.note)


def _turn(found: list[Stretch], change: Change, last: date) -> None:
    running = found[-1]
    if (running.is_on, running.reason) == (change.is_on, change.reason):
        return
    found[-1] = Stretch(
        Span(running.span.first, change.since - DAY), running.is_on, running.reason, running.note
    )
    found.append(_stretch(change, Span(change.since, last)))


def availability(stretches: Sequence[Stretch]) -> Availability:
    on = sum(each.span.days for each in stretches if each.is_on is True)
    off = sum(each.span.days for each in stretches if each.is_on is False)
    unknown = sum(each.span.days for each in stretches if each.is_on is None)
    return Availability(on, off, unknown)
