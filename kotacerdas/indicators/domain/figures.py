"""What may stand as a figure: in which series, how exact, from where."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kotacerdas.common.domain.faults import Fault
from kotacerdas.indicators.domain.periods import Period

MOST_PLACES = 6
MOST = Decimal(10) ** 17


@dataclass(frozen=True)
class Figure:
    """A value with the decimals that it was published with."""

    value: Decimal
    places: int

    @property
    def low(self) -> Fraction:
        return Fraction(self.value) - self.half

    @property
    def high(self) -> Fraction:
        return Fraction(self.value) + self.half

    @property
    def half(self) -> Fraction:
        """Half of the last printed digit: how far the true value may lie from the printed one."""
        return Fraction(1, 2 * 10**self.places)


def written(value: Decimal) -> Figure:
    """With the decimals that were typed: 76.60 has two."""
    exponent = value.as_tuple().exponent
    return Figure(value, max(0, -exponent) if isinstance(exponent, int) else 0)


@dataclass(frozen=True)
class Rules:
    """What the indicator and the series demand of each figure."""

    frequency: str
    """The kind of its periods: one of `periods.PARTS`."""
    is_sample: bool
    unit: tuple[str, ...] = ()
    """The unit in every language; empty where there is none."""
    least: Decimal | None = None
    most: Decimal | None = None
    labels: tuple[str, ...] = ()
    """The values that an opinion may have."""


@dataclass(frozen=True)
class Typed:
    period: Period
    figure: Figure
    status: str
    """fact, estimate or sample."""
    has_source: bool
    unit: str | None = None
    """As written beside the figure; None where nothing was written."""


def faults(typed: Typed, rules: Rules, *, this_year: int) -> Iterator[Fault]:
    """Everything that forbids this figure in this series."""
    value = typed.figure.value
    if typed.period.frequency != rules.frequency:
        yield Fault("period-of-another-kind", {"period": str(typed.period), "frequency": rules.frequency})
    if not value.is_finite() or abs(value) >= MOST:
        yield Fault("figure-too-large")
        return
    if typed.figure.places > MOST_PLACES:
        yield Fault("figure-too-fine", {"most": MOST_PLACES})
    if rules.least is not None and value < rules.least:
        yield Fault("figure-too-small-for-indicator", {"least": rules.least})
    if rules.most is not None and value > rules.most:
        yield Fault("figure-too-large-for-indicator", {"most": rules.most})
    if rules.labels and str(value.normalize() + 0) not in rules.labels:
        yield Fault("figure-no-opinion", {"given": value})
    if typed.unit is not None and typed.unit.strip().casefold() not in {
        each.casefold() for each in rules.unit or ("",)
    }:
        yield Fault("unit-differs", {"given": typed.unit.strip()[:40], "unit": (*rules.unit, "")[0]})
    if (typed.status == "sample") != rules.is_sample:
        yield Fault("fact-among-samples" if rules.is_sample else "sample-among-facts")
    if typed.status == "fact" and not typed.has_source:
        yield Fault("fact-without-source")
    if typed.status == "fact" and typed.period.year > this_year:
        yield Fault("fact-of-the-future", {"period": str(typed.period)})
