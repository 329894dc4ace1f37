"""The commands `evidence pack`, `verify` and `scrub`, and who hears of damage."""

import pytest

from kotacerdas.evidence.models import Content, Pack
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.test_packing import (  # noqa: F401 - fixtures
    minutes,
    questions,
    secret,
)
from kotacerdas.files import blobs
from kotacerdas.jobs import actions as jobs
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.notices.models import Notice


def damage(document, content: bytes | None) -> None:
    path = blobs.local().path(document.latest.content.sha256)
    path.chmod(0o600)
    path.unlink() if content is None else path.write_bytes(content)


def mend(text: str) -> None:
    from kotacerdas.files import actions as files

    files.store(text.encode())


def test_pack_is_written_recorded_and_recognised(command, tmp_path, balikpapan, minutes, secret):  # noqa: F811 - fixtures of test_packing
    path = tmp_path / "pack.zip"
    said = command("evidence", "pack", "uji-2025", "-o", path)
    assert said.code == 0, said.err
    made = Pack.objects.get()
    assert made.seal in said.out
    assert made.sha256 in said.out
    assert made.counts["left_secret"] == 1

    checked = command("evidence", "verify", path, lang="en")

    assert checked.code == 0, checked.err
    assert "This system made it" in checked.out


def test_pack_that_this_system_did_not_make_is_told_apart(command, tmp_path, balikpapan, minutes):  # noqa: F811 - fixtures of test_packing
    path = tmp_path / "pack.zip"
    command("evidence", "pack", "uji-2025", "-o", path)
    Pack.objects.all().delete()

    said = command("evidence", "verify", path)

    assert said.code == 2
    assert path.name in said.err


def test_flipped_byte_is_named(command, tmp_path, balikpapan, minutes):  # noqa: F811 - fixtures of test_packing
    path = tmp_path / "pack.zip"
    command("evidence", "pack", "uji-2025", "-o", path)
    whole = bytearray(path.read_bytes())
    at = whole.index(b"Rapat Dewan Smart City dilaksanakan")
    whole[at] ^= 1
    path.write_bytes(whole)

    said = command("evidence", "verify", path)

    assert said.code == 2
    assert "files/B02/Notulen Rapat Dewan.txt" in said.err


def test_nothing_is_left_of_a_pack_that_failed(command, tmp_path, balikpapan, minutes):  # noqa: F811 - fixtures of test_packing
    damage(minutes, b"lain")
    try:
        said = command("evidence", "pack", "uji-2025", "-o", tmp_path / "pack.zip")
    finally:
        mend(factories.TEXT)

    assert said.code == 2
    assert "Notulen Rapat Dewan" in said.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [("pack", "tidak-ada", "-o", "x.zip"), ("verify", "tidak-ada.zip")])
def test_unknown_round_or_file_is_refused_with_a_line(command, balikpapan, words):
    said = command("evidence", *words)

    assert said.code == 2
    assert said.err.count("\n") == 1


def test_scrub_names_the_damaged_and_where_they_are_cited(command, balikpapan, minutes):  # noqa: F811 - fixtures of test_packing
    assert command("evidence", "scrub").code == 0
    damage(minutes, b"lain")
    try:
        said = command("evidence", "scrub", "--city", "64.71")
    finally:
        mend(factories.TEXT)

    assert said.code == 2
    assert "Notulen Rapat Dewan" in said.err
    assert minutes.citations.get().code in said.err


def test_nightly_check_tells_the_programme_office_once_until_it_is_whole(balikpapan, minutes, rina):  # noqa: F811 - fixtures of test_packing
    damage(minutes, None)
    for _night in range(2):
        jobs.enqueue("files.check")
        run_all()

    (told,) = Notice.objects.filter(kind="evidence.damaged")
    assert told.person == rina
    assert Content.objects.get(pk=minutes.latest.content_id).damage == "missing"

    mend(factories.TEXT)
    jobs.enqueue("files.check")
    run_all()
    assert Content.objects.get(pk=minutes.latest.content_id).damage == ""
