"""Reads the old binary XLS through calamine, in a process of its own with little memory.

The format cannot be read piece by piece, and a crafted file of some kilobytes asks for gigabytes: that process may die
of it, this one does not.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, ClassVar

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports.domain import limits, xls_child
from kotacerdas.imports.domain.cells import Merge, Problem, Row, Sheet, Survey, Value, Workbook
from kotacerdas.imports.domain.xlsx import plain

_ENCRYPTED_XLSX = "EncryptedPackage".encode("utf-16-le")


class XlsWorkbook(Workbook):
    kind: ClassVar[str] = "XLS"

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        content = stream.read(limits.MOST_BYTES + 1)
        if _ENCRYPTED_XLSX in content:
            raise Refused(Fault("workbook-encrypted"))
        # Closed and gone with this object; every reading of rows is one more look at it.
        self._lines = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the sheet
        weakref.finalize(self, self._lines.close)
        with tempfile.NamedTemporaryFile(suffix=".xls") as copy:
            copy.write(content)
            copy.flush()
            _convert(Path(copy.name), self._lines)
        self._lines.seek(0)
        self._parts = json.loads(self._lines.readline() or b"{}")
        if "fault" in self._parts or not self._parts:
            raise Refused(Fault(str(self._parts.get("fault", "workbook-damaged"))))
        self._start = self._lines.tell()
        self.notes.append(Fault("xls-hides-nothing"))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(Sheet(each["name"], each["hidden"]) for each in self._parts["sheets"])

    def rows(self, sheet: str) -> Iterator[Row]:
        wanted = self.index(sheet)
        at = self._start
        while True:
            self._lines.seek(at)
            line = self._lines.readline()
            at = self._lines.tell()
            if not line:
                return
            number, number_of_sheet, cells = json.loads(line)
            if number_of_sheet == wanted:
                yield Row(number, tuple(_value(cell) for cell in cells))

    def survey(self, sheet: str) -> Survey:
        merges = self._parts["sheets"][self.index(sheet)]["merges"]
        return replace(super().survey(sheet), merges=tuple(Merge(*each) for each in merges))


def _convert(path: Path, to: BinaryIO) -> None:
    arguments = [sys.executable, xls_child.__file__, str(path)]
    try:
        ended = subprocess.run(  # noqa: S603 - our own program, the path is ours
            arguments,
            stdout=to,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=limits.CHILD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(Fault("workbook-damaged")) from error
    if ended.returncode:
        raise Refused(Fault("workbook-damaged"))


def _value(cell: object) -> Value:
    """A list names a kind that JSON lacks."""
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, int | float):
        return plain(float(cell))
    if isinstance(cell, list):
        return datetime.fromisoformat(cell[1]) if cell[0] == "at" else date.fromisoformat(cell[1])
    text = str(cell)
    if text.startswith("#") and text.rstrip("!?").isupper() and len(text) < 9:
        return Problem("cell-error", text)
    return text
