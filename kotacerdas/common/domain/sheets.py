"""Reads a CSV file as people really save it, and says with line and column what it cannot take."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import BinaryIO

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.domain.formats import Number, Unreadable, parse_number

SEPARATORS = (",", ";", "\t")
_FAULTS_TOLD = 100
_HEADER_WITHIN = 65_536
# Titles above a table have commas of their own, so more than one line is looked at.
_SAMPLE = 40
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SEP_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One row; `line` counts as a spreadsheet does, the header being line 1 if nothing stands above it."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A header and as many cells in every row; `notes` say what had to be assumed to read it."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Fault, ...] = ()
    positions: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "positions", {_key(name): at for at, name in enumerate(self.header)})

    def position(self, column: str) -> int | None:
        """Where a column stands, whatever its letters' case; None if the table has no such column."""
        return self.positions.get(_key(column))

    def text(self, row: Row, column: str) -> str:
        """What the cell holds, without the blanks around it; "" where the table has no such column."""
        at = self.position(column)
        return "" if at is None else row.cells[at]

    def number(self, row: Row, column: str, *, most: Number | None = None) -> Decimal | Fault:
        """The cell as a number, or why it is none."""
        at = self.positions[_key(column)]
        return read_number(row.cells[at], line=row.line, column=self.header[at], at=at, most=most)


def read_number(
    text: str, *, line: int | None = None, column: str | None = None, at: int = 0, most: Number | None = None
) -> Decimal | Fault:
    """A number, or a fault such as "formula" with the cell's address among its values."""
    try:
        return parse_number(text, most=most)
    except Unreadable as unreadable:
        values = {"text": text[:40], "cell": cell_address(line or 0, at)}
        return Fault(f"number-{unreadable.reason}", values, line=line, column=column)


def cell_address(line: int, at: int) -> str:
    """C7 for the third column of line 7."""
    letters = ""
    at += 1
    while at:
        at, left = divmod(at - 1, 26)
        letters = chr(ord("A") + left) + letters
    return f"{letters}{line}" if line else letters


def read_table(data: bytes | BinaryIO, *, max_rows: int, max_bytes: int) -> Table:
    """The table in a CSV file, or `Refused` with every fault found; never reads past the limits."""
    content = data if isinstance(data, bytes) else data.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise Refused(Fault("file-too-large", {"most_bytes": max_bytes}))
    text, notes = _decode(content)
    separator, text, skipped = _separator(text)
    return _table(text, separator, skipped, notes, max_rows)


