"""Progress of a year from its monthly reports, and what may be wrong with a report.

Two kinds of numbers that are never mixed: `physical` is cumulative, percent of the year's work done by the end of the month,
so a year's progress is its last one and never a sum; money comes as increments of a month in whole rupiah, so what was spent
is a sum. Percent are exact: decimals as reported, fractions where computed. What nobody reported is None.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from kotacerdas.common.domain.faults import Fault, Refused

WHOLE = 100
PLACES = 2
MONTHS = 12
MOST_MONEY = 10**15


@dataclass(frozen=True)
class Monthly:
    """What is reported for a month. `correction` says why less is done, or less spent, than was said before."""

    month: int
    physical: Decimal
    spent: Mapping[str, int] = field(default_factory=dict)
    correction: str = ""


@dataclass(frozen=True)
class Advance:
    """A month with what was done by its end and what was added since the report before it."""

    month: int
    cumulative: Decimal
    increment: Decimal


@dataclass(frozen=True)
class YearPart:
    """One year of a programme: how far its work came (None: nobody reported) and its effective ceiling."""

    year: int
    physical: Decimal | None
    ceiling: int | None


@dataclass(frozen=True)
class Whole:
    """Progress over several years. A year without a report adds nothing; `reported` says how many years have one."""

    percent: Fraction
    reported: int
    years: int
    is_by_money: bool


def effective(ceiling: int, changed: int | None) -> int:
    """What may be spent now: the ceiling after the change of the budget where there was one."""
    return ceiling if changed is None else changed


def of_year(reports: Iterable[Monthly]) -> Decimal | None:
    """Percent of the year's work done: the last cumulative figure."""
    last = max(reports, key=lambda each: each.month, default=None)
    return None if last is None else last.physical


def advances(reports: Iterable[Monthly]) -> list[Advance]:
    """In the order of months. The increments add up to the last cumulative figure, also across a correction."""
    found: list[Advance] = []
    before = Decimal(0)
    for each in sorted(reports, key=lambda report: report.month):
        found.append(Advance(each.month, each.physical, each.physical - before))
        before = each.physical
    return found


def spent(reports: Iterable[Monthly]) -> dict[str, int]:
    """Rupiah by source: the sum of the increments."""
    total: dict[str, int] = {}
    for each in reports:
        for source, amount in each.spent.items():
            total[source] = total.get(source, 0) + amount
    return total


def financial(amount: int, ceiling: int | None) -> Fraction | None:
    """Percent of the ceiling that was spent; without a ceiling there is none. `amount` is what was spent so far."""
    return Fraction(amount * WHOLE, ceiling) if ceiling else None


def over_years(parts: Sequence[YearPart]) -> Whole | None:
    """Weighted by ceilings; where one of them is not known, or all are nothing, every year weighs the same."""
    reported = [each for each in parts if each.physical is not None]
    if not reported:
        return None
    known = [each.ceiling for each in parts if each.ceiling is not None]
    is_by_money = len(known) == len(parts) and sum(known) > 0
    weights = known if is_by_money else [1] * len(parts)
    done = sum(
        (Fraction(each.physical or 0) * weight for each, weight in zip(parts, weights, strict=True)),
        Fraction(0),
    )
    return Whole(done / sum(weights), len(reported), len(parts), is_by_money)


def shown(percent: Fraction | Decimal, places: int = 1) -> Decimal:
    """Rounded down, so that nothing reads as 100 percent before it is."""
    scale = 10**places
    return Decimal(Fraction(percent) * scale // 1).scaleb(-places)


def require(
    new: Monthly, others: Iterable[Monthly], ceilings: Mapping[str, int], *, year: int, today: date
) -> None:
    """Raises `Refused` with everything that is wrong."""
    found = [*faults(new, others, ceilings, year=year, today=today)]
    if found:
        raise Refused(found)


def faults(
    new: Monthly, others: Iterable[Monthly], ceilings: Mapping[str, int], *, year: int, today: date
) -> Iterator[Fault]:
    """`others` are the reports of the year's other months, `ceilings` the effective ones of the year by source."""
    at = {"year": str(year), "month": new.month}
    if not 1 <= new.month <= MONTHS:
        yield Fault("report-month", {"given": new.month})
        return
    if (year, new.month) > (today.year, today.month):
        yield Fault("report-of-the-future", at)
    rest = [each for each in others if each.month != new.month]
    yield from _physical(new, rest, at)
    yield from _money(new, rest, ceilings, at)


def _physical(new: Monthly, rest: Sequence[Monthly], at: Mapping[str, object]) -> Iterator[Fault]:
    done = new.physical
    if not done.is_finite() or not 0 <= done <= WHOLE:
        yield Fault("physical-not-a-percentage", {**at, "given": done})
        return
    if done != done.quantize(Decimal(1).scaleb(-PLACES), ROUND_FLOOR):
        yield Fault("physical-too-fine", {**at, "given": done, "places": PLACES})
    before = max((each for each in rest if each.month < new.month), key=_month, default=None)
    after = min((each for each in rest if each.month > new.month), key=_month, default=None)
    if before and done < before.physical and not new.correction.strip():
        said = {
            "given": done.normalize(),
            "before": before.physical.normalize(),
            "before_month": before.month,
        }
        yield Fault("physical-falls", {**at, **said})
    if after and done > after.physical and not after.correction.strip():
        said = {"given": done.normalize(), "after": after.physical.normalize(), "after_month": after.month}
        yield Fault("physical-above-next", {**at, **said})


def _money(
    new: Monthly, rest: Sequence[Monthly], ceilings: Mapping[str, int], at: Mapping[str, object]
) -> Iterator[Fault]:
    total = spent([*rest, new])
    for source, amount in new.spent.items():
        here = {**at, "source": source}
        if abs(amount) >= MOST_MONEY:
            yield Fault("spent-out-of-range", {**here, "given": amount})
        elif amount < 0 and not new.correction.strip():
            yield Fault("spent-falls", {**here, "given": amount})
        elif total[source] < 0:
            yield Fault("spent-below-nothing", {**here, "spent": total[source]})
        elif amount and source not in ceilings:
            yield Fault("spent-without-ceiling", here)
        elif amount > 0 and total[source] > ceilings[source]:
            over = total[source] - ceilings[source]
            said = {"spent": total[source], "ceiling": ceilings[source], "over": over}
            yield Fault("spent-above-ceiling", {**here, **said})
    for source in sorted(total.keys() - new.spent.keys()):
        # What was taken out of this month may have been needed for money that came back in another.
        if total[source] < 0:
            yield Fault("spent-below-nothing", {**at, "source": source, "spent": total[source]})


def _month(report: Monthly) -> int:
    return report.month
