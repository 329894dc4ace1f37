"""Ways to build a programme beside each other: what each costs over its life, which is cheapest, safest, soonest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kotacerdas.common.domain.faults import Fault
from kotacerdas.masterplan.domain.record import MOST_MONEY

MOST_LIFE, MOST_MONTHS = 200, 600
Capital = Mapping[str, Mapping[int, int]]
"""Rupiah by source and year."""


@dataclass(frozen=True)
class Weighed:
    """One way in figures; None is not known, never nothing."""

    code: str
    capital: int | None
    yearly: int | None
    life: int | None
    months: int | None
    risk: int | None
    """The size of its greatest risk in the matrix, 1 to 25."""

    @property
    def over_life(self) -> int | None:
        """Building and running it as long as it lives."""
        if self.capital is None or self.yearly is None or self.life is None:
            return None
        return self.capital + self.yearly * self.life

    @property
    def per_year(self) -> int | None:
        """So that ways that live for different times can be held against each other."""
        return self.over_life // self.life if self.over_life is not None and self.life else None


def capital_of(kept: Mapping[str, Mapping[str, Any]]) -> Capital:
    """From a row, where years are text."""
    return {
        source: {int(year): int(amount) for year, amount in years.items()} for source, years in kept.items()
    }


def total(capital: Capital) -> int | None:
    amounts = [amount for years in capital.values() for amount in years.values()]
    return sum(amounts) if amounts else None


def least(ways: Sequence[Weighed], figure: Callable[[Weighed], int | None]) -> tuple[str, ...]:
    """Those with the least of a figure, if it is known of two at least; nobody wins against the unknown."""
    known = [(value, way.code) for way in ways if (value := figure(way)) is not None]
    if len(known) < 2:
        return ()
    best = min(known)[0]
    return tuple(code for value, code in known if value == best)


def faults(
    capital: Capital, years: range, *, yearly: int | None, life: int | None, months: int | None
) -> Iterator[Fault]:
    for source, by_year in capital.items():
        for year, amount in by_year.items():
            if year not in years:
                yield Fault(
                    "way-year", {"year": str(year), "first": str(years[0]), "last": str(years[-1]), "source": source}
                )  # fmt: skip
            elif not 0 < amount < MOST_MONEY:
                yield Fault("way-money", {"given": amount})
    if yearly is not None and not 0 <= yearly < MOST_MONEY:
        yield Fault("way-money", {"given": yearly})
    if life is not None and not 1 <= life <= MOST_LIFE:
        yield Fault("way-life", {"most": MOST_LIFE})
    if months is not None and not 0 <= months <= MOST_MONTHS:
        yield Fault("way-months", {"most": MOST_MONTHS})
