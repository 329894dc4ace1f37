"""XLSX, XLS, ODS and CSV: ranges of rows, each with the row of headings above it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kotacerdas.evidence.domain.spans import clean
from kotacerdas.evidence.reading import plain
from kotacerdas.evidence.reading.shapes import Part, Unit, part, unit

ROWS = 40
"""Of a range; fewer where the rows are long."""
MOST_OF_A_RANGE = 8_000
HEADING_WITHIN = 15
"""Titles above a table are shorter."""
MOST_CELLS = 20_000_000
SEPARATORS = ";\t|,"
"""Where two cut equally well, the earlier one."""
SAMPLE = 20_000
_NAMELESS = ("sheet", "lembar", "table")
Row = tuple[int, list[str]]


def read(path: str) -> Part:
    import python_calamine

    found: list[Unit] = []
    with python_calamine.load_workbook(path) as book:
        for about in book.sheets_metadata:
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet:
                found += _sheet(book.get_sheet_by_name(about.name))
    return part(found)


def read_csv(path: str) -> Part:
    text = plain.decoded(Path(path).read_bytes())
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    return part(ranges("", _numbered(rows), 0))


def _separator(text: str) -> str:
    """What cuts most rows into the same number of cells: in a comma file sentences have semicolons here and there, in a
    semicolon file figures have commas, but only the separator stands equally often in row after row."""
    start = text[:SAMPLE].rpartition("\n")[0] or text[:SAMPLE]

    def alike(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(
                len(row) for row in csv.reader(io.StringIO(start, newline=""), delimiter=separator)
            )
        except csv.Error:
            return 0, 0
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(SEPARATORS, key=alike)


def _sheet(sheet: Any) -> list[Unit]:
    if sheet.start is None:
        return []
    height, width = (last - first + 1 for first, last in zip(sheet.start, sheet.end, strict=True))
    if height * width > MOST_CELLS:
        raise MemoryError
    return ranges(sheet.name, _numbered(sheet.iter_rows()), sheet.start[1])


def _numbered(rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    """Rows as text with the numbers that the sheet shows; blank ones are dropped."""
    for number, cells in enumerate(rows, 1):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            yield number, texts


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time | timedelta | int):
        return str(cell)
    return ""


def ranges(name: str, rows: Iterable[Row], left: int) -> list[Unit]:
    """`left` is the first column, counted from 0."""
    rows = list(rows)
    heading = _heading(rows)
    return [_range(name, some, left, heading) for some in _cut(rows)]


def _heading(rows: Sequence[Row]) -> Row | None:
    """The first row whose cells are all words and about as many as the widest row of the top has."""
    top = rows[:HEADING_WITHIN]
    widest = max((_count(cells) for _number, cells in top), default=0)
    for number, cells in top[:-1]:
        filled = [cell for cell in cells if cell]
        if len(filled) >= max(2, widest * 0.6) and not any(cell[0].isdigit() for cell in filled):
            return number, cells
    return None


def _count(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)


def _cut(rows: Sequence[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    size = 0
    for row in rows:
        length = sum(map(len, row[1]))
        if some and (len(some) == ROWS or size + length > MOST_OF_A_RANGE):
            yield some
            some, size = [], 0
        some.append(row)
        size += length
    if some:
        yield some


def _range(name: str, rows: list[Row], left: int, heading: Row | None) -> Unit:
    """The name of the sheet counts as text if somebody has given one."""
    lines = [_line(cells) for _number, cells in rows]
    if heading is not None and heading[0] < rows[0][0]:
        lines.insert(0, _line(heading[1]))
    if name and not name.lower().startswith(_NAMELESS):
        lines.insert(0, " ".join(name.split()))
    width = max(_width(cells) for _number, cells in rows)
    place = f"{_letters(left)}{rows[0][0]}:{_letters(left + width - 1)}{rows[-1][0]}"
    return unit("range", f"{name[:80]}!{place}" if name else place, clean("\n".join(lines)))


def _line(cells: Sequence[str]) -> str:
    """Blank cells at the end are nothing, one between others keeps its place."""
    return "\t".join(cells).rstrip("\t")


def _width(cells: Sequence[str]) -> int:
    return max(number for number, cell in enumerate(cells, 1) if cell)


def _letters(column: int) -> str:
    """0 is A, 26 is AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
