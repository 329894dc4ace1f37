import pytest

from kotacerdas.people.domain.titles import head_title, signing_title


@pytest.mark.parametrize(
    ("name", "kind", "title"),
    [
        ("Dinas Komunikasi dan Informatika", "agency", "Kepala Dinas Komunikasi dan Informatika"),
        ("Badan Keuangan dan Aset Daerah", "agency", "Kepala Badan Keuangan dan Aset Daerah"),
        ("Satuan Polisi Pamong Praja", "agency", "Kepala Satuan Polisi Pamong Praja"),
        ("Sekretariat Daerah", "agency", "Sekretaris Daerah"),
        ("Sekretariat DPRD", "agency", "Sekretaris DPRD"),
        ("Inspektorat", "agency", "Inspektur"),
        ("Kecamatan Balikpapan Timur", "kecamatan", "Camat Balikpapan Timur"),
        ("Kelurahan Manggar", "kelurahan", "Lurah Manggar"),
        ("Rumah Sakit Umum Daerah Kota Balikpapan", "hospital", "Direktur Rumah Sakit Umum Daerah Kota Balikpapan"),
        ("Bagian Organisasi", "agency_unit", "Kepala Bagian Organisasi"),
        ("Komunitas Literasi Digital", "community", "Ketua Komunitas Literasi Digital"),
        ("Institut Teknologi Sepuluh Nopember", "university", "Rektor Institut Teknologi Sepuluh Nopember"),
    ],
)  # fmt: skip
def test_head_is_called_as_offices_call_him(name, kind, title):
    assert head_title(name, kind=kind) == title


def test_name_that_only_begins_alike_keeps_its_own_words():
    assert head_title("Inspektoratium", kind="agency") == "Kepala Inspektoratium"


@pytest.mark.parametrize(
    ("manner", "title"), [("substantive", "Camat"), ("plt", "Plt. Camat"), ("plh", "Plh. Camat")]
)
def test_acting_officer_says_so_before_the_post(manner, title):
    assert signing_title("Camat", manner=manner) == title
