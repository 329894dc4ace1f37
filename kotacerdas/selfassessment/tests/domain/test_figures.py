"""Figures in words: read as they were meant, refused with their line, the same when they are written and read again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.selfassessment.domain import figures
from kotacerdas.selfassessment.domain.figures import Figure

words = st.text("abcdeABC -()%/", min_size=1, max_size=20).map(str.strip).filter(bool)
values = st.decimals(-(10**9), 10**9, places=3, allow_nan=False) | st.integers(-(10**12), 10**12).map(Decimal)
some = st.builds(Figure, name=words, value=values, unit=st.just("") | words)


@given(st.lists(some, max_size=figures.MOST), st.sampled_from(["id", "en"]))
def test_figures_that_are_written_and_read_again_are_the_same(wanted, language):
    text = "\n".join(each.written(language) for each in wanted)

    assert figures.read(text, language) == wanted


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_and_always_told(text):
    told = figures.told(text)
    assert all(each["name"] for each in told)
    if len(told) <= figures.MOST and all("value" in each for each in told):
        assert [each.name for each in figures.read(text)] == [each["name"] for each in told]
    else:
        with pytest.raises(Refused, match=r"figure-unreadable|figures-too-many"):
            figures.read(text)


@pytest.mark.parametrize(
    ("line", "name", "value", "unit"),
    [
        ("Penduduk miskin: 2,31 %", "Penduduk miskin", "2.31", "%"),
        ("Cakupan = 87,5%", "Cakupan", "87.5", "%"),
        ("Penduduk: 727.665 jiwa", "Penduduk", "727665", "jiwa"),
        ("Anggaran: 2.500.000.000,50 rupiah", "Anggaran", "2500000000.50", "rupiah"),
        ("Indeks: 0.125", "Indeks", "0.125", ""),
        ("Selisih: \N{MINUS SIGN}3 poin", "Selisih", "-3", "poin"),
        ("  Program berjalan :12.  ", "Program berjalan", "12", ""),
    ],
)
def test_a_line_is_a_name_a_number_and_a_unit(line, name, value, unit):
    assert figures.read(line) == [Figure(name, Decimal(value), unit)]


@pytest.mark.parametrize(
    "line", ["banyak sekali", ": 12", "Program:", "Program: dua belas", "Biaya: 1.50.000", "Biaya: 1,234.5"]
)
def test_what_is_no_figure_or_could_mean_two_is_refused_with_its_line(line):
    with pytest.raises(Refused) as refused:
        figures.read(f"Program: 12\n\n{line}")

    (fault,) = refused.value.faults
    assert (fault.kind, fault.values, fault.line) == ("figure-unreadable", {"text": line}, 3)


def test_every_line_that_is_none_is_said_at_once():
    with pytest.raises(Refused) as refused:
        figures.read("satu\nProgram: 2\ntiga")

    assert [fault.line for fault in refused.value.faults] == [1, 3]


def test_empty_lines_do_not_count_and_too_many_figures_are_refused():
    twenty = "\n\n".join(f"Program {number}: {number}" for number in range(figures.MOST))

    assert len(figures.read(twenty)) == figures.MOST
    with pytest.raises(Refused, match="figures-too-many"):
        figures.read(f"{twenty}\nSatu lagi: 1")


def test_a_file_gets_numbers_as_text_and_old_words_as_they_stand():
    assert figures.told("Cakupan: 87,50 %\nbanyak sekali") == [
        {"name": "Cakupan", "value": "87.50", "unit": "%"},
        {"name": "banyak sekali"},
    ]
