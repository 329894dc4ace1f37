"""Raw water: what the people of a city will need against what its sources give, year by year.

Demand in litres a second = people x litres a head and day x share served / (1 - share lost) / 86,400.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kotacerdas.indicators.domain.forecasting.paths import Ahead

SECONDS_A_DAY = 86_400
TO_LITRES_A_SECOND: dict[str, Fraction] = {
    "l/s": Fraction(1),
    "m3/s": Fraction(1000),
    "m3/h": Fraction(1000, 3600),
    "m3/day": Fraction(1000, SECONDS_A_DAY),
    "m3/year": Fraction(1000, 365 * SECONDS_A_DAY),
}
"""Exact factors; a year of a plan has 365 days."""
_SPELLINGS: dict[str, str] = {
    "l/s": "l/s", "l/d": "l/s", "l/det": "l/s", "l/detik": "l/s", "liter/detik": "l/s", "liter per detik": "l/s",
    "liter/s": "l/s", "litres/second": "l/s", "litres a second": "l/s", "litres per second": "l/s", "lps": "l/s",
    "m3/s": "m3/s", "m3/det": "m3/s", "m3/detik": "m3/s", "m3 per detik": "m3/s",
    "m3/h": "m3/h", "m3/jam": "m3/h", "m3 per jam": "m3/h",
    "m3/day": "m3/day", "m3/d": "m3/day", "m3/hari": "m3/day", "m3 per hari": "m3/day", "m3 a day": "m3/day",
    "m3/year": "m3/year", "m3/tahun": "m3/year", "m3/thn": "m3/year", "m3 per tahun": "m3/year",
    "m3 a year": "m3/year",
}  # fmt: skip
_PEOPLE: dict[str, int] = {
    "jiwa": 1, "orang": 1, "penduduk": 1, "people": 1, "persons": 1, "inhabitants": 1,
    "ribu jiwa": 1000, "ribu orang": 1000, "thousand people": 1000, "thousand persons": 1000, "thousands": 1000,
}  # fmt: skip


def flow_factor(unit: str) -> Fraction | None:
    """Litres a second in one of this unit; None where it is no flow of water that we know."""
    plain = unit.strip().casefold().replace("m\N{SUPERSCRIPT THREE}", "m3").replace("meter kubik", "m3")
    spelling = _SPELLINGS.get(plain)
    return TO_LITRES_A_SECOND[spelling] if spelling else None


def people_factor(unit: str) -> int | None:
    """People in one of this unit."""
    return _PEOPLE.get(unit.strip().casefold())


@dataclass(frozen=True)
class Norms:
    """Litres a head and day; the share of people served; the share lost on the way, below one."""

    per_head: float
    served: float
    losses: float

    @property
    def factor(self) -> float:
        """Litres a second for each of the people."""
        return self.per_head * self.served / (1 - self.losses) / SECONDS_A_DAY


@dataclass(frozen=True)
class Row:
    """One year, in litres a second. `is_foreseen` ones have bands; in others the five values of `demand` are one.
    `is_carried`: the capacity is that of an earlier year, the last one known."""

    year: int
    people: Ahead
    demand: Ahead
    capacity: float | None
    is_carried: bool
    is_foreseen: bool

    @property
    def margin(self) -> float | None:
        """What is left over, for the middle line; below nought it is missing."""
        return None if self.capacity is None else self.capacity - self.demand.middle

    @property
    def worst(self) -> float | None:
        return None if self.capacity is None else self.capacity - self.demand.high95

    @property
    def best(self) -> float | None:
        return None if self.capacity is None else self.capacity - self.demand.low95


@dataclass(frozen=True)
class Shortage:
    """The first year in which demand exceeds capacity: by the middle, at the earliest and at the latest (the ends of the 95
    percent band). None where that does not happen within the years foreseen."""

    middle: int | None
    earliest: int | None
    latest: int | None


@dataclass(frozen=True)
class Weighed:
    rows: tuple[Row, ...]
    shortage: Shortage

    @property
    def last(self) -> Row | None:
        return self.rows[-1] if self.rows else None


def weigh(
    known: Mapping[int, float], foreseen: Mapping[int, Ahead], capacity: Mapping[int, float], norms: Norms
) -> Weighed:
    """People of the years that are known and foreseen against capacity in litres a second. A year without a figure of
    capacity has the last one before it; years before the first figure have none."""
    people = {year: certain(value) for year, value in known.items()} | dict(foreseen)
    rows = tuple(_row(year, people[year], year in foreseen, capacity, norms) for year in sorted(people))
    ahead = [row for row in rows if row.is_foreseen]
    return Weighed(
        rows,
        Shortage(
            middle=_first(ahead, lambda row: row.demand.middle),
            earliest=_first(ahead, lambda row: row.demand.high95),
            latest=_first(ahead, lambda row: row.demand.low95),
        ),
    )


def certain(value: float) -> Ahead:
    """A figure that is known stands without doubt."""
    return Ahead(value, value, value, value, value)


def _row(year: int, people: Ahead, is_foreseen: bool, capacity: Mapping[int, float], norms: Norms) -> Row:
    known = max((each for each in capacity if each <= year), default=None)
    return Row(
        year,
        people,
        people.times(norms.factor),
        None if known is None else capacity[known],
        is_carried=known is not None and known != year,
        is_foreseen=is_foreseen,
    )


def _first(rows: Sequence[Row], needs: Callable[[Row], float]) -> int | None:
    return next((row.year for row in rows if row.capacity is not None and needs(row) > row.capacity), None)
