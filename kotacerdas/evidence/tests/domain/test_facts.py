"""What is recognised is bounded, placed and counted; what is proposed fits the kind of document."""

from __future__ import annotations

import pytest

from kotacerdas.evidence.domain import facts
from kotacerdas.evidence.domain.facts import Known

MINUTES = "NOTULEN RAPAT DEWAN SMART CITY\nHari, tanggal: Kamis, 22 Mei 2025\nMembahas Peraturan Wali Kota Nomor 21 Tahun 2019."


def test_every_fact_once_with_its_first_place():
    found = facts.of_units([(1, "Rp 5 juta lalu Rp 5.000.000"), (2, "lagi Rp 5 juta")], Known())

    assert found["amounts"] == [
        {"unit": 1, "start": 0, "end": 9, "text": "Rp 5 juta", "value": "5000000.00", "count": 3}
    ]


def test_the_year_of_a_regulation_is_no_date():
    found = facts.of_units([(1, MINUTES)], Known())

    assert [each["first"] for each in found["dates"]] == ["2025-05-22"]


def test_there_are_never_too_many():
    text = " ".join(f"Rp {number}.000" for number in range(1, 900))

    assert len(facts.of_units([(1, text)], Known())["amounts"]) == facts.MOST


def test_agencies_are_counted_under_one_name():
    known = Known(agencies={"Dinas Perhubungan": "Dinas Perhubungan", "Dishub": "Dinas Perhubungan"})

    (found,) = facts.of_units([(3, "Dishub dan Dinas Perhubungan")], known)["agencies"]

    assert (found["name"], found["count"], found["unit"]) == ("Dinas Perhubungan", 2, 3)


def test_nothing_recognised_is_nothing():
    assert facts.of_units([(1, "halo")], Known()) == {}


@pytest.mark.parametrize(
    ("head", "known", "proposed"),
    [
        (
            MINUTES,
            Known(),
            {"nature": "minutes", "observed_from": "2025-05-22", "observed_until": "2025-05-22"},
        ),
        (
            "KEPUTUSAN WALI KOTA BALIKPAPAN\nNOMOR 1/2023\nDitetapkan di Balikpapan\npada tanggal 3 Januari 2023",
            Known(),
            {"nature": "decree", "valid_from": "2023-01-03"},
        ),
        ("PERATURAN WALI KOTA BALIKPAPAN NOMOR 21 TAHUN 2019", Known(), {"nature": "regulation"}),
        (
            "LAPORAN PELAKSANAAN SMART CITY\nTAHUN 2023\nDicetak 4 Januari 2024",
            Known(),
            {"nature": "report", "observed_from": "2023-01-01", "observed_until": "2023-12-31"},
        ),
        ("Nomor: 005/1/2024\nPerihal: Undangan\nKepada Yth. Camat", Known(), {"nature": "letter"}),
        ("Nama\tNilai", Known(kind="xlsx"), {"nature": "data"}),
        ("", Known(kind="jpeg"), {"nature": "photo"}),
        ("halaman satu", Known(file_names=("Berita_Acara 2.pdf",)), {"nature": "minutes"}),
        ("halaman satu", Known(kind="pdf"), {}),
    ],
)
def test_proposals_fit_the_kind_of_document(head, known, proposed):
    assert facts.proposed(head, known) == proposed
