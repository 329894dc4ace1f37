"""A test begins without guards and files, and what it registers or keeps is gone after it."""

import shutil

import pytest

from kotacerdas.files import blobs, guards


@pytest.fixture(autouse=True)
def _own_guards(monkeypatch):
    monkeypatch.setattr(guards, "_guards", {})


@pytest.fixture(autouse=True)
def _own_blobs():
    """Other tests of the same process keep files too."""
    root = blobs.local().root
    shutil.rmtree(root, ignore_errors=True)
    blobs._folders.pop(root, None)
    yield
    shutil.rmtree(root, ignore_errors=True)
    blobs._folders.pop(root, None)
