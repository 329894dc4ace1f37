"""An archive is whole or refused, and what goes in comes out."""

import errno
import os
import re
import tarfile
from types import SimpleNamespace

import pyrage
import pytest
from django.conf import settings

from kotacerdas.audit.models import Entry
from kotacerdas.backup import actions, queries, replacing, sealing
from kotacerdas.backup.archive import Arriving
from kotacerdas.backup.domain.contents import ABOUT, MANIFEST, SECRET_KEY
from kotacerdas.backup.models import Made
from kotacerdas.common.domain.faults import Refused
from kotacerdas.files import actions as files
from kotacerdas.files import blobs
from kotacerdas.files.tests import factories

PASSPHRASE = "empat kata yang panjang"
NOW = factories.NOW

pytestmark = pytest.mark.django_db


class Database:
    """Stands for the database here: a real one is copied and put back in `test_drill`."""

    kind = "sqlite"
    empty = True

    def copy(self, target):
        target.write_bytes(b"isi basis data")

    def require_unused(self):
        pass

    def is_empty(self):
        return self.empty

    def check(self, source):
        assert source.read_bytes() == b"isi basis data"

    def put_back(self, source, *, aside):
        source.replace(settings.STATE / "database")


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    """A state folder of its own; and the passphrase costs no seconds, which it does on purpose (see `test_sealing`)."""
    found = Database()
    monkeypatch.setattr(settings, "STATE", tmp_path / "state")
    monkeypatch.setattr(actions, "keeper", lambda: found)
    monkeypatch.setattr(sealing, "by_passphrase", SimpleNamespace(encrypt=turned, decrypt=turned_back))
    (tmp_path / "state").mkdir()
    return found


def turned(content, passphrase):
    return content.translate(bytes(each ^ len(passphrase) for each in range(256)))


def turned_back(content, passphrase):
    if not (plain := turned(content, passphrase)).startswith(b"AGE-SECRET-KEY-"):
        raise pyrage.DecryptError
    return plain


@pytest.fixture
def archive(tmp_path):
    files.store(b"surat keputusan")
    files.store(os.urandom(300_000))
    return actions.create(tmp_path / "cadangan", passphrase=PASSPHRASE, now=NOW)


def refused(call, *given, **named):
    with pytest.raises(Refused) as caught:
        call(*given, **named)
    return [fault.kind for fault in caught.value.faults]


def names_inside(path):
    with sealing.opened(path, PASSPHRASE) as content, tarfile.open(mode="r|", fileobj=content) as tar:
        return [member.name for member in tar]


def test_it_holds_database_blobs_key_and_the_list_of_them(archive):
    names = names_inside(archive.path)

    assert (names[:3], names[-1]) == ([ABOUT, "database.sqlite3", SECRET_KEY], MANIFEST)
    assert len([name for name in names if name.startswith("blobs/")]) == archive.blobs == 2
    assert archive.path.name == "kotacerdas-20261122T020000Z.tar"
    assert archive.path.stat().st_mode & 0o777 == 0o600


def test_nothing_of_it_can_be_read_without_the_passphrase(archive):
    content = archive.path.read_bytes()

    assert b"surat keputusan" not in content
    assert settings.SECRET_KEY.encode() not in content
    assert b"isi basis data" not in content


def test_nothing_unencrypted_is_left_behind(archive, tmp_path):
    assert [path.name for path in archive.path.parent.iterdir()] == [archive.path.name]
    assert list((tmp_path / "state").glob(".backup-*")) == []


def test_making_one_is_noted_for_those_who_look_after_the_site(archive):
    assert queries.last() == Made.objects.get()
    assert Entry.objects.get(kind="backup.made").chain.code == "-"


def test_a_whole_archive_is_verified(archive):
    assert actions.verify(archive.path, passphrase=PASSPHRASE).blobs == 2


def test_another_passphrase_opens_nothing(archive):
    assert refused(actions.verify, archive.path, passphrase="lima kata lain sekali") == [
        "backup-wrong-passphrase"
    ]


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.995])
def test_a_truncated_archive_is_refused(archive, part):
    content = archive.path.read_bytes()
    archive.path.write_bytes(content[: int(len(content) * part)])

    assert refused(actions.verify, archive.path, passphrase=PASSPHRASE)[0] in {
        "backup-damaged",
        "backup-not-one",
    }


@pytest.mark.parametrize("part", [0.05, 0.5, 0.99])
def test_an_archive_with_one_changed_byte_is_refused(archive, part):
    content = bytearray(archive.path.read_bytes())
    start = content.index(b"age-encryption.org")
    content[start + int((len(content) - start - 2048) * part)] ^= 1
    archive.path.write_bytes(content)

    assert refused(actions.verify, archive.path, passphrase=PASSPHRASE) == ["backup-damaged"]


def test_another_file_is_no_archive(tmp_path):
    other = tmp_path / "surat.pdf"
    other.write_bytes(factories.PDF)

    assert refused(actions.verify, other, passphrase=PASSPHRASE) == ["backup-not-one"]


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path):
    assert refused(actions.create, tmp_path / "c", passphrase="pendek", now=NOW) == [
        "backup-passphrase-short"
    ]
    assert not (tmp_path / "c").exists()


