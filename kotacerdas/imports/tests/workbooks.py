"""Makes workbooks for tests, well-behaved and nasty ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import openpyxl
import xlsxwriter

Rows = Sequence[Sequence[Any]]


def xlsx(
    rows: Rows,
    *,
    sheet: str = "Data",
    has_formulas: bool = False,
    shape: Callable[[Any], None] | None = None,
) -> io.BytesIO:
    """A workbook as Excel saves it; `shape` merges and hides on the openpyxl sheet. `has_formulas`: never computed."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    if not has_formulas:
        _texts_stay_texts(page)
    if shape:
        shape(page)
    return saved(book)


def _texts_stay_texts(page: Any) -> None:
    """What openpyxl takes for a formula or an error, `=0` or `#N/A`, is a text that somebody typed."""
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"


def saved(book: openpyxl.Workbook) -> io.BytesIO:
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    return content


def formulas(rows: Rows, results: dict[tuple[int, int], Any]) -> io.BytesIO:
    """With formulas whose results are in the file, as Excel writes them."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for line, row in enumerate(rows):
            for at, value in enumerate(row):
                if isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(line, at, value, None, results[line, at])
                elif isinstance(value, date):
                    sheet.write_datetime(line, at, value, book.add_format({"num_format": "dd/mm/yyyy"}))
                elif value is not None:
                    sheet.write(line, at, value)
    content.seek(0)
    return content


def rezipped(content: io.BytesIO, change: Callable[[str, bytes], bytes | None]) -> io.BytesIO:
    """The same package with some parts changed or left out."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(content) as before,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for info in before.infolist():
            part = change(info.filename, before.read(info))
            if part is not None:
                after.writestr(info.filename, part)
    changed.seek(0)
    return changed


def ods(sheets: dict[str, Iterable[str]]) -> io.BytesIO:
    """`sheets` give the rows as XML of their own."""
    tables = "".join(
        f'<table:table table:name="{name}">{"".join(rows)}</table:table>' for name, rows in sheets.items()
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", document)
    content.seek(0)
    return content


def ods_cell(text: str, **attributes: str) -> str:
    more = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def ods_row(*cells: str, **attributes: str) -> str:
    more = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"
