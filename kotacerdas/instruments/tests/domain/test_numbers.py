"""Rounding and exact decimals."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.instruments.domain.numbers import exact_decimal, mean, round_half_up


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0.125", "0.13"),
        ("0.135", "0.14"),
        ("2.005", "2.01"),
        ("-0.125", "-0.13"),
        ("0.1249999", "0.12"),
        ("3", "3.00"),
    ],
)
def test_a_half_goes_away_from_zero(number: str, shown: str) -> None:
    assert str(round_half_up(Fraction(number), 2)) == shown


@given(st.decimals(-1000, 1000, places=6), st.integers(0, 4))
def test_rounding_agrees_with_the_decimal_module(number: Decimal, places: int) -> None:
    assert round_half_up(Fraction(number), places) == number.quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_UP
    )


@given(st.lists(st.fractions(-100, 100, max_denominator=30), min_size=1, max_size=60))
@settings(max_examples=40)
def test_the_mean_is_exact(numbers: list[Fraction]) -> None:
    assert mean(numbers) * len(numbers) == sum(numbers)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(5), "5"),
        (Fraction(1, 7**9), "0.000000024781"),
    ],
)
def test_a_decimal_that_ends_is_written_whole(number: Fraction, text: str) -> None:
    assert f"{exact_decimal(number):f}" == text


def test_places_are_filled_up_where_asked() -> None:
    assert str(exact_decimal(Fraction(7, 5), at_least=2)) == "1.40"
