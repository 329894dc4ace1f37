"""Reading as a deed: all or nothing, again and again with the same end, and one bad file stops no other."""

from __future__ import annotations

import errno
from datetime import timedelta

import pytest
from django.db import transaction

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence import tasks
from kotacerdas.evidence.actions import keeping, open_intake, reading, waiting
from kotacerdas.evidence.actions.turns import MOST_TRIES
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.models import Content, Reading
from kotacerdas.evidence.reading import programs
from kotacerdas.evidence.tests import honest, written
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.evidence.tests.test_recognition import TEXT, needs_tesseract
from kotacerdas.files import actions as files
from kotacerdas.files import blobs
from kotacerdas.files.domain import kinds
from kotacerdas.imports import kept
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.run import Stopping
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
    assert "rusak.pdf" not in str(bad.faults)
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
    content = bring(b"sebentar lagi hilang")
    blobs.local().path(content.sha256).unlink()

    assert faults(reading.read_content(content, now=NOW)) == ["evidence-bytes-gone"]


# --- The machine fails, not the file ------------------------------------------------------------------------


def fail(error, *, over=None):
    """A child process that fails; where `over` is given, only over files whose name has it."""
    run = sandbox.run

    def failing(*arguments, name="", **named):
        if over is None or over in name:
            raise error
        return run(*arguments, name=name, **named)

    return failing


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOMEM, "no memory"), OSError(errno.EMFILE, "files"), MemoryError()]
)
def test_a_machine_that_lacks_something_says_nothing_of_the_file(bring, monkeypatch, error):
    content = bring(DECREE.encode())
    reading.read_content(content, now=NOW)
    monkeypatch.setattr(sandbox, "run", fail(error))

    with pytest.raises(type(error)):
        reading.read_content(content, now=NOW)

    content.refresh_from_db()
    assert (content.reading, content.faults, content.units.get().text) == ("read", [], DECREE)


def test_a_bug_of_ours_leaves_what_was_read_before(bring, monkeypatch):
    content = bring(DECREE.encode())
    reading.read_content(content, now=NOW)
    monkeypatch.setattr(sandbox, "run", fail(LookupError("no such module")))

    read = reading.read_content(content, now=NOW)

    assert (read.reading, faults(read), read.units.get().text) == ("partly", ["evidence-not-read"], DECREE)


def test_what_is_too_heavy_today_leaves_what_was_read_before(bring, monkeypatch):
    content = bring(DECREE.encode())
    reading.read_content(content, now=NOW)
    monkeypatch.setattr(sandbox, "run", fail(Refused(Fault("evidence-too-heavy", {"name": "a.txt"}))))

    read = reading.read_content(content, now=NOW)

    assert (read.reading, faults(read), read.units.get().text) == ("partly", ["evidence-too-heavy"], DECREE)


def test_text_of_a_file_with_a_virus_does_not_stay(bring):
    content = reading.read_content(bring(DECREE.encode()), now=NOW)
    content.scan = "infected"

    assert reading.read_content(content, now=NOW).units.count() == 0


def test_a_file_over_which_the_machine_fails_holds_up_no_other_and_is_set_aside_in_the_end(
    bring, monkeypatch
):
    bad = bring(DECREE.encode(), name="berat.txt")
    good = bring(TEXT.encode(), name="ringan.txt")
    monkeypatch.setattr(sandbox, "run", fail(OSError(errno.ENOMEM, "no memory"), over="berat"))

    for tried in (1, 2, 3):
        with pytest.raises(OSError, match="memory"):
            tasks.read(FakeRun())
        good.refresh_from_db()
        bad.refresh_from_db()
        assert (good.reading, bad.reading, bad.tries) == ("read", "waiting", tried)
    assert tasks.read(FakeRun()) == {"read": 0}

    bad.refresh_from_db()
    assert (bad.reading, faults(bad), bad.tries) == ("unreadable", ["evidence-set-aside"], 0)
    assert not waiting.waiting().exists()


def test_a_machine_that_fails_over_everything_blames_few_files(bring, monkeypatch):
    for number in range(10):
        bring(f"Surat {number}".encode(), name=f"{number}.txt")
    monkeypatch.setattr(sandbox, "run", fail(OSError(errno.EMFILE, "files")))

    for _attempt in range(3):
        with pytest.raises(OSError, match="files"):
            tasks.read(FakeRun())

    assert sorted(Content.objects.values_list("tries", flat=True)) == [0] + [1] * 9


def test_a_stop_in_the_middle_is_no_try(bring, tmp_path, monkeypatch):
    content = bring(DECREE.encode())
    monkeypatch.setattr(sandbox, "run", fail(Stopping()))

    with pytest.raises(Stopping):
        tasks.read(FakeRun())

    content.refresh_from_db()
    assert (content.reading, content.tries) == ("waiting", 0)


def test_a_file_that_takes_the_whole_worker_with_it_is_not_tried_for_ever(bring):
    """Nobody is left then who could count, so it is counted before."""
    content = bring(DECREE.encode())
    Content.objects.update(tries=MOST_TRIES)

    assert tasks.read(FakeRun()) == {"read": 0}

    content.refresh_from_db()
    assert faults(content) == ["evidence-set-aside"]


# --- What waits again --------------------------------------------------------------------------------------


def test_bytes_that_came_back_are_read_again(bring):
    content = bring(DECREE.encode())
    blobs.local().path(content.sha256).unlink()
    reading.read_content(content, now=NOW)
    assert waiting.wait_again() == 0

    files.store(DECREE.encode())

    assert waiting.wait_again() == 1
    assert tasks.read(FakeRun()) == {"read": 1}
    content.refresh_from_db()
    assert (content.reading, content.units.get().text) == ("read", DECREE)


def test_text_stays_when_its_bytes_are_gone(bring):
    content = bring(DECREE.encode())
    reading.read_content(content, now=NOW)
    blobs.local().path(content.sha256).unlink()

    read = reading.read_content(content, now=NOW)

    assert (read.reading, faults(read), read.units.get().text) == ("partly", ["evidence-bytes-gone"], DECREE)


def test_old_files_wait_for_libreoffice_until_it_is_there(bring, monkeypatch):
    content = bring(honest.doc(), kinds.DOC, "lama.doc")
    Content.objects.update(
        reading=Reading.UNREADABLE, reader="1", faults=kept.as_json([Fault("evidence-needs-libreoffice", {})])
    )
    monkeypatch.setattr(programs, "libreoffice", lambda: None)
    assert waiting.wait_again() == 0

    monkeypatch.setattr(programs, "libreoffice", lambda: "/usr/bin/soffice")

    assert waiting.wait_again() == 1
    content.refresh_from_db()
    assert content.reading == "waiting"


def test_what_an_older_reader_has_read_is_found_until_it_is_read_anew(bring, monkeypatch):
    content = bring(DECREE.encode())
    reading.read_content(content, now=NOW)
    assert not waiting.waiting().exists()

    monkeypatch.setattr(reading, "READER", "11")

    assert waiting.wait_again() == 0
    assert waiting.waiting().get().reading == "read"
    assert tasks.read(FakeRun()) == {"read": 1}
    assert not waiting.waiting().exists()


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
        assert waiting.wait_again() == 0
        sandbox.close()

    assert (read.reading, faults(read), read.units.get().text) == ("partly", ["evidence-no-recognition"], "")
    monkeypatch.setattr(programs, "lacks_of_tesseract", lambda: "")
    assert waiting.wait_again() == 1
    content.refresh_from_db()
    assert content.reading == "waiting"
