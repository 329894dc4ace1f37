"""Keeping and giving up: content first, row second, each told in the trail."""

import errno
import io

import pytest
from django.db import transaction

from kotacerdas.audit.models import Entry
from kotacerdas.files import actions, blobs, queries
from kotacerdas.files.models import File
from kotacerdas.files.tests import factories

NOW = factories.NOW


def test_what_was_kept_is_read_back(balikpapan, rina):
    file = factories.file(b"isi", about=balikpapan, by=rina, name="../../catatan\u202e.txt")

    with file.open() as content:
        assert content.read() == b"isi"
    assert (file.name, file.size, file.by) == ("catatan.txt", 3, rina)
    assert list(queries.files_of(balikpapan)) == [file]


def test_content_may_be_stored_before_the_transaction(balikpapan):
    blob = actions.store(io.BytesIO(b"besar"))

    with transaction.atomic():
        file = factories.file(blob, about=balikpapan)

    assert (file.sha256, file.size) == (blob.sha256, 5)


def test_the_same_content_lies_on_the_disk_once(balikpapan, samarinda):
    first = factories.file(b"sama", about=balikpapan)
    second = factories.file(b"sama", about=samarinda)

    assert first.code != second.code
    assert [sha256 for sha256, _at in blobs.local().each()] == [first.sha256]


def test_a_deed_that_fails_leaves_content_but_no_row(balikpapan):
    with transaction.atomic():
        factories.file(b"batal", about=balikpapan)
        transaction.set_rollback(True)

    assert not File.objects.exists()
    assert len(list(blobs.local().each())) == 1


def test_both_deeds_stand_in_the_trail(balikpapan, rina):
    file = factories.file(about=balikpapan, by=rina, city=balikpapan)
    actions.give_up(file, about=balikpapan, by=rina, now=NOW)

    assert [entry.kind for entry in Entry.objects.order_by("number")] == ["files.kept", "files.given-up"]
    assert not File.objects.exists()


def test_a_deed_whose_own_entry_names_file_and_hash_needs_no_second_one(balikpapan, rina):
    file = factories.file(about=balikpapan, by=rina, city=balikpapan, is_recorded=False)

    assert File.objects.get() == file
    assert not Entry.objects.exists()


def test_a_full_disk_keeps_nothing(balikpapan, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(blobs.os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        factories.file(about=balikpapan)

    assert not File.objects.exists()
    assert [path for path in blobs.local().root.rglob("*") if path.is_file() and path.name != "lock"] == []


def test_files_of_many_objects_take_one_query(balikpapan, samarinda, django_assert_num_queries):
    file = factories.file(about=balikpapan)

    with django_assert_num_queries(1):
        found = queries.files_of_many([balikpapan, samarinda])

    assert sorted(map(len, found.values())) == [0, 1]
    assert [file] in found.values()
