"""Pictures of pages: for whoever sees the document, newly drawn, marked where the words stand, never in the way."""

from __future__ import annotations

import io
import shutil

import pytest
from django.urls import reverse
from PIL import Image

from kotacerdas.evidence import previews
from kotacerdas.evidence.actions import keeping, open_intake, reading
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.models import Content, Document
from kotacerdas.evidence.tests import written
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.evidence.tests.test_recognition import needs_tesseract
from kotacerdas.files import actions as files
from kotacerdas.files.domain import kinds

TEXT = "Rapat Dewan Smart City dilaksanakan pada 22 Mei 2025 di Balai Kota Balikpapan dan dihadiri semua anggota."


@pytest.fixture(autouse=True)
def _empty_shelves(settings):
    shutil.rmtree(settings.STATE / "previews", ignore_errors=True)


@pytest.fixture
def bring(balikpapan, budi):
    def bring(raw, kind=kinds.PDF, name="Notulen.pdf"):
        content = keeping.content_of(files.store(raw), kind)
        intake = open_intake(city=balikpapan, agency=None, by=budi, now=NOW)
        made = keeping.make_document(content, path=name, like=intake, by=budi, now=NOW)
        reading.read_content(content, now=NOW)
        return Document.objects.get(pk=made.pk).latest

    return bring


@pytest.fixture
def minutes(bring, tmp_path):
    return bring(written.pdf(tmp_path / "a.pdf", TEXT).read_bytes())


def address(revision, unit=1):
    return reverse("evidence:preview", args=[revision.document.code, revision.number, unit])


def dark(png, box):
    """Whether there are letters within the box."""
    image = Image.open(io.BytesIO(png)).convert("L")
    across, down = image.width / 10_000, image.height / 10_000
    return (
        image.crop((box.left * across, box.top * down, box.right * across, box.bottom * down)).getextrema()[0]
        < 100
    )


def test_a_reader_gets_a_picture_of_dots(minutes, joko, as_user):
    answer = as_user(joko).get(address(minutes))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=3600"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Image.open(io.BytesIO(answer.content)).width == 1240


def test_a_small_picture_is_the_upper_part_of_the_same_and_seen_by_the_same(minutes, joko, tetangga, as_user):
    answer = as_user(joko).get(f"{address(minutes)}?kecil=1")

    assert answer["Cache-Control"] == "private, max-age=3600"
    assert Image.open(io.BytesIO(answer.content)).size == previews.SMALL
    assert len(answer.content) < 30_000
    assert as_user(tetangga).get(f"{address(minutes)}?kecil=1").status_code == 404


def test_a_small_picture_of_a_wide_page_is_no_higher_than_it(bring):
    wide = io.BytesIO()
    Image.new("RGB", (800, 300), "white").save(wide, "PNG")
    revision = bring(wide.getvalue(), kinds.PNG, "layar.png")
    content = revision.content
    content.units.get_or_create(number=1, defaults={"kind": "picture", "label": "1"})

    small = previews.small_picture(revision, content.units.get(number=1))

    assert Image.open(io.BytesIO(small)).size == (176, 66)


def test_strangers_are_told_that_there_is_none(minutes, tetangga, as_user):
    assert as_user(tetangga).get(address(minutes)).status_code == 404


def test_whoever_is_not_signed_in_is_led_to_sign_in(minutes, anonymous):
    assert anonymous.get(address(minutes)).status_code == 302


def test_pages_that_are_not_there_are_404(minutes, joko, as_user):
    assert as_user(joko).get(address(minutes, 2)).status_code == 404


def test_infected_files_have_no_picture(minutes, joko, as_user):
    Content.objects.update(scan="infected")

    assert as_user(joko).get(address(minutes)).status_code == 404


def test_text_has_no_picture(bring):
    revision = bring(b"hanya teks", kinds.TXT, "a.txt")

    assert previews.sheet(revision, revision.content.units.get()) is None


def test_what_cannot_be_drawn_has_no_picture_and_is_not_tried_again(minutes, monkeypatch):
    Content.objects.update(kind="tiff")
    minutes.content.refresh_from_db()
    unit = minutes.content.units.get()

    assert previews.sheet(minutes, unit) is None
    monkeypatch.setattr(previews.sandbox, "run", lambda *_, **__: pytest.fail("tried again"))
    assert previews.sheet(minutes, unit) is None


def test_unscanned_files_have_no_picture_where_a_scan_is_wanted(minutes, settings):
    settings.EVIDENCE_NEEDS_SCAN = True

    assert previews.sheet(minutes, minutes.content.units.get()) is None


def test_the_passage_is_marked_where_it_stands(minutes):
    unit = minutes.content.units.get()
    start = unit.text.index("22 Mei 2025")

    sheet = previews.sheet(minutes, unit, [Span(start, start + 11)])
    (nothing,) = [previews.sheet(minutes, unit)]

    assert sheet.url == address(minutes)
    assert (sheet.width, nothing.boxes) == (1240, [])
    (box,) = sheet.boxes
    assert dark(previews.page_picture(minutes, unit), box)
    assert box.height < 300


@needs_tesseract
def test_the_passage_of_a_scan_is_marked_too(bring, tmp_path):
    revision = bring(written.scan(tmp_path / "a.pdf", TEXT).read_bytes())
    unit = revision.content.units.get()
    start = unit.text.index("dihadiri")

    sheet = previews.sheet(revision, unit, [Span(start, start + 8)])

    assert len(sheet.boxes) == 1
    assert dark(previews.page_picture(revision, unit), sheet.boxes[0])


def test_a_page_is_drawn_once_and_again_if_somebody_clears_the_shelf(minutes, monkeypatch, settings):
    unit = minutes.content.units.get()
    first = previews.page_picture(minutes, unit)
    with monkeypatch.context() as idle:
        idle.setattr(previews, "_draw", lambda *_: pytest.fail("drawn twice"))
        assert previews.page_picture(minutes, unit) == first
    for path in (settings.STATE / "previews").rglob("*.*"):
        path.unlink()

    assert previews.page_picture(minutes, unit) == first


def test_shelves_do_not_grow_without_end(minutes, monkeypatch, settings):
    unit = minutes.content.units.get()
    place = previews._place(minutes.content, unit)
    place.parent.mkdir(parents=True, exist_ok=True)
    old = place.with_name("old.png")
    old.write_bytes(b"x" * 5000)
    monkeypatch.setattr(previews, "MOST_OF_A_SHELF", 6000)

    previews.page_picture(minutes, unit)

    assert not old.exists()
    assert place.exists()
