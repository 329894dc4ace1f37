"""How figures are written: estimates without false exactness, the same everywhere on a page."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import translation

from kotacerdas.coverage import findings
from kotacerdas.coverage.findings import runs, what_if


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0"), (1, "fewer than 10"), (9, "fewer than 10"), (14, "about 10"), (25, "about 30"), (12_345, "about 12,300")],
)  # fmt: skip
def test_an_estimate_in_a_sentence_has_its_first_digits(count: int, words: str) -> None:
    with translation.override("en"):
        assert findings.roughly(count) == words


@pytest.mark.parametrize(
    ("count", "words"), [(25, "+30"), (-25, "−30"), (4, "+4"), (0, "0"), (12_350, "+12,400")]
)
def test_a_difference_is_rounded_as_its_figures_are(count: int, words: str) -> None:
    with translation.override("en"):
        assert findings.difference(count, is_estimate=True) == words


def test_what_is_counted_is_written_in_full() -> None:
    with translation.override("id"):
        assert findings.people(12_345, is_estimate=False) == "12.345"
        assert findings.difference(12_345, is_estimate=False) == "+12.345"
        assert findings.people(None, is_estimate=True) == "–"


@pytest.mark.parametrize(
    ("value", "words"), [(150.0, "150"), (0.96, "1"), (0.04, "0"), (1.5, "1.5"), (2.999, "3")]
)
def test_a_measure_has_a_decimal_only_where_it_says_something(value: float, words: str) -> None:
    with translation.override("en"):
        assert findings.measure(value) == words


def test_a_tone_is_that_of_the_percent_beside_it() -> None:
    shares = [
        None,
        Fraction(4, 10),
        Fraction(4949, 10_000),
        Fraction(4951, 10_000),
        Fraction(9451, 10_000),
        Fraction(1),
    ]

    assert [findings.tone(each) for each in shares] == ["plain", "warm", "warm", "ramp-1", "ramp-4", "ramp-4"]


@pytest.mark.parametrize(
    ("signal", "words"),
    [
        ({}, "not known"),
        ({"unknown": 3, "none": 2}, "not known"),
        ({"unknown": 4, "none": 3, "weak": 3}, "none"),
        ({"unknown": 1, "weak": 3, "none": 2}, "weak"),
    ],
)
def test_an_area_is_unknown_where_more_than_half_of_it_is(signal: dict[str, int], words: str) -> None:
    with translation.override("en"):
        assert runs.signal({"signal": signal}) == words
    assert runs.is_unknown({"signal": signal}) is (words == "not known")


def test_fewer_than_ten_are_several() -> None:
    told = {"people": {"gained": 1, "lost": 0}, "is_estimate": True}
    with translation.override("en"):
        assert what_if.headline(told) == "fewer than 10 more people are reached"
        assert what_if.headline(told | {"is_estimate": False}) == "1 more person is reached"
