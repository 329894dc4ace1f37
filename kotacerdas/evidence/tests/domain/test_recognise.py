"""Dates, numbers, amounts and names as they stand in letters and decrees of cities."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.evidence.domain import recognise

CITIES = ["Kota Balikpapan", "Kota Malang", "Kab. Malang", "Kota Batu", "Kab. Kutai Barat", "Kab. Kutai"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("22 Mei 2025", date(2025, 5, 22), date(2025, 5, 22)),
        ("22/05/2025", date(2025, 5, 22), date(2025, 5, 22)),
        ("2-1-2024", date(2024, 1, 2), date(2024, 1, 2)),
        ("2025-05-22", date(2025, 5, 22), date(2025, 5, 22)),
        ("3 Nopember 2023", date(2023, 11, 3), date(2023, 11, 3)),
        ("17 Agt. 2023", date(2023, 8, 17), date(2023, 8, 17)),
        ("Mei 2025", date(2025, 5, 1), date(2025, 5, 31)),
        ("Februari 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("Tahun 2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("Tahun Anggaran 2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("TA 2022", date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_dates_as_they_are_written_here(text, first, last):
    sentence = f"Dilaksanakan {text}, di Balai Kota."

    (found,) = recognise.times(sentence)

    assert (found.first, found.last) == (first, last)
    assert sentence[found.start : found.end] == text


@pytest.mark.parametrize(
    "text", ["31/02/2025", "13/13/2025", "5 Mei 1890", "pukul 10.00", "1.385.437.875", "005/22/2025/4"]
)
def test_what_only_looks_like_a_date(text):
    assert not list(recognise.times(text))


@pytest.mark.parametrize(
    ("text", "kind", "number", "year"),
    [
        (
            "Keputusan Wali Kota Balikpapan Nomor 188.45-123/2023",
            "Keputusan Wali Kota Balikpapan",
            "188.45-123/2023",
            2023,
        ),
        (
            "KEPUTUSAN WALI KOTA BALIKPAPAN\nNOMOR 188.45-123/2023",
            "KEPUTUSAN WALI KOTA BALIKPAPAN",
            "188.45-123/2023",
            2023,
        ),
        ("Peraturan Wali Kota Nomor 21 Tahun 2019", "Peraturan Wali Kota", "21", 2019),
        ("Undang-Undang Nomor 27 Tahun 2022", "Undang-Undang", "27", 2022),
        ("SK No. 5 Th. 2020", "SK", "5", 2020),
        ("Perwali No. 12/2020", "Perwali", "12/2020", 2020),
        ("Nomor : 005/123/Diskominfo/2024", "", "005/123/Diskominfo/2024", 2024),
    ],
)
def test_numbers_of_decrees(text, kind, number, year):
    sentence = f"Menurut {text}, dewan dibentuk."

    (found,) = recognise.numbers(sentence)

    assert (found.kind, found.number, found.year) == (kind, number, year)
    assert sentence[found.start : found.end] == text


@pytest.mark.parametrize(
    "text", ["No. 3 di daftar", "Jalan Mawar No. 12", "nomor urut tiga", "nomor telepon"]
)
def test_a_bare_number_is_no_decree(text):
    assert not list(recognise.numbers(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rp 1.385.437.875,00", "1385437875"),
        ("Rp25 juta", "25000000"),
        ("2,5 miliar", "2500000000"),
        ("Rp2.5 miliar", "2500000000"),
        ("Rp. 500.000", "500000"),
        ("750.000 rupiah", "750000"),
        ("Rp1,5 T", "1500000000000"),
        ("Rp 25.000", "25000"),
        ("IDR 1,385,437,875.00", "1385437875"),
    ],
)
def test_amounts(text, value):
    sentence = f"Anggaran sebesar {text} untuk dewan."

    (found,) = recognise.amounts(sentence)

    assert found.value == Decimal(value)
    assert sentence[found.start : found.end] == text


@pytest.mark.parametrize("text", ["2 juta jiwa", "1,5 juta orang", "188.45-123/2023", "versi 2.5"])
def test_people_and_numbers_are_no_amounts(text):
    assert not list(recognise.amounts(text))


def test_cities_are_told_from_regencies_and_from_words():
    text = "Wali Kota Balikpapan, Kabupaten\nMalang, KOTA MALANG, nasib malang, batu, Kab. Kutai Barat, Kota Batu Barat"

    assert [found.name for found in recognise.cities(text, CITIES)] == [
        "Kota Balikpapan", "Kab. Malang", "Kota Malang", "Kab. Kutai Barat",
    ]  # fmt: skip


def test_agencies_whatever_their_capitals_but_short_names_as_written():
    text = "DINAS  PERHUBUNGAN dan DLH, bukan dlh atau SDLHX"

    found = list(recognise.agencies(text, ["Dinas Perhubungan", "DLH"]))

    assert [(text[each.start : each.end], each.name) for each in found] == [
        ("DINAS  PERHUBUNGAN", "Dinas Perhubungan"),
        ("DLH", "DLH"),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("RANCANGAN PERATURAN WALI KOTA", 1),
        ("DRAF\nKeputusan", 1),
        ("RANCANGAN\nKEPUTUSAN", 1),
        ("Draft Laporan Akhir", 1),
        ("rancangan aplikasi dan rancangan induk", 0),
        ("KEPUTUSAN WALI KOTA", 0),
    ],
)
def test_marks_of_drafts(text, count):
    assert len(list(recognise.drafts(text))) == count


@given(st.text(alphabet="noNomor tahun RpTh.0123456789/-, \njutaKeputusanMei", max_size=400))
def test_places_are_within_the_text_and_never_empty(text):
    found = [
        *recognise.times(text), *recognise.numbers(text), *recognise.amounts(text), *recognise.drafts(text),
        *recognise.cities(text, CITIES),
    ]  # fmt: skip

    assert all(0 <= each.start < each.end <= len(text) for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "no" + " " * 50_000,
        "keputusan " * 5_000,
        "1." * 50_000,
        "Rp " + "1.000" * 20_000,
        "tahun" + " " * 50_000,
        "a/" * 50_000,
    ],
)
def test_hostile_texts_take_no_longer_than_others(text):
    """The time grows with the text and not with its square: this would take minutes."""
    for look in (recognise.times, recognise.numbers, recognise.amounts, recognise.drafts):
        list(look(text))
