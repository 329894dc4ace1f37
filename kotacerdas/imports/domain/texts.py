"""A CSV file as a workbook of one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from kotacerdas.common.domain import sheets
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports.domain import limits
from kotacerdas.imports.domain.cells import Row, Sheet, Workbook

# Our own downloads put an apostrophe before what a spreadsheet would run; it comes off again here.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CsvWorkbook(Workbook):
    kind: ClassVar[str] = "CSV"

    def __init__(self, stream: BinaryIO, name: str) -> None:
        super().__init__()
        self._records = sheets.read_records(stream.read(limits.MOST_BYTES + 1), max_bytes=limits.MOST_BYTES)
        self.notes += self._records.notes
        self._sheet = Sheet(name[:60] or "CSV")

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return (self._sheet,)

    def rows(self, sheet: str) -> Iterator[Row]:
        self.index(sheet)
        for line, cells in self._records:
            if len(cells) > limits.MOST_COLUMNS:
                raise Refused(Fault("too-many-columns", {"most": limits.MOST_COLUMNS}, line=line))
            if any(cells):
                yield Row(line, tuple(_bare(cell) or None for cell in cells))


def _bare(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip(" \u00a0").startswith(_RUNS) else cell
