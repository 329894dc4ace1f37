"""Deliveries from the first file to what became of each: nothing twice, nothing lost, every refusal named."""

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence import actions, guarding
from kotacerdas.evidence.actions import taking_in
from kotacerdas.evidence.gate import checking
from kotacerdas.evidence.models import Content, Document, Intake, OtherName
from kotacerdas.evidence.tests.deliveries import (
    LETTER,
    MINUTES,
    PROGRAM,
    became,
    drive_download,
    sent,
    taken_in,
    whatsapp_export,
)
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.files import actions as files
from kotacerdas.files import blobs, keeping
from kotacerdas.jobs.actions import cancel as cancel_job
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.models import Organisation


def test_each_file_becomes_a_document_of_the_agency_that_brought_it(balikpapan, budi):
    agency = Organisation.objects.get(short_name="Diskominfo")

    intake = taken_in(
        balikpapan, budi, {"Notulen_Rapat Dewan.txt": MINUTES}, agency=agency, confidentiality="secret"
    )

    document = Document.objects.get()
    assert intake.state == Intake.State.DONE
    assert (document.title, document.agency, document.by) == ("Notulen Rapat Dewan", agency, budi)
    assert document.confidentiality == "secret"
    with document.latest.file.open() as content:
        assert content.read() == MINUTES


def test_the_same_bytes_are_recognised_and_the_other_name_is_remembered(balikpapan, budi):
    taken_in(balikpapan, budi, {"notulen.txt": MINUTES})

    again = taken_in(balikpapan, budi, {"arsip/notulen akhir.txt": MINUTES, "surat.txt": LETTER})

    assert became(again) == {"arsip/notulen akhir.txt": "known", "surat.txt": "added"}
    assert Document.objects.count() == 2
    assert OtherName.objects.get().path == "arsip/notulen akhir.txt"
    assert again.items.first().document.latest.content.sha256 == again.items.first().sha256


def test_nobody_learns_that_another_agency_keeps_the_same_bytes_as_a_secret(balikpapan, budi, joko):
    dishub = Organisation.objects.get(short_name="Dishub")
    taken_in(balikpapan, joko, {"rahasia.txt": MINUTES}, agency=dishub, confidentiality="secret")

    mine = taken_in(balikpapan, budi, {"notulen.txt": MINUTES})

    assert became(mine) == {"notulen.txt": "added"}
    assert (Document.objects.count(), Content.objects.count()) == (2, 1)


def test_another_city_has_its_own_document_of_the_same_bytes(balikpapan, samarinda, rina, tetangga):
    taken_in(balikpapan, rina, {"notulen.txt": MINUTES})

    there = taken_in(samarinda, tetangga, {"notulen.txt": MINUTES})

    assert became(there) == {"notulen.txt": "added"}


def test_a_refused_file_keeps_its_name_and_reason_and_loses_its_bytes(balikpapan, budi):
    intake = taken_in(balikpapan, budi, {"surat.txt": LETTER, "alat.exe": PROGRAM})

    item = intake.items.get(path="alat.exe")
    assert (item.state, bool(item.why)) == ("refused", True)
    assert keeping.named({item.sha256}) == set()


def test_a_drive_download_is_unpacked_and_the_same_file_is_kept_once(balikpapan, budi):
    intake = taken_in(balikpapan, budi, {"Bukti-20250601.zip": drive_download()})

    states = became(intake)
    assert states.pop("Bukti-20250601.zip") == "unpacked"
    folder = "Bukti-20250601.zip/Bukti Dukung 2025"
    assert states[f"{folder}/Notulen Rapat Dewan.txt"] == "added"
    assert states[f"{folder}/Salinan dari Notulen Rapat Dewan.txt"] == "known"
    assert states[f"{folder}/Surat/Undangan.txt"] == "added"
    assert states.get(f"{folder}/desktop.ini", "left_out") == "left_out"


