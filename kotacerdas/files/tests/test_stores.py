"""What every store promises, asked of a folder and of a bucket on a real S3 server on this machine."""

import io
import os
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from kotacerdas.files import blobs
from kotacerdas.files.domain.places import Place

SOON = timedelta(minutes=1)


@pytest.fixture
def bucket(in_a_bucket):
    return blobs.store()


@pytest.fixture(params=["folder", "bucket"])
def store(request, tmp_path):
    if request.param == "folder":
        return blobs.Folder(tmp_path / "blobs")
    return request.getfixturevalue("bucket")


def put(store, content=b"isi"):
    return store.put(io.BytesIO(content)).sha256


def names(store):
    return [name for name, _at in store.each()]


def damage(store, name):
    if isinstance(store, blobs.Folder):
        path = store.path(name)
        path.chmod(0o600)
        path.write_bytes(b"isi lain")
    else:
        store._s3.put_object(Bucket="bukti", Key=store._key(name), Body=b"isi lain")


@pytest.mark.parametrize("size", [0, 3, 9_000_000])
def test_what_is_kept_comes_back(store, size):
    content = os.urandom(size)

    kept = store.put(io.BytesIO(content))

    assert (kept.sha256, kept.size) == (sha256(content).hexdigest(), size)
    with store.open(kept.sha256) as opened:
        assert opened.read() == content
    with store.as_path(kept.sha256) as path:
        assert path.read_bytes() == content


def test_reading_can_begin_anywhere(store):
    with store.open(put(store, b"0123456789")) as opened:
        opened.seek(4)
        assert opened.read(3) == b"456"


def test_the_same_content_is_kept_once_by_many_at_once(store):
    content = os.urandom(200_000)
    start = threading.Barrier(6)
    kept = []

    def keep():
        start.wait()
        kept.append(put(store, content))

    threads = [threading.Thread(target=keep) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(kept) == 6
    assert names(store) == [sha256(content).hexdigest()]


def test_names_come_in_order(store):
    kept = [put(store, bytes([number])) for number in range(20)]

    assert names(store) == sorted(kept)


def test_nothing_is_found_where_nothing_was_kept(store):
    for ask in (store.open, store.check, store.raw):
        with pytest.raises(blobs.Missing):
            ask("0" * 64)


@pytest.mark.parametrize("name", ["", "../../secret-key", "0" * 63, "G" * 64])
def test_no_name_leads_elsewhere(store, name):
    with pytest.raises(blobs.Missing):
        store.open(name)


def test_damage_is_found_by_everybody_who_reads(store):
    name = put(store)
    damage(store, name)

    with pytest.raises(blobs.Damaged):
        store.open(name)
    with pytest.raises(blobs.Damaged):
        store.check(name)


def test_keeping_the_same_content_again_mends_it(store):
    name = put(store)
    damage(store, name)

    put(store)

    store.check(name)


def test_what_was_kept_lately_is_not_removed(store):
    name = put(store)

    assert not store.remove(name, unless_kept_since=datetime.now(UTC) - timedelta(days=1))
    assert store.remove(name, unless_kept_since=datetime.now(UTC) + SOON)
    assert not store.remove(name, unless_kept_since=datetime.now(UTC) + SOON)
    assert names(store) == []


def test_a_broken_delivery_leaves_nothing(store):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError("the line broke")
            return super().read(4)

    with pytest.raises(OSError, match="the line broke"):
        store.put(Broken(b"12345678"))

    assert names(store) == []


def test_a_bucket_keeps_to_its_folder(bucket):
    put(bucket)
    bucket._s3.put_object(Bucket="bukti", Key="lain/" + "0" * 64, Body=b"x")

    assert len(names(bucket)) == 1


def test_the_setting_chooses_the_bucket(bucket, settings):
    assert bucket.place.bucket == "bukti"
    assert blobs.store() is bucket
    settings.BLOBS_URL = ""
    assert blobs.store() is blobs.local()


@pytest.mark.parametrize(
    "address",
    [
        "https://host/bucket",
        "s3://host/bucket",
        "s3://kunci:rahasia@host",
        "s3+http://kunci:rahasia@penyimpanan.example.go.id/bukti",
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(address):
    with pytest.raises(ValueError, match=r"must be like|needs a key|readable"):
        Place.read(address)


def test_an_address_is_taken_apart_and_shows_no_secret():
    place = Place.read("s3://kunci:rah%40sia@penyimpanan.example.go.id:9000/bukti/kota/a")

    assert place.endpoint == "https://penyimpanan.example.go.id:9000"
    assert (place.bucket, place.before, place.secret) == ("bukti", "kota/a/", "rah@sia")
    assert "rah" not in repr(place)
