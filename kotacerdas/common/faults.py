"""Says in the reader's language what is wrong with an input; each app registers the sentences for its own faults."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.language import pick

__all__ = ["Fault", "Refused", "register", "sentence", "sentences"]

_templates: dict[str, str | Promise] = {}


def register(templates: Mapping[str, str | Promise]) -> None:
    """Add sentences with %(name)s places for the fault's values; a kind has one sentence only."""
    for kind, template in templates.items():
        if _templates.get(kind, template) is not template:
            raise ValueError(f"the fault {kind!r} has a sentence already")
        _templates[kind] = template


def registered() -> frozenset[str]:
    return frozenset(_templates)


def sentence(fault: Fault) -> str:
    """One line, beginning with the place if the fault has a line: "Line 7, column Outcome: ..."."""
    what = str(_templates[fault.kind]) % {name: _written(name, value) for name, value in fault.values.items()}
    # A sentence that names the code or the cell needs no column before it.
    named = fault.values.keys() & {"code", "cell"}
    if fault.line is not None and fault.column is not None and not named:
        place = gettext("Line %(line)s, column %(column)s") % {"line": fault.line, "column": fault.column}
    elif fault.line is not None:
        place = gettext("Line %(line)s") % {"line": fault.line}
    else:
        return _one_line(what)
    return _one_line(f"{place}: {what}")


def sentences(faults: Iterable[Fault] | Refused) -> list[str]:
    return [sentence(fault) for fault in (faults.faults if isinstance(faults, Refused) else faults)]


def _written(name: str, value: object) -> str:
    """Figures as the reader writes them; a year or a code must come as text, else it would get separators."""
    if name.endswith("_bytes") and isinstance(value, int):
        return formats.file_size(value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        return pick({name: value}, name)
    if isinstance(value, int | float | Decimal):
        return formats.number(value) if Decimal(str(value)).is_finite() else str(value)
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, str | bytes):
        items = sorted(map(str, value)) if isinstance(value, set | frozenset) else value
        return ", ".join(_written("", item) for item in items)
    return str(value)


def _one_line(text: str) -> str:
    # What was typed may hold line breaks, and the command line promises one line a fault.
    return " ".join(text.split())


register(
    {
        "file-empty": _("The file is empty."),
        "file-only-header": _("The file has a header but no rows."),
        "file-too-large": _("The file is larger than %(most_bytes)s. Split it into smaller files."),
        "file-is-workbook": _(
            "This is an Excel workbook. In Excel choose Save As, then CSV UTF-8, and send that file."
        ),
        "file-is-pdf": _("This is a PDF. A table is read from a CSV file only."),
        "file-is-binary": _("This is not a text file. A table is read from a CSV file only."),
        "file-has-nul": _("The file holds a NUL character, so it is damaged or not a text file."),
        "file-encoding": _("The characters cannot be read as %(encoding)s. Save the file as CSV UTF-8."),
        "read-as-windows-1252": _(
            "The file is not UTF-8; it was read as Windows-1252. Check letters with accents."
        ),
        "too-many-rows": _("The file has more than %(most)s rows. Split it into smaller files."),
        "row-too-long": _(
            "This row has %(found)s cells but the header has %(expected)s. "
            "Where commas separate cells, write decimals with a point, or put 2,56 in quotes."
        ),
        "cell-too-long": _("A cell is far too long, or a quotation mark is not closed."),
        "quotes-broken": _("A quotation mark is not closed, or stands in the middle of a cell."),
        "header-blank": _("Cell %(cell)s of the header is empty. Give the column a name."),
        "header-twice": _("The header names the column “%(name)s” twice."),
        "column-missing": _("The column “%(name)s” is missing. The file has: %(found)s."),
        "number-empty": _("Cell %(cell)s is empty; a number is needed."),
        "number-formula": _("Cell %(cell)s holds a formula (%(text)s). Put its result in its place."),
        "number-not-a-number": _("Cell %(cell)s: “%(text)s” is not a number."),
        "number-not-finite": _("Cell %(cell)s: “%(text)s” is not a finite number."),
        "number-too-long": _("Cell %(cell)s: the number “%(text)s” is too long."),
        "number-two-separators": _(
            "Cell %(cell)s: “%(text)s” has both a point and a comma. Write 2.56 or 2,56."
        ),
        "number-thousands": _("Cell %(cell)s: write “%(text)s” without separators between thousands."),
        "number-ambiguous": _(
            "Cell %(cell)s: “%(text)s” could mean thousands or a fraction. Write 1234 for the one, 1.2340 for the other."
        ),
        "form-without-key": _("The form arrived incomplete. Reload the page and send it again."),
    }
)