def test_a_whatsapp_export_keeps_chat_and_photos_and_knows_one_that_was_sent_twice(balikpapan, budi):
    intake = taken_in(balikpapan, budi, {"Chat WhatsApp.zip": whatsapp_export()})

    states = {path.rpartition("/")[2]: state for path, state in became(intake).items()}
    assert states == {
        "Chat WhatsApp.zip": "unpacked",
        "Chat WhatsApp dengan Pokja Smart City.txt": "added",
        "IMG-20250522-WA0001.jpg": "added",
        "IMG-20250523-WA0004.jpg": "known",
        "IMG-20250524-WA0002.jpg": "added",
    }


def test_a_double_click_on_finish_is_one_job(balikpapan, budi):
    intake = sent(balikpapan, budi, {"surat.txt": LETTER})

    for _ in range(2):
        actions.finish(intake, by=budi, now=NOW)

    assert Job.objects.filter(task="evidence.take-in").count() == 1
    run_all()
    assert became(intake) == {"surat.txt": "added"}


def test_a_delivery_without_a_file_is_not_finished(balikpapan, budi):
    with pytest.raises(Refused, match="evidence-nothing-sent"):
        actions.finish(sent(balikpapan, budi, {}), by=budi, now=NOW)


def test_a_closed_delivery_takes_no_more_files(balikpapan, budi):
    intake = taken_in(balikpapan, budi, {"surat.txt": LETTER})

    with pytest.raises(Refused, match="evidence-intake-closed"):
        actions.add_item(intake, files.store(MINUTES), path="lagi.txt", by=budi, now=NOW)


@pytest.mark.parametrize("sign", ["\0", "\n", "\x1b"])
def test_a_name_that_no_row_keeps_is_refused_at_the_door(balikpapan, budi, sign):
    intake = sent(balikpapan, budi, {})

    with pytest.raises(Refused, match="evidence-name-deceives"):
        actions.add_item(intake, files.store(MINUTES), path=f"surat{sign}.txt", by=budi, now=NOW)
    fault = Fault("evidence-empty", {"name": "surat.txt"})
    refused = actions.refuse_item(intake, path=f"surat{sign}.txt", size=0, fault=fault, by=budi, now=NOW)

    assert refused.path == "surat\ufffd.txt"
    assert became(intake) == {"surat\ufffd.txt": "refused"}


def test_stopping_keeps_what_was_taken_in_and_lets_the_rest_go(balikpapan, budi):
    intake = sent(balikpapan, budi, {"a.txt": LETTER, "b.txt": MINUTES})
    intake = actions.finish(intake, by=budi, now=NOW)
    actions.take_in_item(intake.items.first(), now=NOW)

    actions.cancel(intake, by=budi, now=NOW)
    run_all()

    assert became(intake) == {"a.txt": "added", "b.txt": "cancelled"}
    assert Job.objects.get(task="evidence.take-in").state == "cancelled"
    assert keeping.named({intake.items.last().sha256}) == set()


def test_a_job_cancelled_before_it_began_leaves_a_delivery_that_can_go_on(balikpapan, budi, rina):
    intake = actions.finish(sent(balikpapan, budi, {"a.txt": LETTER}), by=budi, now=NOW)
    cancel_job(intake.job, by=rina, now=NOW)
    intake.refresh_from_db()
    assert not intake.is_working

    actions.resume(intake, by=budi, now=NOW)
    run_all()

    assert became(intake) == {"a.txt": "added"}


def test_a_job_that_is_cancelled_while_it_runs_stops_its_delivery(balikpapan, budi):
    intake = actions.finish(sent(balikpapan, budi, {"a.txt": LETTER, "b.txt": MINUTES}), by=budi, now=NOW)
    Job.objects.update(is_cancel_wanted=True)

    run_all()

    intake.refresh_from_db()
    assert (intake.state, set(became(intake).values())) == ("cancelled", {"cancelled"})


