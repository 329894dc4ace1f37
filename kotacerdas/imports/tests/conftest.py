"""An intake of our own would prove nothing about the real ones, so tests bring in organisations of Balikpapan."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from kotacerdas.imports import actions, intakes
from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.tests import workbooks

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def bring(balikpapan, rina):
    """Takes a table in, plans it, and answers the run: `bring(rows)`; `writes=True` writes it too."""

    def bring(
        rows: Any, *, by: Any = rina, name: str = "opd.xlsx", writes: bool = False, **choices: Any
    ) -> ImportRun:
        content = rows if hasattr(rows, "read") else workbooks.xlsx(rows)
        intake = intakes.named("people.organisations")
        target = intake.target(balikpapan.code, by)
        run = actions.take_in(content, name=name, intake=intake, target=target, by=by, now=NOW)
        run = planned(run, by=by, **choices)
        if writes:
            run = actions.order_writing(run, plan=run.plan, by=by, now=NOW)
        return run

    balikpapan.is_member = True
    balikpapan.save()
    return bring


def planned(run: ImportRun, *, by: Any, **choices: Any) -> ImportRun:
    told = {
        "mapping": run.mapping,
        "with_hidden": run.with_hidden,
        "clears": run.clears,
        "numbers": run.numbers,
    }
    chosen = actions.Choices(run.sheet, (run.header_first, run.header_last), **(told | choices))
    return actions.choose_columns(run, chosen, by=by, now=NOW)
