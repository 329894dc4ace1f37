"""The workbook of a self-assessment as somebody has it open in Excel: taken away, changed, brought back."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from django.utils import timezone

from kotacerdas.common.exports import Source
from kotacerdas.imports import exports, intakes
from kotacerdas.imports.intakes import MARK_KEY
from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.tests import factories as imports
from kotacerdas.selfassessment.models import Assessment
from kotacerdas.selfassessment.queries.workbook import key_of

NAME = "selfassessment.answers"


class Sheet:
    def __init__(self, assessment: Assessment, by: Any) -> None:
        self.assessment, self.by = assessment, by
        intake = intakes.named(NAME)
        target = intake.target(key_of(assessment), by)
        assert target, "nobody may take it away"
        columns = intake.columns(target)
        source = Source("Contoh", "KotaCerdas", "http://testserver/", timezone.now())
        response = exports.data_response(
            intake, columns, intake.store(target, by=by), source, "xlsx", "contoh"
        )
        self.book = openpyxl.load_workbook(io.BytesIO(response.content))
        self.page = self.book.worksheets[0]
        self.keys = [*(each.key for each in columns), MARK_KEY]

    @property
    def codes(self) -> list[str]:
        return [row[0].value for row in self.page.iter_rows(min_row=2)]

    def cell(self, code: str, key: str) -> Any:
        return self.page.cell(self.codes.index(code) + 2, self.keys.index(key) + 1)

    def type(self, row: str, /, **values: Any) -> Sheet:
        for key, value in values.items():
            cell = self.cell(row, key)
            cell.value = value
            if isinstance(value, str):
                # What begins with = is a text that somebody typed, not a formula.
                cell.data_type = "s"
        return self

    def only(self, *codes: str) -> Sheet:
        for code in [each for each in self.codes if each not in codes]:
            self.page.delete_rows(self.codes.index(code) + 2)
        return self

    def content(self) -> io.BytesIO:
        written = io.BytesIO()
        self.book.save(written)
        written.seek(0)
        return written

    def bring(self, *, by: Any = None, **choices: Any) -> ImportRun:
        """Looked at and planned, not written."""
        return bring(self.assessment, self.content(), by=by or self.by, **choices)


def bring(assessment: Assessment, rows: Any, *, by: Any, **choices: Any) -> ImportRun:
    target = key_of(assessment)
    return imports.run(assessment.city, rows, intake=NAME, target=target, by=by, **choices)


def faults(run: ImportRun) -> set[tuple[str, str]]:
    """What is wrong, and in which cell."""
    return {(fault.kind, str(fault.values["cell"])) for row in run.lines.all() for fault in row.blamed}
