"""Guards that a test registers are gone after it, and so is what it kept."""

import shutil

import pytest

from kotacerdas.files import blobs, guards


@pytest.fixture(autouse=True)
def _own_guards(monkeypatch):
    monkeypatch.setattr(guards, "_guards", dict(guards._guards))


@pytest.fixture(autouse=True)
def _own_blobs():
    """Other tests of the same process keep files too."""
    root = blobs.local().root
    yield
    shutil.rmtree(root, ignore_errors=True)
    blobs._folders.pop(root, None)
