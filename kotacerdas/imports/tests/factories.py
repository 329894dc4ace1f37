"""Workbooks on their way, for tests of other apps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kotacerdas.imports import actions, intakes
from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.tests import workbooks
from kotacerdas.people.models import City

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
ROWS = [["Kode", "Nama OPD", "Jenis"], ["dishub", "Dinas Perhubungan", "Dinas"]]


def run(
    city: City,
    rows: Any = ROWS,
    *,
    intake: str = "people.organisations",
    target: str = "",
    by: Any = None,
    name: str = "contoh.xlsx",
    **choices: Any,
) -> ImportRun:
    """A workbook that was taken in and planned."""
    content = rows if hasattr(rows, "read") else workbooks.xlsx(rows)
    into = intakes.named(intake)
    goal = into.target(target or city.code, by)
    assert goal, "nobody may bring rows in there"
    looked = actions.look_into(content, name=name, intake=into, target=goal)
    return planned(actions.take_in(looked, intake=into, target=goal, by=by, now=NOW), by=by, **choices)


def planned(run: ImportRun, *, by: Any, **choices: Any) -> ImportRun:
    told = {name: getattr(run, name) for name in ("mapping", "with_hidden", "clears", "numbers")}
    chosen = actions.Choices(run.sheet, (run.header_first, run.header_last), **(told | choices))
    return actions.choose_columns(run, chosen, by=by, now=NOW)


def write(run: ImportRun, by: Any = None) -> ImportRun:
    return actions.order_writing(run, plan=run.plan, by=by, now=NOW)
