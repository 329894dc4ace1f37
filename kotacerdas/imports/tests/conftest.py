"""An intake of our own would prove nothing about the real ones, so tests bring in organisations of Balikpapan."""

from __future__ import annotations

from typing import Any

import pytest

from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.tests import factories


@pytest.fixture
def bring(balikpapan, rina):
    """Takes a table in, plans it, and answers the run: `bring(rows)`; `writes=True` writes it too."""

    def bring(
        rows: Any, *, by: Any = rina, name: str = "opd.xlsx", writes: bool = False, **choices: Any
    ) -> ImportRun:
        run = factories.run(balikpapan, rows, by=by, name=name, **choices)
        return factories.write(run, by) if writes else run

    return bring
