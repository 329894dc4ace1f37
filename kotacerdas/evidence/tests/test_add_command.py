"""`kotacerdas evidence add`: files and folders of the machine, taken in when the command ends, every refusal a line."""

from __future__ import annotations

import json
import os

import pytest

from benchmarks import invented_files
from kotacerdas.evidence.domain import deliveries as limits
from kotacerdas.evidence.models import Document, Intake
from kotacerdas.evidence.tests.deliveries import LETTER, MINUTES, PROGRAM, became, drive_download
from kotacerdas.people.tests import factories as people


@pytest.fixture
def folder(tmp_path):
    below = tmp_path / "Bukti 2025" / "Surat"
    below.mkdir(parents=True)
    (below.parent / "notulen.txt").write_bytes(MINUTES)
    (below / "undangan.txt").write_bytes(LETTER)
    return below.parent


def test_a_folder_is_taken_in_with_its_paths(command, balikpapan, folder):
    agency = people.organisation(city=balikpapan, code="diskominfo")

    said = command(
        "evidence", "add", folder, "--agency", "diskominfo", "--confidentiality", "secret", lang="en"
    )

    intake = Intake.objects.get()
    assert (said.code, said.err) == (0, "")
    assert "2 documents were added" in said.out
    assert became(intake) == {
        "Bukti 2025/notulen.txt": "added",
        "Bukti 2025/Surat/undangan.txt": "added",
    }
    assert (intake.state, intake.way, intake.agency) == ("done", "command", agency)
    assert {each.confidentiality for each in Document.objects.all()} == {"secret"}


def test_each_refused_file_is_a_line_with_its_reason_and_the_exit_code_is_two(command, balikpapan, folder):
    (folder / "alat.exe").write_bytes(PROGRAM)

    said = command("evidence", "add", folder)

    assert said.code == 2
    [line] = said.err.splitlines()
    assert line.startswith("Bukti 2025/alat.exe: ")
    assert len(line) > len("Bukti 2025/alat.exe: ") + 10


def test_json_tells_what_became_of_each(command, balikpapan, folder):
    (folder / "alat.exe").write_bytes(PROGRAM)
    (folder / "salinan.txt").write_bytes(MINUTES)

    said = command("evidence", "add", folder, "--json")

    told = json.loads(said.out)
    assert said.code == 2
    assert (told["files"], told["added"], told["known"], told["refused"]) == (4, 2, 1, 1)
    assert {each["state"] for each in told["documents"]} == {"added", "known"}
    [refused] = told["refused_files"]
    assert refused["path"] == "Bukti 2025/alat.exe"
    assert refused["reasons"]


def test_links_are_not_followed_and_said_so(command, balikpapan, folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "rahasia.txt").write_text("rahasia")
    (folder / "pintasan.txt").symlink_to(elsewhere / "rahasia.txt")
    (folder / "folder").symlink_to(elsewhere)

    said = command("evidence", "add", folder)

    assert said.code == 2
    assert {path: state for path, state in became(Intake.objects.get()).items() if state == "refused"} == {
        "Bukti 2025/pintasan.txt": "refused"
    }


def test_a_file_that_may_not_be_read_or_is_too_large_is_named(command, balikpapan, folder, settings):
    if os.geteuid() == 0:
        os.mkfifo(folder / "pipa")
    else:
        (folder / "pipa").write_bytes(b"x")
        (folder / "pipa").chmod(0)
    settings.EVIDENCE_MOST_MB = 1
    with (folder / "notulen.txt").open("ab") as grown:
        grown.truncate(limits.MEGABYTE + 1)
    (folder / "surat\n.txt").write_bytes(LETTER)

    said = command("evidence", "add", folder)

    assert said.code == 2
    assert {line.partition(":")[0] for line in said.err.splitlines()} == {
        "Bukti 2025/notulen.txt",
        "Bukti 2025/pipa",
        "Bukti 2025/surat\ufffd.txt",
    }


def test_archives_and_single_files_are_taken_in_too(command, balikpapan, tmp_path):
    (tmp_path / "Bukti.zip").write_bytes(drive_download())
    (tmp_path / "lain.txt").write_bytes(b"Lain lagi.\n")

    said = command("evidence", "add", tmp_path / "Bukti.zip", tmp_path / "lain.txt", "--json")

    told = json.loads(said.out)
    assert (told["added"], told["known"], told["unpacked"]) == (3, 1, 1)


def test_what_cannot_be_meant_is_said_before_anything_is_done(command, balikpapan, folder, tmp_path):
    for words in (
        (tmp_path / "tidak-ada",),
        (folder, "--agency", "tidak-ada"),
        (folder, "--city", "99.99"),
    ):
        said = command("evidence", "add", *words)
        assert said.code == 2
        assert len(said.err.splitlines()) == 1
    assert not Intake.objects.exists()


def test_an_empty_folder_is_no_delivery(command, balikpapan, tmp_path):
    said = command("evidence", "add", tmp_path)

    assert (said.code, Intake.objects.get().state) == (2, "cancelled")


def test_of_mixed_files_every_one_that_must_not_come_in_is_named(command, balikpapan, tmp_path):
    made = invented_files.write(tmp_path / "Bukti", 60)

    said = command("evidence", "add", tmp_path / "Bukti", "--json")

    named = {line.partition(": ")[0] for line in said.err.splitlines()}
    assert named == {f"Bukti/{path}" for path in invented_files.expected_refusals(made)}
    told = json.loads(said.out)
    assert told["files"] == told["added"] + told["known"] + told["refused"] + told["unpacked"]
