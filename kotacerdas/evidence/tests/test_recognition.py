"""Scans and photos: what Tesseract reads is put together with where it stands; without it the file says so."""

from __future__ import annotations

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence.reading import programs, recognition
from kotacerdas.evidence.tests import written

TEXT = (
    "Rapat Dewan Smart City dilaksanakan pada 22 Mei 2025 di Balai Kota. Dewan menyepakati analisis risiko."
)
needs_tesseract = pytest.mark.skipif(
    bool(programs.lacks_of_tesseract()), reason="Tesseract with its Indonesian is not installed"
)
TABLE = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def table(*rows: tuple[int, int, int, str, str]) -> str:
    """Block, paragraph, line, confidence and word."""
    lines = [
        f"5\t1\t{block}\t{par}\t{line}\t{at}\t{at * 100}\t50\t80\t20\t{sure}\t{word}"
        for at, (block, par, line, sure, word) in enumerate(rows)
    ]
    return "\n".join([TABLE, "1\t1\t0\t0\t0\t0\t0\t0\t1000\t500\t-1\t", *lines])


def test_words_are_put_together_to_lines_and_paragraphs():
    said = table(
        (1, 1, 1, "90", "Rapat"), (1, 1, 1, "90", "dewan"), (1, 1, 2, "90", "kota"), (2, 1, 1, "60", "Akhir")
    )

    found = recognition.put_together(list(recognition.words(said, 1000, 500)))

    assert found.text == "Rapat dewan\nkota\n\nAkhir"
    assert found.confidence == 82
    assert [found.text[start:end] for start, end, *_edges in found.boxes] == [
        "Rapat",
        "dewan",
        "kota",
        "Akhir",
    ]
    assert found.boxes[1][2:] == [1000, 1000, 1800, 1400]


def test_stains_are_no_words():
    said = table((1, 1, 1, "12.5", "|~"), (1, 1, 1, "95.1", '"Rapat"'), (1, 1, 1, "95", " "))

    found = recognition.put_together(list(recognition.words(said, 1000, 500)))

    assert (found.text, found.confidence) == ('"Rapat"', 95)


def test_nothing_on_the_picture_is_no_confidence():
    assert recognition.put_together([]) == ("", None, [])


@pytest.mark.parametrize("languages", [None, "eng\nosd"])
def test_without_tesseract_or_its_indonesian_it_says_what_is_missing(tmp_path, monkeypatch, languages):
    if languages is not None:
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\necho '{languages}'\n")
        program.chmod(0o755)
    scan = written.scan(tmp_path / "a.pdf", TEXT)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Refused) as refused:
        recognition.recognise(str(scan), "pdf", 1)

    assert refused.value.faults[0].values["missing"] == ("tesseract" if languages is None else "ind")
    assert programs.version_of_tesseract() == ""


@needs_tesseract
def test_a_scanned_page_is_read_with_the_places_of_its_words(tmp_path):
    found = recognition.recognise(str(written.scan(tmp_path / "a.pdf", TEXT)), "pdf", 1)

    assert found.text.split() == TEXT.split()
    assert found.confidence is not None
    assert found.confidence > 80
    assert [found.text[start:end] for start, end, *_edges in found.boxes] == TEXT.split()
    assert all(
        0 <= left < right <= 10_000 and 0 <= top < bottom <= 10_000
        for *_at, left, top, right, bottom in found.boxes
    )


@needs_tesseract
def test_a_bad_copy_is_read_nearly_whole(tmp_path):
    found = recognition.recognise(str(written.scan(tmp_path / "a.pdf", TEXT, is_bad=True)), "pdf", 1)

    missed = set(TEXT.split()) - set(found.text.split())
    assert len(missed) <= 2


@needs_tesseract
def test_a_photo_is_read(tmp_path):
    path = tmp_path / "a.png"
    written.photo(TEXT).convert("RGBA").save(path)

    assert recognition.recognise(str(path), "png", 1).text.split() == TEXT.split()


def test_what_is_not_installed_is_named_with_what_it_would_add(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert [each.package for each in programs.lacking()] == [
        "tesseract-ocr",
        "tesseract-ocr-ind",
        "libreoffice-writer",
    ]
