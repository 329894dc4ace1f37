"""Reads DEMAND.csv: id,lon,lat,weight or id,x,y,weight, people or whatever waits for a point."""

from pathlib import Path

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.common.domain.sheets import Row, Table, read_table, require
from kotacerdas.siting.domain.reading import figure
from kotacerdas.terrain.placing import Point

MOST_BYTES = 64 * 2**20
MOST_ROWS = 1_000_000


def read_demands(path: Path) -> list[tuple[Point, float]]:
    """Each with its weight; or refused with all that is wrong."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(Fault("siting-file", {"file": path.name, "reason": error.strerror or ""})) from None
    table = read_table(content, max_rows=MOST_ROWS, max_bytes=MOST_BYTES)
    in_degrees = table.position("lon") is not None or table.position("x") is None
    names = ("lon", "lat") if in_degrees else ("x", "y")
    require(table, ["id", *names, "weight"])
    faults: list[Fault] = []
    found: list[tuple[Point, float]] = []
    seen: set[str] = set()
    for row in table.rows:
        read = _demand(path.name, table, row, names, seen, in_degrees=in_degrees)
        if isinstance(read, Fault):
            faults.append(read)
        else:
            found.append(read)
        if len(faults) >= ENOUGH:
            break
    if faults:
        raise Refused(faults)
    return found


def _demand(
    file: str, table: Table, row: Row, names: tuple[str, str], seen: set[str], *, in_degrees: bool
) -> tuple[Point, float] | Fault:
    code = table.text(row, "id")
    if not code:
        return Fault("siting-no-id", {"file": file}, row.line)
    if code in seen:
        return Fault("siting-twice", {"file": file, "given": code[:60]}, row.line)
    seen.add(code)
    figures = []
    for name in (*names, "weight"):
        given = table.text(row, name)
        read = figure(given)
        if read is None or (name == "weight" and read < 0):
            return Fault("siting-demand-figure", {"given": given[:40], "demand": code[:60]}, row.line, name)
        figures.append(read)
    x, y, weight = figures
    return Point(code, x, y, 0.0, in_degrees=in_degrees, line=row.line), weight
