"""Exact numbers: decimals at the edges, ratios of whole numbers inside, rounding half up in one place.

Means by 3, 7 or 33 do not end as decimals, and a sum of cut-off decimals can fall on the wrong side of a rounding
edge (three thirds over eight is 0.125, not 0.1249...). So values travel as `Fraction` and become `Decimal` only
where the instrument rounds or a person reads.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

ENDLESS = 12  # decimals after which a number that does not end is cut off


def round_half_up(number: Fraction, places: int) -> Decimal:
    """To `places` decimals, a half going away from zero, as officials round: 0.125 -> 0.13, -0.125 -> -0.13."""
    scale = 10**places
    doubled = abs(number.numerator) * scale * 2 + number.denominator
    whole = doubled // (number.denominator * 2)
    return Decimal(whole if number >= 0 else -whole).scaleb(-places)


@lru_cache(maxsize=4096)
def ratio(numerator: int, denominator: int) -> Fraction:
    """A fraction in lowest terms; cached, since a panel's means are few different numbers."""
    return Fraction(numerator, denominator)


def mean(numbers: Sequence[Fraction]) -> Fraction:
    """The plain mean, by one common denominator."""
    common = lcm(*(number.denominator for number in numbers))
    total = sum(number.numerator * (common // number.denominator) for number in numbers)
    return Fraction(total, common * len(numbers))


def decimal_places(number: Fraction) -> int | None:
    """How many decimals write the number exactly; None where no number of them does."""
    denominator, twos, fives = number.denominator, 0, 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def exact_decimal(number: Fraction, *, at_least: int = 0) -> Decimal:
    """Every decimal of the number, at least so many; one that does not end is rounded at the twelfth."""
    places = decimal_places(number)
    if places is None or places > ENDLESS:
        return round_half_up(number, ENDLESS)
    return round_half_up(number, max(places, at_least))