def test_a_full_disk_leaves_no_half_archive(tmp_path, monkeypatch):
    def full(*_given):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sealing.pyrage, "encrypt_io", full)

    with pytest.raises(OSError, match="No space left"):
        actions.create(tmp_path / "cadangan", passphrase=PASSPHRASE, now=NOW)

    assert list((tmp_path / "cadangan").iterdir()) == []
    assert not Made.objects.exists()


def test_content_damaged_on_the_disk_is_named(tmp_path):
    name = files.store(b"isi").sha256
    path = blobs.local().path(name)
    path.chmod(0o600)
    path.write_bytes(b"rusak")

    assert actions.create(tmp_path / "c", passphrase=PASSPHRASE, now=NOW).damaged == (name,)


def test_the_same_moment_never_overwrites(archive):
    assert refused(actions.create, archive.path.parent, passphrase=PASSPHRASE, now=NOW) == ["backup-exists"]


def test_only_the_newest_are_kept(tmp_path):
    for day in range(10, 15):
        (tmp_path / f"kotacerdas-202611{day}T010000Z.tar").touch()
    (tmp_path / "milik-orang-lain.tar").touch()

    removed = actions.remove_superfluous(tmp_path, keep=2)

    assert len(removed) == 3
    assert sorted(path.name for path in tmp_path.glob("*.tar")) == [
        "kotacerdas-20261113T010000Z.tar",
        "kotacerdas-20261114T010000Z.tar",
        "milik-orang-lain.tar",
    ]


# --- Putting back ------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path, monkeypatch, archive):
    """A new machine."""
    monkeypatch.setattr(settings, "STATE", tmp_path / "lain")
    return tmp_path / "lain"


def test_everything_is_put_back(archive, elsewhere):
    restored = actions.restore(archive.path, passphrase=PASSPHRASE, now=NOW)

    assert restored.aside is None
    assert (elsewhere / "database").read_bytes() == b"isi basis data"
    assert (elsewhere / SECRET_KEY).read_text() == settings.SECRET_KEY
    assert len(list(blobs.local().each())) == 2
    assert {path.name for path in elsewhere.iterdir()} == {"database", "blobs", SECRET_KEY}


def test_files_in_a_bucket_are_in_the_archive_and_come_back(in_a_bucket, tmp_path, settings, monkeypatch):
    kept = files.store(b"surat keputusan").sha256
    archive = actions.create(tmp_path / "cadangan", passphrase=PASSPHRASE, now=NOW)
    settings.BLOBS_URL = f"{in_a_bucket}-baru"
    monkeypatch.setattr(settings, "STATE", tmp_path / "lain")

    actions.restore(archive.path, passphrase=PASSPHRASE, now=NOW)

    assert [name for name, _at in blobs.store().each()] == [kept]
    assert list(blobs.local().each()) == []


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_of_a_truncated_archive_nothing_is_put_back(archive, elsewhere, part):
    content = archive.path.read_bytes()
    archive.path.write_bytes(content[: int(len(content) * part)])

    refused(actions.restore, archive.path, passphrase=PASSPHRASE, now=NOW)

    assert list(elsewhere.iterdir()) == []


def test_a_full_disk_while_putting_back_changes_nothing(archive, elsewhere, monkeypatch):
    def full(*_given):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Arriving, "save", full)

    with pytest.raises(OSError, match="No space left"):
        actions.restore(archive.path, passphrase=PASSPHRASE, now=NOW)

    assert list(elsewhere.iterdir()) == []


def test_a_living_site_is_not_overwritten_without_the_word(archive, database):
    database.empty = False

    assert refused(actions.restore, archive.path, passphrase=PASSPHRASE, now=NOW) == ["backup-not-empty"]


def test_what_was_here_is_kept_aside(archive, database, elsewhere):
    database.empty = False
    kept = files.store(b"yang lama").sha256
    (elsewhere / SECRET_KEY).write_text("kunci lama")

    aside = actions.restore(archive.path, passphrase=PASSPHRASE, replace=actions.REPLACE_WORD, now=NOW).aside

    assert (aside / SECRET_KEY).read_text() == "kunci lama"
    assert [path.name for path in (aside / "blobs").rglob("*") if path.is_file()] == [kept]


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [("known_migrations", dict, "backup-newer-tables"), ("Migrations", dict, "backup-other-database")],
)
def test_what_does_not_fit_this_installation_is_refused(archive, database, monkeypatch, name, value, fault):
    monkeypatch.setattr(replacing, name, value)
    if fault == "backup-other-database":
        database.kind = "postgresql"

    assert refused(actions.restore, archive.path, passphrase=PASSPHRASE, now=NOW) == [fault]
    assert list(settings.STATE.glob(".backup-*")) == []


def test_the_page_about_restoring_types_commands_that_exist(command):
    page = (settings.BASE / "docs/how-to/restore-a-backup.md").read_text(encoding="utf-8")
    typed = set(re.findall(r"kotacerdas (backup \w+|audit \w+)", page))

    assert typed == {"backup create", "backup verify", "backup restore", "audit verify"}
    for words in typed:
        assert command(*words.split(), "--help").code == 0
