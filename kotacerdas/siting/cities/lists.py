"""Reads CITIES.csv of `wifi plan-all`: a row for each city, with its files and what it wishes otherwise than the options say."""

from argparse import Namespace
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite
from pathlib import Path

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.common.domain.sheets import Row, Table, read_table, require
from kotacerdas.siting.cities.covering import Order
from kotacerdas.siting.cities.sites import Wish
from kotacerdas.terrain.domain.looking import faults_of_height

MOST_CITIES = 5_000
MOST_BYTES = 8 * 2**20


def orders_of(options: Namespace) -> list[Order]:
    _check(options)
    try:
        with options.cities.open("rb") as opened:
            table = read_table(opened, max_rows=MOST_CITIES, max_bytes=MOST_BYTES)
    except OSError as error:
        values = {"file": options.cities.name, "reason": error.strerror or ""}
        raise Refused(Fault("coverage-points-file", values)) from None
    require(table, ["city", "dem", "points"])
    faults = list(_faults(table))
    if faults:
        raise Refused(faults[:ENOUGH])
    return [_order(table, row, options) for row in table.rows]


def _check(options: Namespace) -> None:
    if options.sites < 0:
        raise Refused(Fault("siting-choose", {"given": str(options.sites)}))
    if options.spacing is not None and not (isfinite(options.spacing) and options.spacing > 0):
        raise Refused(Fault("siting-spacing", {"given": f"{options.spacing:g}"}))
    if faults := tuple(faults_of_height("terrain-mast-height", options.mast)):
        raise Refused(faults)


def _faults(table: Table) -> Iterator[Fault]:
    seen: set[str] = set()
    for row in table.rows:
        city = table.text(row, "city")
        if not city:
            yield Fault("coverage-city-no-code", line=row.line)
        elif city in seen:
            yield Fault("coverage-city-twice", {"city": city[:60]}, line=row.line)
        seen.add(city)
        for column in ("dem", "points"):
            if not table.text(row, column):
                yield Fault("coverage-city-no-file", {"city": city[:60]}, line=row.line, column=column)
        for column in ("radius", "sites", "spacing"):
            if table.text(row, column) and isinstance(figure := table.number(row, column), Fault):
                yield figure
        spacing = _figure(table, row, "spacing")
        if spacing is not None and spacing <= 0:
            yield Fault("siting-spacing", {"given": f"{spacing:g}"}, row.line, "spacing")
        if (sites := _figure(table, row, "sites")) is not None and (sites < 0 or sites % 1):
            yield Fault("siting-choose", {"given": table.text(row, "sites")[:40]}, row.line, "sites")
        if table.text(row, "candidates") and table.text(row, "spacing"):
            yield Fault("siting-candidates-and-grid", {"city": city[:60]}, line=row.line)


def _figure(table: Table, row: Row, column: str) -> Decimal | None:
    figure = table.number(row, column) if table.text(row, column) else None
    return figure if isinstance(figure, Decimal) else None


def _order(table: Table, row: Row, options: Namespace) -> Order:
    """Paths are taken from where the list lies, so that a folder of cities can be moved."""
    beside = options.cities.absolute().parent
    radius = _figure(table, row, "radius")
    metres = float(radius) if radius is not None else options.radius
    return Order(
        table.text(row, "city"),
        str(beside / table.text(row, "dem")),
        str(beside / table.text(row, "points")),
        metres,
        options.receiver,
        options.cell,
        options.exact,
        _wish(table, row, options, beside, metres),
    )


def _wish(table: Table, row: Row, options: Namespace, beside: Path, radius: float) -> Wish | None:
    sites = _figure(table, row, "sites")
    wished = options.sites if sites is None else int(sites)
    if not wished:
        return None
    spacing = _figure(table, row, "spacing") or options.spacing or radius
    files = {
        column: str(beside / table.text(row, column)) if table.text(row, column) else ""
        for column in ("candidates", "demand")
    }
    return Wish(wished, float(spacing), options.mast, **files)