def test_an_archive_that_is_settled_after_the_stop_brings_nothing_more(balikpapan, budi, monkeypatch):
    intake = actions.finish(sent(balikpapan, budi, {"a.zip": b"x"}), by=budi, now=NOW)
    entry = checking.Entry("b.txt", len(LETTER), files.store(LETTER))

    def look(item):
        actions.cancel(intake, by=budi, now=NOW)
        return checking.Unpacked((entry,))

    monkeypatch.setattr(checking, "look", look)
    actions.take_in_item(intake.items.get(), now=NOW)

    assert became(intake) == {"a.zip": "cancelled"}


def test_a_file_that_the_gate_stumbles_over_does_not_hold_up_the_others(balikpapan, budi, monkeypatch):
    look = checking.look
    monkeypatch.setattr(checking, "look", lambda item: look(item) if item.path == "b.txt" else 1 / 0)

    intake = taken_in(balikpapan, budi, {"a.txt": MINUTES, "b.txt": LETTER})

    assert became(intake) == {"a.txt": "refused", "b.txt": "added"}
    assert intake.items.first().why[0].kind == "evidence-look-failed"


def test_a_disk_that_fails_is_no_fault_of_the_file(balikpapan, budi, monkeypatch):
    def fail(item):
        raise OSError(28, "No space left on device")

    intake = actions.finish(sent(balikpapan, budi, {"a.txt": LETTER}), by=budi, now=NOW, waits=True)
    monkeypatch.setattr(checking, "look", fail)

    with pytest.raises(OSError, match="No space"):
        taking_in.take_in(intake, clock=lambda: NOW, tell=lambda done, of: None)

    assert became(intake) == {"a.txt": "waiting"}


def test_a_file_over_which_the_machine_fails_holds_up_no_other(balikpapan, budi, monkeypatch):
    def fail(item):
        if item.path == "a.txt":
            raise MemoryError
        return look(item)

    look = checking.look
    intake = actions.finish(
        sent(balikpapan, budi, {"a.txt": LETTER, "b.txt": MINUTES}), by=budi, now=NOW, waits=True
    )
    monkeypatch.setattr(checking, "look", fail)

    for _attempt in range(3):
        with pytest.raises(MemoryError):
            taking_in.take_in(intake, clock=lambda: NOW, tell=lambda done, of: None)
        assert became(intake) == {"a.txt": "waiting", "b.txt": "added"}
    taking_in.take_in(intake, clock=lambda: NOW, tell=lambda done, of: None)

    intake.refresh_from_db()
    assert (became(intake), intake.state) == ({"a.txt": "refused", "b.txt": "added"}, Intake.State.DONE)
    assert intake.items.first().why[0].kind == "evidence-not-taken-in"


def test_bytes_that_wait_are_not_swept(balikpapan, budi):
    intake = sent(balikpapan, budi, {"a.txt": LETTER})

    assert guarding._waiting({intake.items.get().sha256}) == {intake.items.get().sha256}


def test_a_document_is_one_entry_in_the_trail_that_names_file_and_hash(balikpapan, budi):
    intake = taken_in(
        balikpapan, budi, {"a.txt": LETTER, "b.txt": MINUTES, "c.txt": LETTER, "d.exe": PROGRAM}
    )

    kinds = list(Entry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == [
        "evidence.intake-opened",
        "evidence.intake-sent",
        "evidence.added",
        "evidence.added",
        "evidence.intake-done",
    ]
    added = Entry.objects.filter(kind="evidence.added").earliest("number").values.content
    assert added["name"][1] == "a.txt"
    assert added["sha256"][1] == intake.items.first().sha256
    done = Entry.objects.get(kind="evidence.intake-done").values.content
    assert (done["added"][1], done["known"][1], done["refused"][1]) == (2, 1, 1)


def test_bytes_of_a_waiting_file_that_are_gone_are_a_reason(balikpapan, budi):
    intake = actions.finish(sent(balikpapan, budi, {"a.txt": LETTER}), by=budi, now=NOW, waits=True)
    blobs.local().path(intake.items.get().sha256).unlink()

    taking_in.take_in(intake, clock=lambda: NOW, tell=lambda done, of: None)

    assert intake.items.get().why[0].kind == "evidence-bytes-gone"
