"""What the tests of evidence share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kotacerdas.evidence.tests.killing import start
from kotacerdas.jobs.tests.conftest import shared_database

__all__ = ["shared_database", "start"]


@pytest.fixture
def index(settings: Any, tmp_path: Path) -> Iterator[None]:
    """An index of this test alone, in a folder of its own."""
    from kotacerdas.evidence.index import fts

    settings.STATE = tmp_path
    fts.forget()
    yield
    fts.forget()
