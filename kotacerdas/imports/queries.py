"""What the pages of an import show: its preview, its rows with both values, its counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kotacerdas.common import formats
from kotacerdas.common.domain.sheets import cell_address
from kotacerdas.imports.domain import comparing, layout
from kotacerdas.imports.domain.cells import Sheet, Survey
from kotacerdas.imports.domain.comparing import Change
from kotacerdas.imports.domain.fields import Field
from kotacerdas.imports.domain.layout import Header
from kotacerdas.imports.domain.opening import open_workbook
from kotacerdas.imports.domain.typed import as_text
from kotacerdas.imports.intakes import MARK_KEY, Column
from kotacerdas.imports.models import ImportRow, ImportRun
from kotacerdas.imports.words import LEFT_OUT, told

PREVIEW_ROWS = 6


@dataclass(frozen=True)
class Preview:
    """A sheet as somebody sees it before mapping: its titles and first rows of data."""

    sheets: tuple[Sheet, ...]
    header: Header
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    fields: tuple[Field, ...]

    @property
    def titles(self) -> list[tuple[int, str, str]]:
        """Column, its letters, its title."""
        return [(at, cell_address(0, at), title) for at, title in sorted(self.header.titles.items())]


def preview(run: ImportRun) -> Preview:
    """Opens the file; raises `Refused` as planning would."""
    intake, target = run.into, run.goal
    assert target is not None
    assert run.file is not None
    shown = {each.key for each in intake.handed_out(target)} | {MARK_KEY, *run.mapping}
    fields = tuple(each for each in intake.fields(target) if each.key in shown)
    with run.file.open() as content:
        book = open_workbook(content, run.file_name)
        survey: Survey = book.survey(run.sheet)
        header = layout.header(survey, run.header_first, run.header_last)
    columns = sorted(header.titles)
    below = [row for row in survey.top if row.number >= header.data_from][:PREVIEW_ROWS]
    rows = tuple((row.number, tuple(as_text(row.at(at))[:60] for at in columns)) for row in below)
    return Preview(book.sheets, header, rows, fields)


@dataclass(frozen=True)
class Difference:
    """One value of a row, as it is kept and as the file says."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownRow:
    row: ImportRow
    differences: tuple[Difference, ...]
    sentences: tuple[str, ...]

    @property
    def may_choose(self) -> bool:
        return self.row.change in {Change.ADDED, Change.CHANGED, Change.CONFLICT}


def shown(rows: Iterable[ImportRow], columns: Sequence[Column]) -> list[ShownRow]:
    """Rows as the plan shows them: only what would change, both values side by side."""
    return [
        ShownRow(row, tuple(_differences(row, columns)), tuple(told(fault) for fault in row.blamed))
        for row in rows
    ]


def _differences(row: ImportRow, columns: Sequence[Column]) -> Iterable[Difference]:
    by_key = {column.key: column for column in columns}
    before: dict[str, str] = row.before or {}
    for name in comparing.differing(before, row.after):
        if column := by_key.get(name):
            yield Difference(
                str(column.title), written(column, before.get(name, "")), written(column, row.after[name])
            )


def written(column: Column, text: str) -> str:
    """A kept value as its reader writes it."""
    if not text:
        return ""
    try:
        match column.kind:
            case "decimal" | "integer":
                return formats.number(Decimal(text))
            case "date":
                return formats.day(date.fromisoformat(text))
    except (ValueError, ArithmeticError):
        return text
    return column.shown(text)


def left_out(run: ImportRun) -> list[tuple[str, int]]:
    """How many rows were left out for which reason, in words."""
    counts: dict[str, Any] = run.counts.get("left", {})
    return [(str(LEFT_OUT[reason]), count) for reason, count in counts.items() if count]