@dataclass(frozen=True)
class Records:
    """Every record of a text as it stands, for readers who find the header themselves; may be walked again and again."""

    text: str
    separator: str
    skipped: int
    notes: tuple[Fault, ...]

    def __iter__(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        for line, cells in _records(self.text, self.separator, self.skipped):
            yield line, _without_blank_end(cells)


def read_records(content: bytes, *, max_bytes: int) -> Records:
    """The records of a CSV file whose header may stand anywhere, or `Refused`."""
    if len(content) > max_bytes:
        raise Refused(Fault("file-too-large", {"most_bytes": max_bytes}))
    text, notes = _decode(content)
    separator, text, skipped = _separator(text, among=_SAMPLE)
    return Records(text, separator, skipped, notes)


# --- From bytes to text ------------------------------------------------------------------------------------


def _decode(content: bytes) -> tuple[str, tuple[Fault, ...]]:
    if content.startswith((_ZIP, _OLE)):
        raise Refused(Fault("file-is-workbook"))
    if content.startswith(_PDF):
        raise Refused(Fault("file-is-pdf"))
    text, notes = _text(content)
    if not text.strip('\x00 \t\r\n;,"'):
        raise Refused(Fault("file-empty"))
    if strange := _CONTROL.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        kind = "file-has-nul" if strange[0] == "\x00" else "file-is-binary"
        raise Refused(Fault(kind, {}, line=line))
    return text, notes


def _text(content: bytes) -> tuple[str, tuple[Fault, ...]]:
    encoding = _marked(content) or _utf16_without_mark(content)
    try:
        return content.decode(encoding or "utf-8"), ()
    except UnicodeDecodeError:
        if encoding:
            raise Refused(Fault("file-encoding", {"encoding": encoding})) from None
    try:
        return content.decode("cp1252"), (Fault("read-as-windows-1252"),)
    except UnicodeDecodeError:
        raise Refused(Fault("file-encoding", {"encoding": "UTF-8"})) from None


def _marked(content: bytes) -> str | None:
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    return "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else None


def _utf16_without_mark(content: bytes) -> str | None:
    """Plain Latin text in UTF-16 has a zero in every other byte, and nowhere else."""
    sample = content[:1000]
    half = len(sample) // 2
    if sample[0::2].count(0) == 0 and sample[1::2].count(0) > 0.9 * half:
        return "utf-16-le"
    if sample[1::2].count(0) == 0 and sample[0::2].count(0) > 0.9 * half:
        return "utf-16-be"
    return None


# --- From text to rows -------------------------------------------------------------------------------------


def _separator(text: str, among: int = 1) -> tuple[str, str, int]:
    """The separator that cuts the first lines into most pieces, the text, and lines cut off above it."""
    if told := _SEP_LINE.match(text):
        separator = told[1]
        if separator in SEPARATORS:
            return separator, text[told.end() :], 1
    start = text[:_HEADER_WITHIN]
    return max(SEPARATORS, key=lambda separator: _pieces(start, separator, among)), text, 0


def _pieces(start: str, separator: str, among: int) -> int:
    """How many cells the lines of the commonest width have; a line of one piece says nothing."""
    filled = (cells for _line, cells in _records(start, separator, 0) if any(cells))
    try:
        widths = Counter(len(cells) for cells in islice(filled, among))
    except Refused:
        return 0
    return max((width * lines for width, lines in widths.items() if width > 1), default=0)


def _table(text: str, separator: str, skipped: int, notes: tuple[Fault, ...], max_rows: int) -> Table:
    records = _records(text, separator, skipped)
    at, header = next(((line, cells) for line, cells in records if any(cells)), (0, ()))
    if not header:
        raise Refused(Fault("file-empty"))
    header = _without_blank_end(header)
    faults = _header_faults(header, at)
    rows: list[Row] = []
    for line, cells in records:
        if not any(cells):
            continue
        if len(rows) == max_rows:
            raise Refused(Fault("too-many-rows", {"most": max_rows}))
        cells = _without_blank_end(cells)
        if len(cells) > len(header):
            faults.append(Fault("row-too-long", {"found": len(cells), "expected": len(header)}, line=line))
            if len(faults) > _FAULTS_TOLD:
                break
        # Excel leaves out the separators of blank cells at the end of a row, so a short row is filled up.
        rows.append(Row(line, cells + ("",) * (len(header) - len(cells))))
    if faults:
        raise Refused(faults)
    if not rows:
        raise Refused(Fault("file-only-header"))
    return Table(header, tuple(rows), notes)


def _records(text: str, separator: str, skipped: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each record with its number; a quoted cell may span lines of the file and is still one line of the sheet."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    line = skipped
    while True:
        line += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            kind = "cell-too-long" if "field limit" in str(error) else "quotes-broken"
            raise Refused(Fault(kind, {}, line=line)) from None
        yield line, tuple(cell.strip() for cell in cells)


def _without_blank_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _header_faults(header: tuple[str, ...], line: int) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[str] = set()
    for at, name in enumerate(header):
        if not name:
            faults.append(Fault("header-blank", {"cell": cell_address(line, at)}, line=line))
        elif _key(name) in seen:
            faults.append(Fault("header-twice", {"name": name[:60]}, line=line, column=name[:60]))
        seen.add(_key(name))
    return faults


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def require(table: Table, columns: Sequence[str]) -> None:
    """Refuse a table that lacks any of the columns, naming all that are missing and those that are there."""
    missing = [name for name in columns if table.position(name) is None]
    if missing:
        raise Refused(
            Fault("column-missing", {"name": name, "found": ", ".join(table.header)[:300]})
            for name in missing
        )
