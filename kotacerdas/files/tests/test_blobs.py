"""Content under its hash: whole or not there, whoever is killed and however many write at once."""

import io
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from kotacerdas.files import blobs

WRITER = """
import sys
from pathlib import Path
from kotacerdas.files.blobs import Folder

class Slow:
    def read(self, size):
        print("reading", flush=True)
        return b"x" * size

Folder(Path(sys.argv[1])).put(Slow())
"""


@pytest.fixture
def folder(tmp_path):
    return blobs.Folder(tmp_path / "blobs")


def put(folder, content=b"isi"):
    return folder.put(io.BytesIO(content)).sha256


def names(folder):
    return [name for name, _at in folder.each()]


def test_a_blob_lies_under_its_hash_and_cannot_be_written(folder):
    name = put(folder)

    path = folder.root / name[:2] / name[2:4] / name
    assert name == sha256(b"isi").hexdigest()
    assert path.stat().st_mode & 0o777 == 0o400
    assert list((folder.root / "unfinished").iterdir()) == []


def test_a_writer_killed_in_the_middle_leaves_nothing_that_can_be_seen(folder):
    command = [sys.executable, "-c", WRITER, str(folder.root)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own script
    for _ in range(3):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()

    assert names(folder) == []
    assert folder.sweep_unfinished(older_than=datetime.now(UTC) + timedelta(minutes=1)) == 1


def test_many_keep_the_same_content_at_once(folder):
    content = os.urandom(300_000)
    start = threading.Barrier(8)
    kept = []

    def keep():
        start.wait()
        kept.append(put(folder, content))

    threads = [threading.Thread(target=keep) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(kept) == {sha256(content).hexdigest()}
    assert len(kept) == 8
    assert names(folder) == kept[:1]


def test_a_disk_without_hard_links_takes_blobs_too(folder, monkeypatch):
    def refuse(_source, _target):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(blobs.os, "link", refuse)

    kept = put(folder)

    assert names(folder) == [kept]


def test_damage_is_found_when_it_is_opened(folder):
    name = put(folder)
    folder.open(name).close()
    damage(folder, name)

    with pytest.raises(blobs.Damaged):
        folder.open(name)


def test_content_is_hashed_once_as_long_as_nobody_touches_it(folder, monkeypatch):
    name = put(folder)
    folder.open(name).close()
    monkeypatch.setattr(blobs, "_compare", lambda *_given: pytest.fail("hashed again"))

    folder.open(name).close()


def test_keeping_the_same_content_again_mends_what_was_damaged(folder):
    name = put(folder)
    damage(folder, name)

    put(folder)

    folder.check(name)


@pytest.mark.parametrize("name", ["", "../../secret-key", "0" * 63, "G" * 64])
def test_no_name_leads_out_of_the_folder(folder, name):
    with pytest.raises(blobs.Missing):
        folder.open(name)


def test_what_was_kept_again_meanwhile_is_not_removed(folder):
    name = put(folder)

    assert not folder.remove(name, unless_kept_since=datetime.now(UTC) - timedelta(days=1))
    assert folder.remove(name, unless_kept_since=datetime.now(UTC) + timedelta(minutes=1))
    assert not folder.remove(name, unless_kept_since=datetime.now(UTC))
    assert names(folder) == []


def damage(folder, name):
    path = folder.path(name)
    path.chmod(0o600)
    path.write_bytes(b"isi lain")
