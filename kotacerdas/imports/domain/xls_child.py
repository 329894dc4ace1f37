"""The process that reads an XLS: prints what sheets there are, then every row as a line of JSON. Knows nothing of us."""

from __future__ import annotations

import json
import resource
import sys
from datetime import date, datetime
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 60
MOST_ROWS = 65_536


def main(path: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import python_calamine

    try:
        book = python_calamine.load_workbook(path)
    except python_calamine.PasswordError:
        return tell({"fault": "workbook-encrypted"})
    except python_calamine.CalamineError as error:
        return tell({"fault": "workbook-encrypted" if "ncrypt" in str(error) else "workbook-damaged"})
    sheets = [each for each in book.sheets_metadata if "WorkSheet" in str(each.typ)]
    opened = [book.get_sheet_by_name(each.name) for each in sheets]
    about = [
        {
            "name": each.name,
            "hidden": "Visible" not in str(each.visible),
            "merges": [
                [top + 1, left, bottom + 1, right]
                for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])
            ],
        }
        for each, sheet in zip(sheets, opened, strict=True)
    ]
    tell({"sheets": about})
    for at, sheet in enumerate(opened):
        # Rows above the first filled one are left out by the library.
        first = (sheet.start or (0, 0))[0] + 1
        left = (sheet.start or (0, 0))[1]
        for number, row in enumerate(sheet.iter_rows(), first):
            if any(cell != "" for cell in row):
                tell([number, at, [None] * left + [plain(cell) for cell in row]])
    return 0


def plain(cell: Any) -> Any:
    if cell == "":
        return None
    if isinstance(cell, datetime):
        return ["at" if cell.time().isoformat() != "00:00:00" else "on", _iso(cell)]
    if isinstance(cell, date):
        return ["on", cell.isoformat()]
    return cell if isinstance(cell, str | int | float | bool) else str(cell)


def _iso(at: datetime) -> str:
    return at.isoformat() if at.time().isoformat() != "00:00:00" else at.date().isoformat()


def tell(thing: Any) -> int:
    sys.stdout.write(json.dumps(thing) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
