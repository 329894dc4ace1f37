"""How each point of a city stands on a day: on or off since when, paid by which contract until when. Three queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kotacerdas.people.models import City
from kotacerdas.wifi.domain import spans
from kotacerdas.wifi.domain.gaps import Served
from kotacerdas.wifi.domain.spans import DAY, Span
from kotacerdas.wifi.domain.states import Change, latest
from kotacerdas.wifi.models import Contract, Payment, Point, State

SOON = timedelta(days=90)
"""A contract that ends within these days ends soon."""


@dataclass(frozen=True)
class Standing:
    """One point on the day `on`."""

    point: Point
    on: date
    changes: Sequence[Change]
    payments: Sequence[Payment]

    @cached_property
    def change(self) -> Change | None:
        """What holds on the day; None where nothing is known."""
        return latest(self.changes, self.on)

    @property
    def is_on(self) -> bool | None:
        return self.change.is_on if self.change else None

    @property
    def state(self) -> str:
        """`on`, `off` or `unknown`."""
        return {True: "on", False: "off", None: "unknown"}[self.is_on]

    @cached_property
    def payment(self) -> Payment | None:
        """Of the contract that pays on the day; where there are several, of the one that ends last."""
        paying = [each for each in self.payments if each.contract.span.holds(self.on)]
        return max(paying, key=lambda each: each.contract.ends_on, default=None)

    @property
    def contract(self) -> Contract | None:
        return self.payment.contract if self.payment else None

    @property
    def provider(self) -> str:
        return self.contract.provider if self.contract else ""

    @cached_property
    def paid_until(self) -> date | None:
        """The last day that the contract of today, or those that follow it without a gap, pay for."""
        paid = spans.joined(each.contract.span for each in self.payments)
        return next((each.last for each in paid if each.holds(self.on)), None)

    @property
    def is_ending(self) -> bool:
        """It is paid, but not for long, and nothing follows."""
        return self.paid_until is not None and self.paid_until <= self.on + SOON

    @property
    def is_removed(self) -> bool:
        return self.point.removed_on is not None and self.point.removed_on <= self.on

    @property
    def is_to_come(self) -> bool:
        return self.point.installed_on is not None and self.point.installed_on > self.on

    @property
    def kecamatan(self) -> str:
        """The code of the kecamatan, "" where the kelurahan is not known."""
        return self.point.unit.code[:8] if self.point.unit else ""

    @property
    def life(self) -> Span:
        """From its first day that is known to the last before it was removed."""
        known = [each.since for each in self.changes] + [each.contract.starts_on for each in self.payments]
        first = self.point.installed_on or min(known, default=date.min)
        last = self.point.removed_on - DAY if self.point.removed_on else date.max
        return Span(first, max(first, last))

    @property
    def served(self) -> Served:
        """As the rules of gaps need it."""
        point = self.point
        unit = point.unit.code if point.unit else ""
        paid = [each.paid for each in self.payments]
        return Served(point.code, point.name, unit, self.life, paid, self.changes, point.people_a_day)


def of(city: City, *, on: date) -> list[Standing]:
    """All points of the city that were not removed by then, also such as are installed later."""
    rows = Point.objects.of(city).for_rows().exclude(removed_on__lte=on)
    return _standings(list(rows), {"point__city": city}, on)


def ever(city: City, *, on: date) -> list[Standing]:
    """Removed ones too: what they lost before was lost."""
    return _standings(list(Point.objects.of(city).for_rows()), {"point__city": city}, on)


def one(point: Point, *, on: date) -> Standing:
    return _standings([point], {"point": point}, on)[0]


def _standings(points: Iterable[Point], which: Mapping[str, object], on: date) -> list[Standing]:
    changes: dict[int, list[Change]] = defaultdict(list)
    for state in State.objects.filter(**which).order_by("since"):
        changes[state.point_id].append(state.change)
    payments: dict[int, list[Payment]] = defaultdict(list)
    for payment in Payment.objects.filter(**which).select_related("contract"):
        payments[payment.point_id].append(payment)
    return [Standing(each, on, changes[each.pk], payments[each.pk]) for each in points]
