"""`kotacerdas assessment verify`: a downloaded submission is whole, and what it is."""

import json

import pytest

from kotacerdas.selfassessment.domain import snapshots
from kotacerdas.selfassessment.models import Snapshot
from kotacerdas.selfassessment.tests import factories


@pytest.fixture
def made(balikpapan):
    return factories.snapshot(factories.assessment(balikpapan))


@pytest.fixture
def path(made, tmp_path):
    """As it was downloaded."""
    where = tmp_path / made.file.name
    with made.file.open() as content:
        where.write_bytes(content.read())
    return where


def test_submission_of_this_system_is_recognised_and_described(command, made, path):
    said = command("assessment", "verify", path, lang="en")

    assert said.code == 0, said.err
    assert made.sha256 in said.out
    assert "Kota Balikpapan (64.71)" in said.out
    assert "117 answers, 0 of them checked, 0 proofs" in said.out
    assert "Sekretaris Daerah, Ketua Tim Pelaksana" in said.out
    assert "This system keeps it" in said.out


def test_hash_that_was_told_is_compared_and_needs_no_row(command, made, path):
    sha256 = made.sha256
    Snapshot.objects.all().delete()

    with_hash = command("assessment", "verify", path, "--sha256", sha256.upper(), lang="en")
    without = command("assessment", "verify", path, lang="en")

    assert (with_hash.code, without.code) == (0, 2)
    assert "does not know it" in with_hash.out
    assert "--sha256" in without.err


def test_other_hash_is_refused_with_both(command, made, path):
    said = command("assessment", "verify", path, "--sha256", "0" * 64)

    assert said.code == 2
    assert made.sha256 in said.err
    assert "0" * 64 in said.err


@pytest.mark.parametrize("words", ["abc", "z" * 64])
def test_what_is_no_hash_is_told(command, path, words):
    said = command("assessment", "verify", path, "--sha256", words)

    assert said.code == 2
    assert words in said.err


def test_changed_word_is_found(command, path):
    path.write_bytes(path.read_bytes().replace(b"Ketua Tim", b"Kepala Tim"))

    assert command("assessment", "verify", path).code == 2


def test_file_that_was_written_anew_is_found_though_it_says_the_same(command, path):
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=2))

    said = command(
        "assessment", "verify", path, "--sha256", snapshots.fingerprint(path.read_bytes()), lang="en"
    )

    assert said.code == 2
    assert "changed" in said.err


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"format":1,"answers":[{}]}'])
def test_what_is_no_submission_is_told_in_one_line(command, tmp_path, db, content):
    (tmp_path / "lain.json").write_bytes(content)

    said = command("assessment", "verify", tmp_path / "lain.json")

    assert said.code == 2
    assert len(said.err.splitlines()) == 1
    assert "lain.json" in said.err
