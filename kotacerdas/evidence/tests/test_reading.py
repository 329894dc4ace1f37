"""Reading as a deed: all or nothing, again and again with the same end, and one bad file stops no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from kotacerdas.evidence import tasks
from kotacerdas.evidence.actions import keeping, open_intake, reading
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.models import Content, Reading
from kotacerdas.evidence.reading import programs
from kotacerdas.evidence.tests import written
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.evidence.tests.test_recognition import TEXT, needs_tesseract
from kotacerdas.files import actions as files
from kotacerdas.files.domain import kinds
from kotacerdas.imports import kept
from kotacerdas.jobs.models import Job
from kotacerdas.people.models import Organisation

DECREE = (
    "KEPUTUSAN WALI KOTA BALIKPAPAN NOMOR 188.45-123/2023 tentang Dewan Smart City yang dibentuk oleh Dinas Komunikasi "
    "dan Informatika (Diskominfo) dengan anggaran Rp 1.385.437.875,00 pada tahun ini dan untuk kota ini.\n"
    "Ditetapkan di Balikpapan pada tanggal 3 Januari 2023"
)


@pytest.fixture
def bring(balikpapan, budi):
    def bring(raw: bytes, kind=kinds.TXT, name="Berkas.txt") -> Content:
        content = keeping.content_of(files.store(raw), kind)
        intake = open_intake(city=balikpapan, agency=None, by=budi, now=NOW)
        keeping.make_document(content, path=name, like=intake, by=budi, now=NOW)
        return content

    return bring


def faults(content):
    return [fault.kind for fault in kept.faults(content.faults)]


class FakeRun:
    """What the task needs of a run."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def now(self):
        return NOW

    def progress(self, done, of, words="", /, **values):
        self.told.append((done, of))


def test_text_language_and_facts_are_written(bring):
    read = reading.read_content(bring(DECREE.encode(), name="SK Dewan.txt"), now=NOW)

    assert (read.reading, read.language, read.read_at, read.reader) == ("read", "id", NOW, "1")
    assert [unit.text for unit in read.units.all()] == [DECREE]
    assert read.facts["numbers"][0]["number"] == "188.45-123/2023"
    assert read.facts["amounts"][0]["value"] == "1385437875.00"
    agency = Organisation.objects.get(short_name="Diskominfo")
    assert {each["name"] for each in read.facts["agencies"]} == {agency.name}
    assert [each["name"] for each in read.facts["cities"]] == ["Kota Balikpapan"]
    assert read.facts["proposed"] == {"nature": "decree", "valid_from": "2023-01-03"}


def test_nothing_is_written_into_the_document_by_itself(bring):
    content = bring(DECREE.encode())

    reading.read_content(content, now=NOW)

    document = content.revisions.get().document
    assert (document.nature, document.valid_from, document.observed_from) == ("", None, None)


def test_places_of_facts_are_places_in_the_units(bring):
    read = reading.read_content(bring(DECREE.encode()), now=NOW)

    texts = {unit.number: unit.text for unit in read.units.all()}
    for sort in ("dates", "numbers", "amounts", "agencies", "cities"):
        for fact in read.facts[sort]:
            assert texts[fact["unit"]][fact["start"] : fact["end"]] == fact["text"]


def test_reading_again_gives_the_same_units_once(bring):
    content = bring(DECREE.encode())

    reading.read_content(content, now=NOW)
    read = reading.read_content(content, now=NOW)

    assert read.units.count() == 1


def test_interrupted_in_the_middle_all_stays_as_it_was(bring, monkeypatch):
    content = bring(DECREE.encode())
    reading.read_content(content, now=NOW)

    def broken(*_arguments, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(Content, "save", broken)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        reading.read_content(content, now=NOW)

    content.refresh_from_db()
    assert (content.reading, content.units.count()) == ("read", 1)


def test_a_stop_between_two_pages_writes_nothing(bring, tmp_path):
    content = bring(written.scan(tmp_path / "a.pdf", TEXT, dots=100).read_bytes(), kinds.PDF, "a.pdf")

    def stop(done, of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reading.read_content(content, now=NOW, tell=stop)

    content.refresh_from_db()
    assert (content.reading, content.units.count()) == ("waiting", 0)


def test_a_damaged_file_says_so_and_stops_no_other(bring):
    bad = bring(b"%PDF-1.7 nothing more", kinds.PDF, "rusak.pdf")
    good = bring(DECREE.encode())
    run = FakeRun()

    assert tasks.read(run) == {"read": 2}

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.reading, faults(bad)) == ("unreadable", ["evidence-damaged"])
    assert bad.faults[0]["values"]["name"] == "rusak.pdf"
    assert good.reading == "read"
    assert run.told[0] == (0, 2)
    assert not Content.objects.filter(reading=Reading.WAITING).exists()


def test_a_long_reading_lets_others_get_their_turn_and_goes_on_in_another_job(bring, monkeypatch):
    bring(DECREE.encode())
    bring(TEXT.encode())
    hours = iter(range(24))
    run = FakeRun()
    monkeypatch.setattr(run, "now", lambda: NOW + timedelta(hours=next(hours)))
    Job.objects.all().delete()

    done = tasks.read(run)["read"]

    assert done < 2
    assert Job.objects.filter(task=keeping.READ_TASK, state="waiting").exists()


def test_infected_files_are_not_opened(bring):
    content = bring(DECREE.encode())
    Content.objects.filter(pk=content.pk).update(scan="infected")
    content.refresh_from_db()

    read = reading.read_content(content, now=NOW)

    assert (read.reading, faults(read), read.units.count()) == ("unreadable", ["evidence-infected"], 0)


def test_bytes_that_are_gone_are_named(bring):
    from kotacerdas.files import blobs

    content = bring(b"sebentar lagi hilang")
    blobs.local().path(content.sha256).unlink()

    assert faults(reading.read_content(content, now=NOW)) == ["evidence-bytes-gone"]


@needs_tesseract
def test_a_scan_is_read_with_confidence_and_places(bring, tmp_path):
    content = bring(written.scan(tmp_path / "a.pdf", TEXT).read_bytes(), kinds.PDF, "pindai.pdf")

    read = reading.read_content(content, now=NOW)

    unit = read.units.get()
    assert read.reading == "read"
    assert read.reader == f"1, tesseract {programs.version_of_tesseract()}"
    assert unit.is_recognised
    assert unit.confidence == read.confidence
    assert [unit.text[start:end] for start, end, *_edges in unit.boxes] == TEXT.split()


def test_without_tesseract_a_scan_is_read_in_part_and_waits_until_it_is_there(bring, tmp_path, monkeypatch):
    content = bring(written.scan(tmp_path / "a.pdf", TEXT, dots=80).read_bytes(), kinds.PDF, "pindai.pdf")
    with monkeypatch.context() as bare:
        sandbox.close()
        bare.setenv("PATH", str(tmp_path))
        read = reading.read_content(content, now=NOW)
        assert reading.wait_again() == 0
        sandbox.close()

    assert (read.reading, faults(read), read.units.get().text) == ("partly", ["evidence-no-recognition"], "")
    monkeypatch.setattr(programs, "lacks_of_tesseract", lambda: "")
    assert reading.wait_again() == 1
    content.refresh_from_db()
    assert content.reading == "waiting"
