"""Periods and units as tables and people write them."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.indicators.domain import period_words, units


@pytest.mark.parametrize(
    ("text", "period"),
    [("2024", "2024"), (" Tahun 2024 ", "2024"), ("2024-q3", "2024-Q3"), ("Triwulan IV 2024", "2024-Q4"), ("Q1-2024", "2024-Q1"),
     ("2024 Semester II", "2024-S2"), ("Smt. 1 Tahun 2024", "2024-S1"), ("Agustus 2024", "2024-08"), ("2024-08-01", "2024-08"),
     ("Nop 2024", "2024-11"), ("December 2024", "2024-12")],
)  # fmt: skip
def test_a_period_is_read(text, period):
    assert str(period_words.read(text)) == period


@pytest.mark.parametrize(
    "text",
    ["", "24", "1850", "2024-13", "Triwulan V 2024", "2024-08-17", "Semester 3 2024", "2023/2024"],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(Refused):
        period_words.read(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("%", "Persen"), ("jiwa", "Orang"), ("km²", "KM2"), ("Ribu Jiwa", "thousand people"), ("Milyar Rupiah", "miliar Rp"), ("indeks", ""),
     ("jiwa/km²", "orang per km2"), ("liter/detik", "l/s"), ("Satuan Aneh", "satuan aneh")],
)  # fmt: skip
def test_units_that_mean_the_same(one, other):
    assert units.same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jiwa", "ribu jiwa"),
        ("rupiah", "juta rupiah"),
        ("juta rupiah", "miliar rupiah"),
        ("km2", "ha"),
        ("%", ""),
    ],
)
def test_units_that_do_not(one, other):
    assert not units.same(one, other)


@pytest.mark.parametrize(
    ("text", "known"),
    [("Ribu Jiwa", True), ("%", True), ("2021-2023", False), ("Metode Baru", False), ("", False)],
)
def test_a_word_in_brackets_is_a_unit_only_if_it_surely_is(text, known):
    assert units.is_known(text) is known
