"""The command `wifi plan-all`: the coverage of many cities, here or on a cluster. Its words and JSON are a promise."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.common.domain.sheets import Row, Table, read_table, require
from kotacerdas.common.faults import sentence
from kotacerdas.common.formats import number, percent
from kotacerdas.coverage.commands import options as asked
from kotacerdas.siting import cluster
from kotacerdas.siting.cities import Order, Outcome

MOST_CITIES = 5_000
MOST_BYTES = 8 * 2**20


def add_to(deeds: Any, common: ArgumentParser) -> None:
    """Below `kotacerdas wifi`."""
    every = deeds.add_parser(
        "plan-all", parents=[common], help=_("the coverage of many cities, one task each")
    )
    every.add_argument(
        "cities", metavar="CITIES.csv", type=Path, help=_("city,dem,points and, if wished, radius")
    )
    every.add_argument(
        "--radius", metavar="M", type=float, default=500.0, help=_("where the file names none (500)")
    )
    every.add_argument(
        "--receiver", metavar="M", type=float, default=1.5, help=_("metres above ground (1.5)")
    )
    every.add_argument(
        "--cell", metavar="M", type=float, help=_("resample each model to cells of so many metres")
    )
    every.add_argument("--exact", action="store_true", help=_("a ray of its own to each cell"))
    every.add_argument(
        "--dask",
        metavar="ADDRESS",
        help=_("a scheduler, tcp:// on this machine or tls://; else all is done here"),
    )
    every.add_argument("--json", action="store_true", help=_("as JSON"))
    every.set_defaults(run=run)


def run(options: Namespace) -> None:
    orders = orders_of(options)
    found: dict[str, Outcome] = {}
    is_whole = True
    try:
        for outcome in cluster.on(options.dask, orders) if options.dask else cluster.here(orders):
            found[outcome.city] = outcome
            if sys.stderr.isatty():
                print(_("%(done)s of %(all)s cities") % {"done": number(len(found)), "all": number(len(orders))},
                      end="\r", file=sys.stderr)  # fmt: skip
    except KeyboardInterrupt:
        is_whole = False
    if options.json:
        asked.tell(as_json(orders, found))
    else:
        for order in orders:
            print(_line(order, found.get(order.city)))
    if not is_whole:
        raise KeyboardInterrupt


def as_json(orders: Sequence[Order], found: dict[str, Outcome]) -> dict[str, Any]:
    """In the order of the file. A city that was not reached says so; `complete` is true if every one was."""
    return {
        "cities": [_told(order, found.get(order.city)) for order in orders],
        "done": sum(outcome.is_done for outcome in found.values()),
        "failed": sum(not outcome.is_done for outcome in found.values()),
        "complete": len(found) == len(orders),
    }


def _told(order: Order, outcome: Outcome | None) -> dict[str, Any]:
    if outcome is None:
        return {"city": order.city, "state": "not reached"}
    if outcome.faults:
        return {
            "city": order.city,
            "state": "failed",
            "faults": [sentence(fault) for fault in outcome.faults],
        }
    return {"city": order.city, "state": "done", **outcome.figures, "seconds": round(outcome.seconds, 3)}


def _line(order: Order, outcome: Outcome | None) -> str:
    if outcome is None:
        return _("%(city)s: not reached") % {"city": order.city}
    if outcome.faults:
        said = " ".join(sentence(fault) for fault in outcome.faults[:3])
        return _("%(city)s: %(fault)s") % {"city": order.city, "fault": said}
    words = {
        "city": order.city,
        "points": number(outcome.figures["points"]),
        "share": percent(outcome.figures["covered_share"], 1),
        "ha": number(outcome.figures["uncovered_ha"], 0),
    }
    return _("%(city)s: %(points)s points reach %(share)s of the land; %(ha)s ha are not reached") % words


def orders_of(options: Namespace) -> list[Order]:
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
        if table.text(row, "radius") and isinstance(radius := table.number(row, "radius"), Fault):
            yield radius


def _order(table: Table, row: Row, options: Namespace) -> Order:
    """Paths are taken from where the list lies, so that a folder of cities can be moved."""
    beside = options.cities.absolute().parent
    radius = table.number(row, "radius") if table.text(row, "radius") else None
    return Order(
        table.text(row, "city"),
        str(beside / table.text(row, "dem")),
        str(beside / table.text(row, "points")),
        float(radius) if isinstance(radius, Decimal) else options.radius,
        options.receiver,
        options.cell,
        options.exact,
    )
