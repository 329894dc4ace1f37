"""The virus scanner: what it says is kept, a virus comes in nowhere, and its silence holds nothing up."""

import io
import tempfile
from pathlib import Path

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.evidence.actions import scanning
from kotacerdas.evidence.gate import antivirus
from kotacerdas.evidence.models import Content, Document, Scan
from kotacerdas.evidence.tests import clamd, factories
from kotacerdas.evidence.tests.clamd import EICAR, VERSION
from kotacerdas.evidence.tests.deliveries import MINUTES, became, taken_in, zipped
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.files import guards
from kotacerdas.jobs.tests.running import run_all


@pytest.fixture(autouse=True)
def _asked_anew():
    antivirus.ask_again()
    yield
    antivirus.ask_again()


@pytest.fixture
def scanner(settings):
    with clamd.tcp() as server:
        settings.CLAMD = f"tcp://127.0.0.1:{server.port}"
        yield server


def scan(content: bytes):
    return antivirus.scan(io.BytesIO(content))


def test_without_a_scanner_nothing_is_scanned():
    assert not antivirus.is_set_up()
    assert scan(EICAR) == antivirus.UNSCANNED


def test_clean_and_infected_are_told_apart(scanner):
    assert scan(MINUTES) == antivirus.Verdict("clean", by=VERSION)
    assert scan(EICAR) == antivirus.Verdict("infected", "Win.Test.EICAR_HDB-1", VERSION)


def test_large_files_are_sent_in_pieces_and_whole(scanner):
    content = bytes(range(256)) * 5000

    assert scan(content).state == "clean"
    assert scanner.seen == [content]


def test_a_socket_in_the_file_system_serves_as_well(settings):
    # The name of such a socket must be short.
    with tempfile.TemporaryDirectory(prefix="clamd-") as folder, clamd.unix(Path(folder) / "ctl") as server:
        settings.CLAMD = f"unix://{folder}/ctl"

        assert scan(EICAR).state == "infected"
        assert server.calls == 2


def test_what_is_too_large_for_the_scanner_is_unscanned_and_the_next_is_scanned(scanner):
    scanner.mood = "too-large"
    assert scan(bytes(10_000_000)) == antivirus.UNSCANNED

    scanner.mood = "well"
    assert scan(MINUTES).state == "clean"


def test_a_silent_scanner_is_not_asked_for_every_file(scanner):
    scanner.mood = "silent"
    assert [scan(MINUTES).state for _ in range(5)] == ["unscanned"] * 5

    assert scanner.calls == 1


def test_a_scanner_that_is_not_there_leaves_files_unscanned(settings):
    settings.CLAMD = "unix:///nonexistent/clamd.ctl"

    assert scan(EICAR) == antivirus.UNSCANNED


def test_what_comes_in_clean_says_so_with_the_scanner(scanner, balikpapan, budi):
    taken_in(balikpapan, budi, {"notulen.txt": MINUTES})

    content = Content.objects.get()
    assert (content.scan, content.scanned_by, content.scanned_at) == (Scan.CLEAN, VERSION, NOW)


def test_a_virus_is_refused_by_name_in_archives_too(scanner, balikpapan, budi):
    intake = taken_in(balikpapan, budi, {"arsip.zip": zipped({"a.txt": EICAR, "b.txt": MINUTES})})

    assert became(intake) == {
        "arsip.zip": "unpacked",
        "arsip.zip/a.txt": "refused",
        "arsip.zip/b.txt": "added",
    }
    (why,) = intake.items.get(state="refused").why
    assert (why.kind, why.values["virus"]) == ("evidence-virus", "Win.Test.EICAR_HDB-1")
    assert Content.objects.count() == 1


def test_silence_today_does_not_undo_a_scan(scanner, balikpapan, samarinda, budi, tetangga):
    taken_in(balikpapan, budi, {"notulen.txt": MINUTES})
    scanner.mood = "silent"
    taken_in(samarinda, tetangga, {"notulen.txt": MINUTES})

    assert Content.objects.get().scan == Scan.CLEAN


def test_the_night_scans_what_came_in_while_the_scanner_was_silent(scanner, balikpapan, budi, rina):
    clean = factories.document(balikpapan, by=budi)
    bad = factories.document(balikpapan, text=EICAR.decode(), name="lampiran.txt", by=budi)
    assert guards.may_have(rina, bad.latest.file)

    counts = scanning.scan_waiting(clock=lambda: NOW, tell=lambda done, of: None)

    assert counts == {"scanned": 2, "infected": 1}
    assert guards.may_have(rina, clean.latest.file)
    assert not guards.may_have(rina, bad.latest.file)
    assert Entry.objects.filter(kind="evidence.virus-found").count() == 1


def test_the_job_of_the_night_runs(scanner, balikpapan, budi):
    from kotacerdas.jobs.actions import enqueue

    factories.document(balikpapan, by=budi)
    enqueue(scanning.TASK)
    run_all()

    assert Content.objects.get().scan == Scan.CLEAN


@pytest.mark.parametrize("needs_scan", [True, False])
def test_the_city_decides_whether_unscanned_files_may_be_opened(settings, balikpapan, budi, rina, needs_scan):
    settings.EVIDENCE_NEEDS_SCAN = needs_scan
    made = factories.document(balikpapan, by=budi)

    assert Document.objects.visible_to(rina).exists()
    assert made.latest.content.may_be_opened is not needs_scan
    assert guards.may_have(rina, made.latest.file) is not needs_scan
