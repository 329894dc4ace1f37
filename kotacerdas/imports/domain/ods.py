"""Reads ODS, the format of LibreOffice, row by row: values, hidden rows, merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, ClassVar
from xml.etree.ElementTree import Element

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports.domain import limits
from kotacerdas.imports.domain.cells import (
    TOP_ROWS,
    Merge,
    Percent,
    Problem,
    Row,
    Sheet,
    Survey,
    Value,
    Workbook,
)
from kotacerdas.imports.domain.packages import Package, local

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_FIGURES = {"float", "percentage", "currency"}
_TOTALS = ("SUM(", "SUBTOTAL(", "AVERAGE(")


class OdsWorkbook(Workbook):
    kind: ClassVar[str] = "ODS"

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._package = Package(stream)
        if self._package.has("META-INF/manifest.xml"):
            for element in self._package.ended("META-INF/manifest.xml"):
                if local(element.tag) == "encryption-data":
                    raise Refused(Fault("workbook-encrypted"))
        names = list(self._names())
        if not names:
            raise Refused(Fault("workbook-damaged"))
        if len(names) > limits.MOST_SHEETS:
            raise Refused(Fault("too-many-sheets", {"most": limits.MOST_SHEETS}))
        self._sheets = tuple(Sheet(name) for name in names)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self._sheets

    def rows(self, sheet: str) -> Iterator[Row]:
        for row, _merges in self._read(sheet):
            if row is not None:
                yield row

    def survey(self, sheet: str) -> Survey:
        top: list[Row] = []
        merges: list[Merge] = []
        count = 0
        for row, found in self._read(sheet):
            count += row is not None
            if row is not None and len(top) < TOP_ROWS:
                top.append(row)
            if len(merges) < limits.MOST_MERGES:
                merges += found
        return Survey(tuple(top), count, tuple(merges))

    def _names(self) -> Iterator[str]:
        for element in self._package.ended("content.xml"):
            if element.tag == f"{_TABLE}table":
                yield element.get(f"{_TABLE}name", "?")
            if element.tag in {f"{_TABLE}table", f"{_TABLE}table-row"}:
                element.clear()

    def _read(self, sheet: str) -> Iterator[tuple[Row | None, list[Merge]]]:
        wanted, at, number, cells = self.index(sheet), 0, 0, 0
        for element in self._package.ended("content.xml"):
            if element.tag == f"{_TABLE}table":
                at += 1
                element.clear()
            if at != wanted or element.tag != f"{_TABLE}table-row":
                if element.tag == f"{_TABLE}table-row":
                    element.clear()
                continue
            row, merges, filled = _row(element, number + 1)
            repeated = _repeated(element, "rows")
            element.clear()
            yield row, merges
            again = min(repeated, limits.MOST_ROWS + 1) if row is not None else 1
            cells += filled * again
            if cells > limits.MOST_CELLS or again > limits.MOST_ROWS:
                raise Refused(Fault("workbook-too-large", {"most_bytes": limits.MOST_PART}))
            if row is not None:
                for further in range(1, again):
                    yield row._replace(number=row.number + further), []
            number += repeated


def _row(element: Element, number: int) -> tuple[Row | None, list[Merge], int]:
    cells: list[Value] = []
    merges: list[Merge] = []
    column, totals = 0, False
    for cell in element:
        if local(cell.tag) not in {"table-cell", "covered-table-cell"}:
            continue
        repeated = _repeated(cell, "columns")
        value = _value(cell)
        totals = totals or any(word in cell.get(f"{_TABLE}formula", "").upper() for word in _TOTALS)
        wide, high = _spanned(cell, "columns"), _spanned(cell, "rows")
        if wide > 1 or high > 1:
            merges.append(Merge(number, column, number + high - 1, column + wide - 1))
        if value is not None:
            if column + repeated > limits.MOST_COLUMNS:
                raise Refused(Fault("too-many-columns", {"most": limits.MOST_COLUMNS}, line=number))
            cells.extend([None] * (column - len(cells)))
            cells.extend([value] * repeated)
        column += repeated
    if not cells:
        return None, merges, 0
    is_hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
    return Row(number, tuple(cells), is_hidden, totals), merges, len(cells)


def _value(cell: Element) -> Value:
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_CALC}value-type") == "error":
        return Problem("cell-error", _words(cell)[:20])
    try:
        if kind in _FIGURES:
            figure = Decimal(cell.get(f"{_OFFICE}value", ""))
            if not figure.is_finite():
                return Problem("cell-error", "#NUM!")
            return Percent(figure) if kind == "percentage" else figure
        if kind == "date":
            return _moment(cell.get(f"{_OFFICE}date-value", ""))
    except (ValueError, InvalidOperation) as error:
        raise Refused(Fault("workbook-damaged")) from error
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    text = _words(cell) if kind == "string" else ""
    if not text and kind is None and cell.get(f"{_TABLE}formula"):
        return Problem("formula-without-value", cell.get(f"{_TABLE}formula", "")[:60])
    return text or None


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _words(cell: Element) -> str:
    """Paragraphs are the lines of a cell; remarks that hang on it are not part of it."""
    lines = ["".join(_pieces(each)) for each in cell if each.tag == f"{_TEXT}p"]
    return "\n".join(lines)


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child.tag)
        if name == "s":
            yield " " * (int(child.get(f"{_TEXT}c", "1")[:3] or 1))
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name != "annotation":
            yield from _pieces(child)
        yield child.tail or ""


def _repeated(element: Element, what: str) -> int:
    return _times(element.get(f"{_TABLE}number-{what}-repeated"))


def _spanned(element: Element, what: str) -> int:
    return _times(element.get(f"{_TABLE}number-{what}-spanned"))


def _times(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1
