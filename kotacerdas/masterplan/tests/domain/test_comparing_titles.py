"""Titles that a person judged: the same programme under another name, or another programme. Invented, in the manner of masterplans."""

import pytest

from kotacerdas.masterplan.domain.comparing.matching import LEAST_IN_PLACE, LEAST_OF_SAME_CODE
from kotacerdas.masterplan.domain.comparing.pairing import programmes
from kotacerdas.masterplan.domain.comparing.states import PlanState, ProgrammeState

SAME = [
    ("Aplikasi Layanan Kependudukan Daring", "Layanan Kependudukan Daring (Lakeda)"),
    ("Pengembangan Command Center", "Pengembangan dan Pemeliharaan Command Center"),
    ("Digitalisasi Layanan Perizinan", "Layanan Perizinan Digital"),
    ("Bank Sampah Digital", "Bank Sampah Digital Kelurahan"),
    ("Pelatihan UMKM Go Digital", "Pelatihan UMKM Masuk Pasar Digital"),
    ("Sistem Informasi Pariwisata", "Sistem Informasi Kepariwisataan"),
    ("Penanaman Mangrove Pesisir", "Rehabilitasi Mangrove Pesisir"),
    ("Satu Data Kota", "Portal Satu Data Kota"),
    ("Peningkatan Literasi Digital Masyarakat", "Literasi Digital bagi Masyarakat dan Pelajar"),
    ("Integrasi CCTV Lalu Lintas", "Integrasi Kamera CCTV Lalu Lintas (ATCS)"),
    ("Pembangunan Taman Kota Ramah Anak", "Pembangunan Taman Ramah Anak"),
    ("Layanan Aduan Warga 112", "Layanan Pengaduan Warga 112"),
]
OTHER = [
    ("Pengembangan Aplikasi Layanan Perizinan", "Pengembangan Aplikasi Layanan Kesehatan"),
    ("Pelatihan UMKM Go Digital", "Pelatihan Kader Posyandu"),
    ("Sistem Informasi Pariwisata", "Sistem Informasi Kepegawaian"),
    ("Pembangunan Taman Kota Ramah Anak", "Pembangunan Jalan Kota Ramah Difabel"),
    ("Bank Sampah Digital", "Bank Data Digital"),
    ("Penyediaan Jaringan Internet Sekolah", "Penyediaan Jaringan Air Bersih"),
    ("Peningkatan Kapasitas Aparatur", "Peningkatan Kapasitas Nelayan"),
    ("Integrasi CCTV Lalu Lintas", "Integrasi Data Kemiskinan"),
    ("Layanan Kesehatan Ibu dan Anak", "Layanan Perpustakaan Anak"),
    ("Pemantauan Kualitas Air", "Pemantauan Kualitas Udara"),
]


def paired(before, after, *, codes=("A", "B")):
    old = PlanState("old", (ProgrammeState(codes[0], before, dimension="gov"),))
    new = PlanState("new", (ProgrammeState(codes[1], after, dimension="gov"),))
    return programmes(old, new).pairs


@pytest.mark.parametrize(("before", "after"), SAME)
def test_a_programme_is_known_under_its_new_title(before, after):
    assert paired(before, after)


@pytest.mark.parametrize(("before", "after"), OTHER)
def test_another_programme_is_no_pair_or_a_doubtful_one(before, after):
    assert all(pair.is_doubtful for pair in paired(before, after))


@pytest.mark.parametrize(("before", "after"), SAME)
def test_with_its_old_code_it_is_found_all_the_more(before, after):
    assert paired(before, after, codes=("A", "A"))


def test_the_same_code_with_a_wholly_other_title_is_another_programme():
    assert not paired("Pelatihan UMKM Go Digital", "Pelatihan Kader Posyandu", codes=("A", "A"))
    assert not paired("Smart Kampung", "Smart Parkir", codes=("A", "A"))


def test_a_phase_is_not_the_next_one():
    (pair,) = paired("Jaringan Internet Kelurahan Tahap I", "Jaringan Internet Kelurahan Tahap II")

    assert pair.is_doubtful


def test_less_is_asked_of_titles_with_one_code():
    assert LEAST_OF_SAME_CODE < LEAST_IN_PLACE
