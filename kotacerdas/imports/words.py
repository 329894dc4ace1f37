"""Sentences of this app's faults, and the words that its workbooks share."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.faults import Fault, register, sentence

YES, NO = pgettext_lazy("cell", "Yes"), pgettext_lazy("cell", "No")


def told(fault: Fault) -> str:
    """The sentence, with the cell in front where another app wrote it without one."""
    cell = str(fault.values.get("cell", ""))
    if not cell:
        return sentence(fault)
    # The cell says the row.
    words = sentence(replace(fault, line=None, column=None))
    return words if cell in words else f"{cell}: {words}"


# Translators: title of the last column of an export, by which the system knows the row again
MARK = _("Row mark (leave as it is)")

KINDS = {
    "text": pgettext_lazy("cell", "text"),
    "code": pgettext_lazy("cell", "code, as text"),
    "integer": pgettext_lazy("cell", "whole number"),
    "decimal": pgettext_lazy("cell", "number"),
    "date": pgettext_lazy("cell", "date, such as 31/12/2026"),
    "yesno": pgettext_lazy("cell", "Yes or No"),
    "choice": pgettext_lazy("cell", "one of the choices"),
    "reference": pgettext_lazy("cell", "code or name of something that is here already"),
}

LEFT_OUT = {
    "blank": _("empty rows"),
    "hidden": _("hidden rows"),
    "header": _("the header once more"),
    "total": _("totals"),
    "heading": _("headings and notes"),
    "aside": _("nothing in the chosen columns"),
    "repeated": _("the same row once more"),
}

register(
    {
        # --- the file ---
        "workbook-damaged": _(
            "The workbook is damaged or cut off and cannot be read. Save it again and send that."
        ),
        "workbook-bomb": _(
            "The workbook unpacks to far more than any table needs, so it was not opened. Copy the table into a new one."
        ),
        "workbook-too-large": _(
            "A sheet unpacks to more than %(most_bytes)s. Delete empty formatted rows and columns, or split it."
        ),
        "workbook-encrypted": _(
            "The workbook is protected by a password. Save it without one and send that."
        ),
        "workbook-doctype": _(
            "The workbook holds instructions that no spreadsheet writes, so it was not opened."
        ),
        "workbook-kind-unknown": _(
            "This is not an XLSX, XLS, ODS or CSV file. In Excel choose Save As, then Excel Workbook (.xlsx)."
        ),
        "workbook-is-pdf": _("This is a PDF. Send the workbook from which it was made."),
        "workbook-is-web-page": _(
            "This is a web page with the name of a workbook. Open it in Excel, choose Save As, then Excel Workbook (.xlsx)."
        ),
        "workbook-is-xml": _(
            "This is an XML file with the name of a workbook. Open it in Excel, choose Save As, then Excel Workbook (.xlsx)."
        ),
        "workbook-macros": _("The workbook holds macros. They were not run; only the values were read."),
        "xls-hides-nothing": _(
            "The old .xls format does not tell which rows are hidden, so hidden rows are read like all others."
        ),
        "name-differs": _("The name ends in %(ending)s, but the content is %(kind)s and was read as that."),
        "file-gone": _("The file is no longer kept. Upload it again."),
        "too-many-sheets": _(
            "The workbook has more than %(most)s sheets. Copy the one you need into a new workbook."
        ),
        "too-many-columns": _(
            "There is content beyond column %(most)s. Delete what is not part of the table."
        ),
        "sheet-missing": _("The workbook has no sheet “%(sheet)s”."),
        "sheet-without-header": _("The sheet “%(sheet)s” has no row with column titles."),
        # --- the columns ---
        "column-twice": _("The column “%(title)s” was chosen twice. Choose it once."),
        "column-needed": _(
            "Choose at least one of these columns, or no row says which one it is: %(titles)s."
        ),
        "column-not-there": _("%(count)s of the chosen columns are not on this sheet. Choose again."),
        # --- the cells ---
        "cell-empty": _("Cell %(cell)s is empty; %(title)s is needed."),
        "new-row-needs-column": _("This row is new (%(cell)s), and new rows need a column “%(title)s”."),
        "cell-error": _("Cell %(cell)s shows the error %(text)s. Mend the formula or write the value."),
        "formula-without-value": _(
            "Cell %(cell)s holds a formula whose result is not in the file (%(text)s). Open the file in Excel, save it, "
            "and send that."
        ),
        "text-too-long": _("Cell %(cell)s has %(found)s characters; %(title)s takes %(most)s at most."),
        "choice-unknown": _(
            "Cell %(cell)s: “%(text)s” is none of the choices of %(title)s. Close to it: %(near)s."
        ),
        "not-ya-or-tidak": _("Cell %(cell)s: “%(text)s” is neither ya nor tidak."),
        "number-too-small": _("Cell %(cell)s: %(text)s is less than %(least)s."),
        "number-too-large": _("Cell %(cell)s: %(text)s is more than %(most)s."),
        "number-too-fine": _("Cell %(cell)s: %(text)s has more than %(most)s decimals."),
        "number-not-whole": _("Cell %(cell)s: %(text)s is not a whole number."),
        "date-unreadable": _(
            "Cell %(cell)s: “%(text)s” is not a date. Write 31/12/2026 or 31 Desember 2026."
        ),
        "date-month-first": _(
            "Cell %(cell)s: “%(text)s” has the month first. Write the day first: 31/12/2026."
        ),
        "reference-unknown": _("Cell %(cell)s: there is no “%(text)s”. Close to it: %(near)s."),
        "reference-ambiguous": _("Cell %(cell)s: “%(text)s” can be %(found)s. Write the code."),
        "row-twice": _(
            "The same thing stands already in row %(first)s, with other values. Choose one of the two."
        ),
        # --- planning, writing, undoing ---
        "no-longer-allowed": _("You may not bring rows in here (%(target)s), or the target is gone."),
        "plan-is-newer": _(
            "The workbook was checked again meanwhile. Look at the new result before writing."
        ),
        "nothing-to-write": _("No row is chosen to be written."),
        "changed-meanwhile": _(
            "%(count)s rows were changed by others after the check, so nothing was written. They are listed as conflicts."
        ),
        "import-not-in-state": _("This cannot be done now; the import is: %(state)s."),
        "undo-gone": _("It was deleted since."),
        "undo-changed-since": _("It was changed since, so it stays as it is now."),
        "undo-in-use": _("Other things lean on it now (%(users)s), so it stays."),
        "intake-unknown": _("There is no intake “%(name)s”. Known: %(known)s."),
        "target-unknown": _("“%(target)s” is nothing that rows can be brought into. Known: %(known)s."),
    }
)
