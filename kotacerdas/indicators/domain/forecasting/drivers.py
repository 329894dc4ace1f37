"""What might drive a series beside its past, such as a new capital next door: extra growth or extra units in some years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import Any, Literal

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.indicators.domain import periods
from kotacerdas.indicators.domain.forecasting.paths import Ahead, Path
from kotacerdas.indicators.domain.periods import FIRST_YEAR, LAST_YEAR, PARTS, Period

Kind = Literal["growth", "amount"]
KINDS: tuple[Kind, ...] = ("growth", "amount")
MOST_GROWTH = Decimal(20)
"""Percent a year. A city that grows faster for years is a slip of the pen, or no forecast can speak of it."""
MOST_AMOUNT = Decimal(10) ** 12
MOST_DRIVERS = 20


@dataclass(frozen=True)
class Driver:
    """Drives the series of one indicator, named by its code, with `size` percent or units a year beyond its past, from the
    first day of the year `start` to the last of `end`; without an end it goes on. The size is kept as it was typed."""

    indicator: str
    kind: Kind
    size: Decimal
    start: int
    end: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"size": str(self.size)}

    def years_at(self, period: Period, first: Period) -> float:
        """How long it has driven by the end of `period`, counted from the first period foreseen: what lies before is in the
        figures already."""
        parts = PARTS[period.frequency]
        begins = max(self.start * parts, first.steps)
        ends = period.steps if self.end is None else min(self.end * parts + parts - 1, period.steps)
        return max(0, ends - begins + 1) / parts


def read(stored: Iterable[Mapping[str, Any]]) -> tuple[Driver, ...]:
    """Raises `Refused` with everything that is wrong; lines count from 1."""
    rows = list(stored)
    found = [fault for line, row in enumerate(rows, start=1) for fault in _faults(row, line)]
    if not rows:
        found.append(Fault("scenario-empty"))
    if len(rows) > MOST_DRIVERS:
        found.append(Fault("scenario-too-long", {"most": MOST_DRIVERS}))
    if found:
        raise Refused(found)
    return tuple(
        Driver(str(row["indicator"]), row["kind"], Decimal(str(row["size"])), int(row["start"]), _end(row))
        for row in rows
    )


def _end(row: Mapping[str, Any]) -> int | None:
    return None if row.get("end") is None else int(row["end"])


def _faults(row: Mapping[str, Any], line: int) -> Iterable[Fault]:
    kind, size = row.get("kind"), _size(row)
    start, end = row.get("start"), row.get("end")
    if not row.get("indicator"):
        yield Fault("driver-of-nothing", line=line)
    if kind not in KINDS:
        yield Fault("driver-unknown", {"given": str(kind)[:40]}, line=line)
    if size is None:
        yield Fault("driver-without-size", line=line)
    elif kind == "growth" and abs(size) > MOST_GROWTH:
        yield Fault("driver-growth-absurd", {"most": MOST_GROWTH}, line=line)
    elif kind == "amount" and abs(size) > MOST_AMOUNT:
        yield Fault("driver-amount-absurd", line=line)
    years = [each for each in (start, end) if each is not None]
    if not isinstance(start, int) or any(
        not isinstance(each, int) or not FIRST_YEAR <= each <= LAST_YEAR for each in years
    ):
        yield Fault("driver-years", {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}, line=line)
    elif end is not None and end < start:
        yield Fault("driver-ends-before", {"start": str(start), "end": str(end)}, line=line)


def _size(row: Mapping[str, Any]) -> Decimal | None:
    """None for what is no number."""
    try:
        size = Decimal(str(row.get("size", "")))
    except InvalidOperation:
        return None
    return size if size.is_finite() else None


def overlaps(drivers: Sequence[Driver]) -> list[tuple[Driver, Driver]]:
    """Those of one indicator that drive in the same years. That is allowed, since growth has several causes; it is said."""
    return [
        (one, other)
        for one, other in combinations(drivers, 2)
        if one.indicator == other.indicator
        and max(one.start, other.start) <= min(one.end or LAST_YEAR, other.end or LAST_YEAR)
    ]


def of_indicator(drivers: Iterable[Driver], code: str) -> tuple[Driver, ...]:
    return tuple(each for each in drivers if each.indicator == code)


def driven(path: Path, ahead: Sequence[str], drivers: Sequence[Driver]) -> Path:
    """The path with its drivers: first the growth, which moves middle and bands in proportion, then the amounts, which move
    them all alike. `drivers` are those of this series' indicator."""
    at = [periods.read(each) for each in ahead]
    return tuple(_driven(step, period, at[0], drivers) for step, period in zip(path, at, strict=True))


def _driven(step: Ahead, period: Period, first: Period, drivers: Sequence[Driver]) -> Ahead:
    factor, amount = 1.0, 0.0
    for each in drivers:
        years = each.years_at(period, first)
        if each.kind == "growth":
            factor *= (1 + float(each.size) / 100) ** years
        else:
            amount += float(each.size) * years
    return step.times(factor).plus(amount)
