"""The report of what contract gaps cost, and what the next one would."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kotacerdas.people.models import City
from kotacerdas.wifi.domain import gaps
from kotacerdas.wifi.domain.gaps import Loss, Sum
from kotacerdas.wifi.domain.spans import Span
from kotacerdas.wifi.models import Contract
from kotacerdas.wifi.queries import listing, standing

FAR = timedelta(days=20 * 366)
"""Nobody reckons further than this."""


@dataclass(frozen=True)
class Part:
    """One line of the report; `code` is what the line is about: a contract, a kecamatan, or nothing where unknown."""

    code: str
    name: str
    sum: Sum


@dataclass(frozen=True)
class Report:
    """Of a city and period. `period` is None in a what-if where nothing would be lost. Without a single point or contract written
    down nothing `is_known` of gaps, which is not to say that there are none."""

    period: Span | None
    total: Sum
    rows: Sequence[Loss]
    by_contract: Sequence[Part]
    by_kecamatan: Sequence[Part]
    by_month: Sequence[tuple[date, Sum]]
    has_samples: bool = False
    points: int = 0
    contracts: int = 0

    @property
    def is_known(self) -> bool:
        return bool(self.total.points or (self.points and self.contracts))


def report(city: City, period: Span, *, today: date) -> Report:
    """Four queries."""
    rows = standing.ever(city, on=today)
    found = gaps.losses([each.served for each in rows], period, today=today)
    return _report(city, rows, period, found)


def if_next_starts(city: City, starts_on: date, *, today: date) -> Report:
    """The days between the end of the last contract of each point and the day before the next one begins."""
    rows = standing.of(city, on=today)
    period, found = gaps.if_next_starts([each.served for each in rows], starts_on, today=today)
    return _report(city, rows, period, found)


def usual_period(city: City, *, today: date) -> Span:
    """From the first contract's end to today, as far back as anybody reckons; the year so far where there is none."""
    first = Contract.objects.of(city).order_by("ends_on").values_list("ends_on", flat=True).first()
    begin = max(min(first, today), today - FAR) if first else today.replace(month=1, day=1)
    return Span(begin, max(begin, today))


def usual_next(city: City, *, today: date) -> date:
    """As the last time: two months after the last contract ends, for a first look at the calculator. One without an end is
    passed over."""
    rows = Contract.objects.of(city).filter(ends_on__lt=today + FAR)
    last = rows.order_by("-ends_on").values_list("ends_on", flat=True).first() or today
    return (max(last, today).replace(day=1) + timedelta(days=93)).replace(day=1)


def _report(
    city: City, rows: Sequence[standing.Standing], period: Span | None, found: Sequence[Loss]
) -> Report:
    contracts = {each.code: each.number for each in Contract.objects.of(city)}
    districts = {each.code: each.name for each in listing.by_kecamatan(rows)}
    lost = [each for each in found if each.gaps]
    return Report(
        period=period,
        total=gaps.total(found),
        rows=sorted(found, key=lambda row: (-row.days, row.point.code)),
        by_contract=_parts(gaps.by_contract(lost), contracts),
        by_kecamatan=_parts(gaps.by_area(lost, lambda point: point.unit_code[:8]), districts),
        by_month=list(gaps.by_month(lost).items()),
        has_samples=any(each.point.is_sample for each in rows),
        points=len(rows),
        contracts=len(contracts),
    )


def _parts(sums: dict[str, Sum], names: dict[str, str]) -> list[Part]:
    return [Part(code, names.get(code, ""), each) for code, each in sums.items()]
