"""Scans and photos: what Tesseract reads is put together with where it stands; without it the file says so."""

from __future__ import annotations

from collections import Counter

import pytest
from PIL import Image, ImageChops, ImageDraw

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


def in_the_shade(image: Image.Image) -> Image.Image:
    """White at the top, as dark as ink is light at the foot."""
    slope = Image.linear_gradient("L").resize(image.size).point([255 - at * 3 // 5 for at in range(256)])
    return ImageChops.multiply(image, slope)


def placed(found: recognition.Recognised, word: str) -> list[int]:
    at = found.text.index(word)
    return next(box[2:] for box in found.boxes if box[0] == at)


@needs_tesseract
def test_a_page_half_in_the_shade_is_read_whole(tmp_path):
    lines = "\n\n".join(f"{number}. {TEXT}" for number in range(1, 11))
    path = tmp_path / "a.png"
    in_the_shade(written.photo(lines)).save(path)

    found = recognition.recognise(str(path), "png", 1)

    missed = Counter(lines.split()) - Counter(found.text.split())
    assert missed.total() <= 3


@needs_tesseract
@pytest.mark.parametrize(
    ("turn", "where"),
    [
        (Image.Transpose.ROTATE_90, lambda x, y: (y, recognition.WHOLE - x)),
        (Image.Transpose.ROTATE_180, lambda x, y: (recognition.WHOLE - x, recognition.WHOLE - y)),
        (Image.Transpose.ROTATE_270, lambda x, y: (recognition.WHOLE - y, x)),
    ],
)
def test_a_page_that_lay_on_its_side_is_read_with_the_places_of_its_words(tmp_path, turn, where):
    lines = "\n\n".join(f"{number}. {TEXT}" for number in range(1, 8))
    upright, turned = tmp_path / "a.png", tmp_path / "b.png"
    written.photo(lines).save(upright)
    written.photo(lines).transpose(turn).save(turned)

    straight = recognition.recognise(str(upright), "png", 1)
    found = recognition.recognise(str(turned), "png", 1)

    assert Counter(found.text.split()) == Counter(straight.text.split())
    left, top, right, bottom = placed(straight, "menyepakati")
    corners = [where(left, top), where(right, bottom)]
    wanted = [min(x for x, _y in corners), min(y for _x, y in corners)]
    wanted += [max(x for x, _y in corners), max(y for _x, y in corners)]
    assert placed(found, "menyepakati") == pytest.approx(wanted, abs=30)


@needs_tesseract
def test_a_fax_keeps_its_thin_strokes(tmp_path):
    path = tmp_path / "a.tif"
    photo = written.photo(TEXT, dots=200).point([255 * (at > 140) for at in range(256)]).convert("1")
    photo.save(path, "TIFF", compression="group4")

    assert recognition.recognise(str(path), "tif", 1).text.split() == TEXT.split()


@needs_tesseract
def test_a_blank_page_says_nothing_and_a_scribble_says_that_it_could_not_be_read(tmp_path):
    blank, scribble = tmp_path / "a.png", tmp_path / "b.png"
    paper = Image.new("L", (1654, 2339), 250)
    paper.save(blank)
    ImageDraw.Draw(paper).line([(at * 7 % 1600, at * 131 % 2300) for at in range(60)], fill=20, width=9)
    paper.save(scribble)

    assert recognition.recognise(str(blank), "png", 1) == ("", None, [])
    with pytest.raises(Refused) as refused:
        recognition.recognise(str(scribble), "png", 1)
    assert refused.value.faults[0].kind == "evidence-recognition-failed"


def test_what_is_not_installed_is_named_with_what_it_would_add(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert [each.package for each in programs.lacking()] == [
        "tesseract-ocr",
        "tesseract-ocr-ind",
        "libreoffice-writer",
    ]
