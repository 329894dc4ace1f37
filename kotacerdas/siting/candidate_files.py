"""Reads candidates from a file as people save it: id, name, lon, lat and, if wished, cost; CSV or a workbook."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.domain.sheets import Row as SheetRow
from kotacerdas.common.domain.sheets import Table, read_table, require
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.imports.domain.cells import Problem
from kotacerdas.imports.domain.opening import open_workbook
from kotacerdas.siting.domain.reading import figure
from kotacerdas.siting.domain.wishes import MOST_MONEY

MOST_BYTES = 8 * 2**20
MOST_ROWS = 5_000
MOST_FAULTS = 60  # told on one page
MOST_CODE, MOST_NAME = 60, 200
COLUMNS = ("id", "name", "lon", "lat")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """`cost` is None where the file says nothing of it."""

    line: int
    code: str
    name: str
    lon: float
    lat: float
    cost: int | None


def read(content: bytes, name: str, areas: Areas) -> list[Row]:
    """In the order of the file; raises `Refused` with all that is wrong. Only near the outlines can it be told whether
    longitude and latitude were swapped."""
    table = _table(content, name)
    require(table, COLUMNS)
    faults: list[Fault] = []
    rows: list[Row] = []
    first: dict[str, int] = {}
    for each in table.rows:
        wrong = list(_faults(table, each, areas))
        code = table.text(each, "id")
        if not wrong and code in first:
            wrong.append(Fault("siting-row-twice", {"given": code, "first": first[code]}, each.line, "id"))
        first.setdefault(code, each.line)
        faults += wrong
        if not wrong:
            rows.append(_row(table, each))
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise Refused(faults[:MOST_FAULTS])
    return rows


def _row(table: Table, each: SheetRow) -> Row:
    lon, lat = (figure(table.text(each, name)) for name in ("lon", "lat"))
    assert lon is not None  # both were looked at
    assert lat is not None
    code, cost = table.text(each, "id"), table.text(each, "cost")
    return Row(each.line, code, table.text(each, "name") or code, lon, lat, _rupiah(cost) if cost else None)


def _faults(table: Table, each: SheetRow, areas: Areas) -> Iterator[Fault]:
    code = table.text(each, "id")
    if not code:
        yield Fault("siting-row-no-id", {}, each.line, "id")
    if len(code) > MOST_CODE or len(table.text(each, "name")) > MOST_NAME:
        yield Fault("siting-row-long", {"most": MOST_CODE, "letters": MOST_NAME}, each.line)
    cost = table.text(each, "cost")
    if cost and _rupiah(cost) is None:
        yield Fault("siting-row-cost", {"given": cost[:40]}, each.line, "cost")
    lon, lat = (figure(table.text(each, name)) for name in ("lon", "lat"))
    if lon is None or lat is None:
        name = "lon" if lon is None else "lat"
        yield Fault("siting-row-degrees", {"given": table.text(each, name)[:40]}, each.line, name)
    elif _is_swapped(lon, lat, areas):
        yield Fault("siting-row-swapped", {"given": code[:60]}, each.line, "lon")
    elif not (-180 <= lon <= 180 and -90 <= lat <= 90):
        yield Fault("siting-row-off-earth", {"given": code[:60]}, each.line, "lon")


def _is_swapped(lon: float, lat: float, areas: Areas) -> bool:
    if abs(lat) > 90:
        return abs(lat) <= 180 and abs(lon) <= 90
    if not areas.rows:
        return False
    west, south, east, north = areas.bounds
    is_in = west <= lon <= east and south <= lat <= north
    return not is_in and west <= lat <= east and south <= lon <= north


def _rupiah(text: str) -> int | None:
    """Whole rupiah, with or without dots between thousands."""
    parts = text.split(".")
    if not all(part.isascii() and part.isdecimal() for part in parts) or len(text) > 30:
        return None
    if len(parts) > 1 and (not 1 <= len(parts[0]) <= 3 or any(len(part) != 3 for part in parts[1:])):
        return None
    value = int("".join(parts))
    return value if value <= MOST_MONEY else None


def _table(content: bytes, name: str) -> Table:
    """The first sheet of a workbook, or the CSV."""
    if len(content) > MOST_BYTES:
        raise Refused(Fault("file-too-large", {"most_bytes": MOST_BYTES}))
    if not content.startswith((_ZIP, _OLE)):
        return read_table(content, max_rows=MOST_ROWS, max_bytes=MOST_BYTES)
    book = open_workbook(io.BytesIO(content), name)
    sheet = next((each for each in book.sheets if not each.is_hidden), book.sheets[0])
    header: tuple[str, ...] = ()
    rows: list[SheetRow] = []
    for each in book.rows(sheet.name):
        if each.is_blank:
            continue
        cells = tuple(_text(value) for value in each.cells)
        if not header:
            header = cells
            continue
        if len(rows) == MOST_ROWS:
            raise Refused(Fault("too-many-rows", {"most": MOST_ROWS}))
        rows.append(SheetRow(each.number, cells[: len(header)] + ("",) * (len(header) - len(cells))))
    if not header:
        raise Refused(Fault("file-empty"))
    if not rows:
        raise Refused(Fault("file-only-header"))
    return Table(header, tuple(rows))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Problem):
        return value.text or "?"
    if isinstance(value, Decimal):
        return f"{value:f}" if value != value.to_integral_value() else f"{value.to_integral_value():f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
