"""An intake's columns as a workbook: empty to be filled in, or with all that is kept now. What goes out comes in again."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.common import exports
from kotacerdas.common.exports import XLSX_TYPE, Source, csv_response, xlsx_response
from kotacerdas.imports.domain.comparing import mark
from kotacerdas.imports.intakes import MARK_KEY, Column, Intake, Store
from kotacerdas.imports.models import ImportRow, ImportRun
from kotacerdas.imports.words import LEFT_OUT, MARK, NO, YES, told

_KINDS: dict[str, exports.Kind] = {"decimal": "number", "integer": "integer", "date": "date"}
# Excel forgets a list of choices that is longer when it is written into the cell's rule.
_LIST_HOLDS = 255
_TEMPLATE_ROWS = 2000


def data_columns(columns: Sequence[Column]) -> list[exports.Column]:
    """As `common.exports` writes them, with the mark of the row at the end."""
    given = [
        exports.Column(each.key, str(each.title), _KINDS.get(each.kind, "text"), each.width, each.places or 2)
        for each in columns
    ]
    return [*given, exports.Column(MARK_KEY, str(MARK), width=16)]


def data_rows(columns: Sequence[Column], store: Store) -> Iterator[dict[str, Any]]:
    for row in store.everything():
        shown = {**row.values, **row.beside}
        yield {each.key: _cell(each, shown.get(each.key, "")) for each in columns} | {
            MARK_KEY: mark(row.values)
        }


def _cell(column: Column, text: str) -> Any:
    if not text:
        return None
    match column.kind:
        case "decimal" | "integer":
            return Decimal(text)
        case "date":
            return date.fromisoformat(text)
    return column.shown(text)


def data_response(
    intake: Intake, columns: Sequence[Column], store: Store, source: Source, file_type: str, filename: str
) -> HttpResponse:
    wanted, rows = data_columns(columns), data_rows(columns, store)
    if file_type == "csv":
        return csv_response(filename, wanted, rows)
    return xlsx_response(filename, wanted, rows, source)


# --- the template ------------------------------------------------------------------------------------------


def template(intake: Intake, columns: Sequence[Column], store: Store | None = None) -> bytes:
    """Titles with help beside them and lists to choose from; a second sheet explains every column. With a `store`, its rows."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#e2f0ef"})
        text = workbook.add_format({"num_format": "@"})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet = workbook.add_worksheet(_("Data"))
        looks = {"date": day, "text": text, "code": text, "reference": text, "choice": text}
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width, looks.get(column.kind))
            sheet.write_string(0, at, str(column.title), bold)
            if words := _help(column):
                sheet.write_comment(0, at, words)
            _offer_choices(sheet, at, column)
        if store is not None:
            _fill_in(workbook, sheet, columns, store)
        sheet.freeze_panes(1, 0)
        _explain(workbook, intake, columns, bold)
    return content.getvalue()


def _fill_in(workbook: Any, sheet: Any, columns: Sequence[Column], store: Store) -> None:
    """What is kept, each row with its mark in the last column."""
    whole, day = (
        workbook.add_format({"num_format": "#,##0"}),
        workbook.add_format({"num_format": "dd/mm/yyyy"}),
    )
    sheet.write_string(0, len(columns), str(MARK))
    sheet.set_column(len(columns), len(columns), 16)
    for line, row in enumerate(data_rows(columns, store), 1):
        for at, cell in enumerate(row.values()):
            if isinstance(cell, Decimal):
                is_whole = cell == cell.to_integral_value()
                sheet.write_number(line, at, float(cell), whole if is_whole else None)
            elif isinstance(cell, date):
                sheet.write_datetime(line, at, cell, day)
            elif cell is not None:
                sheet.write_string(line, at, cell)


def template_response(
    intake: Intake, columns: Sequence[Column], filename: str, store: Store | None = None
) -> HttpResponse:
    response = HttpResponse(template(intake, columns, store), content_type=XLSX_TYPE)
    name = exports.safe_filename(filename, "xlsx")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _help(column: Column) -> str:
    needed = _("Needed.") if column.is_required else ""
    return " ".join(filter(None, (needed, str(column.help))))


def _offer_choices(sheet: Any, at: int, column: Column) -> None:
    words = [str(each.label) for each in column.choices]
    if column.kind == "yesno":
        words = [str(YES), str(NO)]
    fits = words and len(",".join(words)) <= _LIST_HOLDS and not any("," in word for word in words)
    if fits:
        sheet.data_validation(
            1,
            at,
            _TEMPLATE_ROWS,
            at,
            {"validate": "list", "source": words, "error_type": "warning", "ignore_blank": True},
        )


def _explain(workbook: Any, intake: Intake, columns: Sequence[Column], bold: Any) -> None:
    # Translators: name of the sheet that explains the columns; at most 31 letters
    sheet = workbook.add_worksheet(_("Explanation"))
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for at, (title, width) in enumerate(
        ((_("Column"), 28), (_("Needed"), 10), (_("What it takes"), 34), (_("Help"), 70))
    ):
        sheet.set_column(at, at, width)
        sheet.write_string(2, at, title, bold)
    sheet.write_string(0, 0, str(intake.title), workbook.add_format({"bold": True}))
    sheet.write_string(1, 0, str(intake.description))
    for line, column in enumerate(columns, 3):
        choices = ", ".join(str(each.label) for each in column.choices)
        cells = (
            str(column.title),
            str(YES) if column.is_required else "",
            choices or str(column.kind_words),
            str(column.help),
        )
        for at, words in enumerate(cells):
            sheet.write_string(line, at, words, wrapped)


# --- what is wrong with a file -----------------------------------------------------------------------------

FAULT_COLUMNS = (
    ("cell", gettext_lazy("Cell"), 10),
    ("row", gettext_lazy("Row"), 8),
    ("column", gettext_lazy("Column"), 24),
    ("name", gettext_lazy("Name"), 32),
    ("words", gettext_lazy("What is wrong"), 90),
)


def fault_columns() -> list[exports.Column]:
    return [
        exports.Column(key, str(title), "integer" if key == "row" else "text", width)
        for key, title, width in FAULT_COLUMNS
    ]


def fault_rows(run: ImportRun) -> Iterator[dict[str, Any]]:
    """Every fault with its cell, then every row that was left out with the reason."""
    with_faults = ImportRow.objects.filter(run=run).exclude(faults=[]).order_by("row", "pk")
    for row in with_faults.iterator():
        for fault in row.blamed:
            yield {
                "cell": str(fault.values.get("cell", "")),
                "row": row.row,
                "column": fault.column or "",
                "name": row.name,
                "words": told(fault),
            }
    for number, reason, words in run.left_out:
        why = _("Left out: %(reason)s") % {"reason": LEFT_OUT[reason]}
        yield {"cell": "", "row": number, "column": "", "name": words, "words": why}


def fault_response(run: ImportRun, source: Source, file_type: str) -> HttpResponse:
    name = f"temuan-{run.file_name.rpartition('.')[0] or run.file_name}"
    if file_type == "csv":
        return csv_response(name, fault_columns(), fault_rows(run))
    return xlsx_response(name, fault_columns(), fault_rows(run), source)
