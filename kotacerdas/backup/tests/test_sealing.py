"""The seal itself: real passphrases, and files that other programs open."""

import io
import os
import subprocess

import pyrage
import pytest

from kotacerdas.backup import sealing
from kotacerdas.common.domain.faults import Refused

PASSPHRASE = "empat kata yang panjang"
CONTENT = os.urandom(3_000_000)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    path = tmp_path_factory.mktemp("segel") / "kotacerdas-20261122T020000Z.tar"
    with path.open("w+b") as file, sealing.sealed(file, PASSPHRASE, name=path.name) as target:
        target.write(CONTENT)
    return path


def test_the_passphrase_opens_it_again(sealed):
    with sealing.opened(sealed, PASSPHRASE) as content:
        assert content.read() == CONTENT


def test_another_passphrase_does_not(sealed):
    with pytest.raises(Refused, match="backup-wrong-passphrase"), sealing.opened(sealed, PASSPHRASE + "!"):
        pass


def test_it_opens_by_hand(sealed, tmp_path):
    """The outer tar by the program `tar`; key and content in the formats of `age`."""
    subprocess.run(["tar", "-xf", sealed, "-C", tmp_path], check=True)  # noqa: S603, S607 - part of every system
    key = pyrage.passphrase.decrypt((tmp_path / sealing.KEY).read_bytes(), PASSPHRASE).decode()
    identity = pyrage.x25519.Identity.from_str(key.strip())

    assert pyrage.decrypt((tmp_path / sealing.CONTENT).read_bytes(), [identity]) == CONTENT
    assert "age -d -i key.age" in (tmp_path / sealing.README).read_text()


def test_trouble_of_the_writer_is_told_as_itself():
    target = io.BytesIO()

    with pytest.raises(KeyError, match="aduh"), sealing.sealed(target, PASSPHRASE, name="x") as content:
        content.write({}["aduh"])


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has a disk that is always full")
def test_a_full_disk_is_told_as_such(monkeypatch):
    monkeypatch.setattr(sealing.by_passphrase, "encrypt", lambda *_given: b"kunci", raising=False)
    with open("/dev/full", "r+b", buffering=0) as full, pytest.raises(OSError, match="No space left"):
        seal_everything(Seekable(full))


def seal_everything(target):
    with sealing.sealed(target, PASSPHRASE, name="x") as content:
        for _ in range(100):
            content.write(CONTENT)


class Seekable(io.BytesIO):
    """Takes the head of the archive, and has no room for its content."""

    def __init__(self, full):
        super().__init__()
        self.full = full

    def write(self, content):
        return super().write(content) if self.tell() < 5_000 else self.full.write(content)
