"""Reads POINTS.csv: id,lon,lat,height or id,x,y,height, as people save it."""

import math
from collections.abc import Iterator
from pathlib import Path

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.common.domain.sheets import Row, Table, read_table, require
from kotacerdas.terrain.placing import Point
from kotacerdas.terrain.sight import MOST_POINTS

MOST_BYTES = 32 * 2**20


def read_points(path: Path) -> list[Point]:
    """In the order of the file, each with a code of its own; or refused with all that is wrong."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(
            Fault("coverage-points-file", {"file": path.name, "reason": error.strerror or ""})
        ) from None
    table = read_table(content, max_rows=MOST_POINTS, max_bytes=MOST_BYTES)
    in_degrees = table.position("lon") is not None or table.position("x") is None
    names = ("lon", "lat") if in_degrees else ("x", "y")
    require(table, ["id", *names, "height"])
    read = [_point(table, row, names, in_degrees=in_degrees) for row in table.rows]
    faults = [each for each in read if isinstance(each, Fault)]
    points = [each for each in read if isinstance(each, Point)]
    faults += _twice(points)
    if faults:
        raise Refused(sorted(faults, key=lambda fault: fault.line or 0)[:ENOUGH])
    return points


def _point(table: Table, row: Row, names: tuple[str, str], *, in_degrees: bool) -> Point | Fault:
    code = table.text(row, "id")
    if not code:
        return Fault("coverage-point-no-id", {}, line=row.line)
    figures = []
    for name in (*names, "height"):
        figure = _figure(table.text(row, name))
        if figure is None:
            given = table.text(row, name)[:40]
            return Fault(
                "coverage-point-figure", {"given": given, "point": code[:60]}, line=row.line, column=name
            )
        figures.append(figure)
    x, y, height = figures
    return Point(code, x, y, height, in_degrees=in_degrees, line=row.line)


def _figure(text: str) -> float | None:
    """A point or a comma before the decimals; neither NaN nor infinite."""
    try:
        figure = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        return None
    return figure if math.isfinite(figure) else None


def _twice(points: list[Point]) -> Iterator[Fault]:
    first: dict[str, int | None] = {}
    for point in points:
        if point.code in first:
            values = {"point": point.code[:60], "first": str(first[point.code])}
            yield Fault("coverage-point-twice", values, line=point.line)
        else:
            first[point.code] = point.line
