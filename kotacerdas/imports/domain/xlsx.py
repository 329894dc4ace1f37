"""Reads XLSX row by row: values, hidden rows and columns, merged cells, formulas without a value.

Written here because libraries either hold the whole sheet in memory (as a rectangle: one cell in the last corner of
the sheet is seventeen thousand million cells) or do not tell what is hidden and merged.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import BinaryIO, ClassVar, NamedTuple
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

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_TOTALS = re.compile(r"\b(SUM|SUBTOTAL|AVERAGE|AGGREGATE)\(", re.IGNORECASE)
_DATE_FORMATS = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
_PERCENT_FORMATS = {9, 10}
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - sheets know no zones
_DAYS_KNOWN = 2_958_465


class XlsxWorkbook(Workbook):
    kind: ClassVar[str] = "XLSX"

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._package = Package(stream)
        if not self._package.has("xl/workbook.xml"):
            # XLSB keeps its sheets in a binary form of its own; other ZIPs hold none.
            raise Refused(Fault("workbook-kind-unknown"))
        self._epoch = _EPOCH
        self._paths: list[str] = []
        self._sheets = self._read_sheets()
        if self._package.has("xl/vbaProject.bin"):
            self.notes.append(Fault("workbook-macros"))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self._sheets

    def rows(self, sheet: str) -> Iterator[Row]:
        reader = _SheetReader(self._strings, self._styles, self._epoch)
        for element in self._package.ended(self._paths[self.index(sheet)]):
            if element.tag.endswith("}row"):
                row = reader.row(element)
                element.clear()
                if row is not None:
                    yield row

    def survey(self, sheet: str) -> Survey:
        reader = _SheetReader(self._strings, self._styles, self._epoch)
        top: list[Row] = []
        merges: list[Merge] = []
        hidden: set[int] = set()
        count = 0
        for element in self._package.ended(self._paths[self.index(sheet)]):
            if element.tag.endswith("}row"):
                count += len(element) > 0
                if len(top) < TOP_ROWS and (row := reader.row(element)):
                    top.append(row)
                element.clear()
            elif element.tag.endswith("}col") and element.get("hidden") in {"1", "true"}:
                first, last = _count(element, "min"), _count(element, "max")
                hidden.update(range(first - 1, min(last, limits.MOST_COLUMNS)))
            elif element.tag.endswith("}mergeCell") and len(merges) < limits.MOST_MERGES:
                merges += _merge(element.get("ref", ""))
        return Survey(tuple(top), count, tuple(merges), frozenset(hidden))

    def _read_sheets(self) -> tuple[Sheet, ...]:
        targets = self._targets()
        sheets: list[Sheet] = []
        for element in self._package.ended("xl/workbook.xml"):
            name = local(element.tag)
            if name == "workbookPr" and element.get("date1904") in {"1", "true"}:
                self._epoch = _EPOCH_1904
            if name != "sheet":
                continue
            path = targets.get(element.get(_RELATION) or element.get(_STRICT_RELATION) or "")
            if path is None:
                continue
            sheets.append(Sheet(element.get("name", "?"), element.get("state", "visible") != "visible"))
            self._paths.append(path)
        if not sheets:
            raise Refused(Fault("workbook-damaged"))
        if len(sheets) > limits.MOST_SHEETS:
            raise Refused(Fault("too-many-sheets", {"most": limits.MOST_SHEETS}))
        return tuple(sheets)

    def _targets(self) -> dict[str, str]:
        """The parts that are sheets of cells; charts and dialogs are sheets too."""
        found: dict[str, str] = {}
        for element in self._package.ended("xl/_rels/workbook.xml.rels"):
            if element.get("Type", "").endswith("/worksheet"):
                target = element.get("Target", "")
                path = target if target.startswith("/") else posixpath.join("xl", target)
                found[element.get("Id", "")] = posixpath.normpath(path).lstrip("/")
        return found

    @cached_property
    def _strings(self) -> list[str]:
        strings: list[str] = []
        if not self._package.has("xl/sharedStrings.xml"):
            return strings
        for element in self._package.ended("xl/sharedStrings.xml"):
            if element.tag.endswith("}si"):
                strings.append(_text(element))
                element.clear()
        return strings

    @cached_property
    def _styles(self) -> _Styles:
        if not self._package.has("xl/styles.xml"):
            return _Styles()
        own: dict[int, str] = {}
        styles: list[int] = []
        for element in self._package.ended("xl/styles.xml"):
            name = local(element.tag)
            if name == "numFmt":
                own[_count(element, "numFmtId")] = element.get("formatCode", "")
            elif name == "cellXfs":
                styles = [_count(each, "numFmtId") for each in element]
        days = {
            code for code in styles if (_shows_a_day(own[code]) if code in own else code in _DATE_FORMATS)
        }
        parts = {
            code
            for code in styles
            if (_shows_percent(own[code]) if code in own else code in _PERCENT_FORMATS)
        }
        return _Styles(
            frozenset(at for at, code in enumerate(styles) if code in days),
            frozenset(at for at, code in enumerate(styles) if code in parts),
        )


class _Styles(NamedTuple):
    """Which styles of cells show a day, and which percent."""

    days: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()


class _SheetReader:
    """Turns one <row> after the other into values; counts what it has seen."""

    def __init__(self, strings: list[str], styles: _Styles, epoch: datetime) -> None:
        self._strings, self._styles, self._epoch = strings, styles, epoch
        self._number = 0
        self._cells = 0
        self._rows = 0

    def row(self, element: Element) -> Row | None:
        self._number = _count(element, "r") or self._number + 1
        self._rows += 1
        if self._rows > limits.MOST_ROW_ELEMENTS:
            raise Refused(Fault("too-many-rows", {"most": limits.MOST_ROWS}))
        cells: list[Value] = []
        totals = False
        column = -1
        for cell in element:
            column = _column(cell.get("r"), column + 1)
            value, adds_up = self._value(cell)
            totals = totals or adds_up
            if value is None:
                continue
            if column >= limits.MOST_COLUMNS:
                raise Refused(Fault("too-many-columns", {"most": limits.MOST_COLUMNS}, line=self._number))
            cells.extend([None] * (column - len(cells)))
            cells.append(value)
        if not cells:
            return None
        self._cells += len(cells)
        if self._cells > limits.MOST_CELLS:
            raise Refused(Fault("workbook-too-large", {"most_bytes": limits.MOST_PART}))
        is_hidden = element.get("hidden") in {"1", "true"} or element.get("ht") == "0"
        return Row(self._number, tuple(cells), is_hidden, totals)

    def _value(self, cell: Element) -> tuple[Value, bool]:
        kind = cell.get("t")
        text = formula = None
        for child in cell:
            tag = child.tag
            if tag.endswith("}v"):
                text = child.text
            elif tag.endswith("}f"):
                formula = child.text or ""
            elif tag.endswith("}is"):
                return _text(child) or None, False
        adds_up = formula is not None and _TOTALS.search(formula) is not None
        if text is None or text == "":
            if formula is not None and kind != "str":
                return Problem("formula-without-value", f"={formula}"[:60]), adds_up
            return None, adds_up
        return self._read(kind, text, cell.get("s")), adds_up

    def _read(self, kind: str | None, text: str, style: str | None) -> Value:
        try:
            match kind:
                case "s":
                    return self._strings[int(text)] or None
                case "str":
                    return _unescaped(text)
                case "b":
                    return text.strip() in {"1", "true"}
                case "e":
                    return Problem("cell-error", text[:20])
                case "d":
                    return datetime.fromisoformat(text)
            return self._figure(text, style)
        except (ValueError, IndexError, OverflowError, InvalidOperation) as error:
            raise Refused(Fault("workbook-damaged")) from error

    def _figure(self, text: str, style: str | None) -> Value:
        # The file holds the 17 digits of a binary fraction; what the writer saw is the shortest that means the same.
        figure = float(text)
        at = int(style) if style is not None else -1
        if at in self._styles.days and 0 < figure <= _DAYS_KNOWN:
            return moment(figure, self._epoch)
        return Percent(plain(figure)) if at in self._styles.percents else plain(figure)


def plain(figure: float) -> Decimal:
    """The decimal that somebody typed: 2.56, not its binary neighbour; 7, not 7.0."""
    if figure == int(figure) and abs(figure) < 1e15:
        return Decimal(int(figure))
    return Decimal(repr(figure))


def moment(serial: float, epoch: datetime = _EPOCH) -> date | datetime:
    """What a serial number of a day means; a time of day stays with it."""
    if epoch is _EPOCH and serial < 60:
        # Excel believes that 1900 was a leap year.
        serial += 1
    at = epoch + timedelta(days=serial)
    at = (at + timedelta(microseconds=500)).replace(microsecond=0)
    return at if at.hour or at.minute or at.second else at.date()


def _text(element: Element) -> str:
    """All runs of a text; readings that Japanese sheets put above words are not part of it."""
    parts: list[str] = []
    for child in element:
        name = local(child.tag)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [each.text or "" for each in child if local(each.tag) == "t"]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _shows_a_day(code: str) -> bool:
    bare = _NOT_FORMAT.sub("", code.partition(";")[0]).lower()
    return "general" not in bare and ("y" in bare or "d" in bare)


def _shows_percent(code: str) -> bool:
    return "%" in _NOT_FORMAT.sub("", code.partition(";")[0])


def _count(element: Element, name: str) -> int:
    text = element.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _column(reference: str | None, otherwise: int) -> int:
    if not reference:
        return otherwise
    at = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        at = at * 26 + ord(letter) - 64
    return at - 1 if at else otherwise


def _merge(reference: str) -> Iterator[Merge]:
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) == 2 and ends[0] and ends[1]:
        (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
        yield Merge(int(top), _column(left, 0), int(bottom), _column(right, 0))
