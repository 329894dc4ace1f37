"""Formulas from data files: what they may hold, and nothing else."""

from fractions import Fraction

import pytest

from kotacerdas.instruments.domain.formulas import BadFormula, names, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b * 2", 7),
        ("(a + b) * 2", 8),
        ("-a + b", 2),
        ("b / 2 - a", Fraction(1, 2)),
        ("cbrt(27) + ln(1)", 3),
    ],
)
def test_formulas_compute(text: str, expected: Fraction) -> None:
    assert value(text, {"a": Fraction(1), "b": Fraction(3)}) == pytest.approx(expected)


def test_arithmetic_is_exact() -> None:
    assert value("(a + a + a) / 8", {"a": Fraction(1, 3)}) == Fraction(1, 8)


def test_ln_and_cbrt_are_good_to_thirty_digits() -> None:
    root = value("cbrt(a)", {"a": Fraction(2)})

    assert abs(root**3 - 2) < Fraction(1, 10**30)
    assert abs(value("ln(a) * 2 - ln(a * a)", {"a": Fraction(7)})) < Fraction(1, 10**30)
    assert value("cbrt(a)", {"a": Fraction(-27, 1)}) == pytest.approx(-3)
    assert value("cbrt(a)", {"a": Fraction(0)}) == 0


def test_names_are_the_codes_and_parameters() -> None:
    assert names("ln(PPP) - ln(low)") == {"PPP", "low"}
    assert names("ln(a) + cbrt") == {"a", "cbrt"}


@pytest.mark.parametrize(
    "text",
    ["__import__('os')", "a.b", "a[0]", "lambda: 1", "open(a)", "a ** 9", "a if b else 1", "0.5 * a", "'x'", "a +", "ln(a, b)",
     "ln(a=1)", "a == b", "1" * 400],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadFormula):
        value(text, {"a": Fraction(1), "b": Fraction(1)})


@pytest.mark.parametrize("text", ["ln(a)", "1 / a", "ln(a - 1)"])
def test_what_has_no_value_is_refused(text: str) -> None:
    with pytest.raises(BadFormula):
        value(text, {"a": Fraction(0)})
