"""Gives the rows of a page away as CSV or XLSX: exactly those shown, numbers as numbers, nothing that a sheet would run."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, TypeAlias

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from kotacerdas.common import formats

Kind: TypeAlias = Literal["text", "number", "integer", "date"]
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# A comma, as RFC 4180 says and as every program but one expects: an Indonesian Excel wants semicolons, yet those who use
# it take the XLSX beside it. Numbers keep the decimal point, so that comma and language never meet.
_SEPARATOR = ","
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What XML 1.0 cannot hold; a sheet with one of these in it is called damaged by Excel.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CELL_HOLDS = 32_767
_TITLE_HOLDS = 31
_FORMATS = {"number": "#,##0.{zeros}", "integer": "#,##0", "date": "yyyy-mm-dd"}


@dataclass(frozen=True)
class Column:
    """`key` is looked up in each row, a mapping or an object; `places` are the decimals shown of a number."""

    key: str
    title: str
    kind: Kind = "text"
    width: int = 14
    places: int = 2


@dataclass(frozen=True)
class Source:
    """What a reader of the file must know, long after it left the site."""

    title: str
    source: str
    address: str
    exported_at: datetime
    filters: Sequence[tuple[str, str]] = field(default_factory=tuple)
    zone: str = "Asia/Jakarta"
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook. Its title has at most 31 letters."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Any]


def csv_response(filename: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    """UTF-8 with a mark at its start, which is how Excel tells it from Windows-1252."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=_SEPARATOR, lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(column, _value(row, column.key)) for column in columns])
    response = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    return _attached(response, filename, "csv")


def xlsx_response(
    filename: str, columns: Sequence[Column], rows: Iterable[Any], source: Source
) -> HttpResponse:
    """A workbook with the rows on its first sheet and where they come from on its second."""
    return workbook_response(filename, [Sheet(_("Data"), columns, rows)], source)


def workbook_response(filename: str, sheets: Sequence[Sheet], source: Source) -> HttpResponse:
    """A workbook with several tables, and on its last sheet where they come from."""
    content = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(content, options) as workbook:
        workbook.set_properties({"title": source.title, "created": source.exported_at.replace(tzinfo=None)})
        for sheet in sheets:
            _write_rows(workbook, sheet)
        _write_source(workbook, source)
    return _attached(HttpResponse(content.getvalue(), content_type=XLSX_TYPE), filename, "xlsx")


def harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe, which makes it text again."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_RUNS) or text.startswith(_RUNS) else text


def safe_filename(name: str, ending: str) -> str:
    """Plain letters, figures and dashes: every system takes them, and no path can be smuggled in."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:80].strip("-")
    return f"{stem or 'kotacerdas'}.{ending}"


def _attached(response: HttpResponse, filename: str, ending: str) -> HttpResponse:
    disposition = content_disposition_header(True, safe_filename(filename, ending))
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _value(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, Mapping) else getattr(row, key)


def _csv_cell(column: Column, value: Any) -> str:
    if value is None or value == "":
        return ""
    match column.kind:
        case "number" | "integer":
            return f"{_figure(column, value):f}"
        case "date":
            return _day(value).isoformat()
        case "text":
            return harmless(str(value))


def _figure(column: Column, value: Any) -> Decimal:
    """The number in a number column; anything else there is a bug of the page and must not leave the house."""
    try:
        figure = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number for the column {column.key!r}") from None
    if not figure.is_finite() or (column.kind == "integer" and figure != figure.to_integral_value()):
        raise ValueError(f"{value!r} is not a proper {column.kind} for the column {column.key!r}")
    return figure


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        raise TypeError("bring the moment to a wall clock first, then give its date")
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a date")
    return value


# --- The workbook ------------------------------------------------------------------------------------------


def _write_rows(workbook: Any, table: Sheet) -> None:
    columns, sheet = table.columns, workbook.add_worksheet(_clean(table.title)[:_TITLE_HOLDS])
    head = workbook.add_format(
        {
            "bold": True,
            "bottom": 2,
            "bg_color": "#e2f0ef",
            "font_color": "#10211f",
            "text_wrap": True,
            "valign": "vcenter",
        }
    )
    looks = [_look(workbook, column) for column in columns]
    for at, (column, look) in enumerate(zip(columns, looks, strict=True)):
        sheet.set_column(at, at, column.width, look)
        sheet.write_string(0, at, _clean(column.title), head)
    last = 0
    for line, row in enumerate(table.rows, 1):
        for at, (column, look) in enumerate(zip(columns, looks, strict=True)):
            _write_cell(sheet, line, at, column, _value(row, column.key), look)
        last = line
    sheet.freeze_panes(1, 1)
    if columns:
        sheet.autofilter(0, 0, last, len(columns) - 1)


def _look(workbook: Any, column: Column) -> Any:
    if column.kind == "text":
        return None
    shown = _FORMATS[column.kind].format(zeros="0" * column.places)
    return workbook.add_format({"num_format": shown.rstrip(".")})


def _write_cell(sheet: Any, line: int, at: int, column: Column, value: Any, look: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(line, at, None, look)
        return
    match column.kind:
        case "number" | "integer":
            sheet.write_number(line, at, float(_figure(column, value)), look)
        case "date":
            sheet.write_datetime(line, at, _day(value), look)
        case "text":
            sheet.write_string(line, at, _clean(str(value)))


def _write_source(workbook: Any, source: Source) -> None:
    # Translators: name of the sheet that says where the figures come from; at most 31 letters
    sheet = workbook.add_worksheet(_("Source"))
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    lines = [
        (_("Title"), source.title),
        (_("Source"), source.source),
        *((_("Filter: %(name)s") % {"name": name}, value) for name, value in source.filters),
        *([(_("Note"), source.note)] if source.note else []),
        (_("Exported"), formats.moment(source.exported_at, source.zone)),
        (_("Address"), source.address),
    ]
    for line, (name, value) in enumerate(lines):
        sheet.write_string(line, 0, _clean(name), bold)
        sheet.write_string(line, 1, _clean(value), wrapped)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)[:_CELL_HOLDS]
