"""Names as they come from the wide world."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.files.domain import names


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Surat Edaran.pdf", "Surat Edaran.pdf"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\rahasia.txt", "rahasia.txt"),
        ("../../", "berkas"),
        ("", "berkas"),
        (".htaccess", "htaccess"),
        ("surat\u202efdp.exe", "suratfdp.exe"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie- x=1.pdf"),
        ("nol\x00.pdf", "nol.pdf"),
        ("CON.pdf", "berkas-CON.pdf"),
        ("Notulen rapat “Dewan”.docx", "Notulen rapat “Dewan”.docx"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(given_name, kept):
    assert names.clean(given_name) == kept


@given(st.text())
def test_no_text_makes_a_dangerous_name(text):
    kept = names.clean(text)

    assert 0 < len(kept) <= names.LONGEST
    assert not set(kept) & set('/\\:*?"<>|%\r\n\0')
    assert names.clean(kept) == kept


@given(st.text())
def test_a_header_holds_one_plain_line(text):
    header = names.content_disposition(names.clean(text))

    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2


def test_a_header_keeps_the_name_for_programs_that_know_it():
    header = names.content_disposition("Peraturan wali kota é.pdf")

    assert 'filename="Peraturan wali kota e.pdf"' in header
    assert "filename*=UTF-8''Peraturan%20wali%20kota%20%C3%A9.pdf" in header
