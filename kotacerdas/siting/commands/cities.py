"""The command `wifi plan-all`: the coverage and the next sites of many cities, here or on a cluster. Its words and JSON are a promise."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.common.faults import sentence
from kotacerdas.common.formats import number, percent
from kotacerdas.coverage.commands import options as asked
from kotacerdas.siting.cities import cluster
from kotacerdas.siting.cities.covering import Order, Outcome
from kotacerdas.siting.cities.lists import orders_of


def add_to(deeds: Any, common: ArgumentParser) -> None:
    """Below `kotacerdas wifi`."""
    every = deeds.add_parser(
        "plan-all", parents=[common], help=_("the coverage and the next sites of many cities, one task each")
    )
    every.add_argument(
        "cities",
        metavar="CITIES.csv",
        type=Path,
        help=_("city,dem,points and, if wished, radius,sites,candidates,demand,spacing"),
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
    every.add_argument(
        "--sites", metavar="N", type=int, default=0, help=_("choose so many next sites for each city, too")
    )
    every.add_argument(
        "--spacing",
        metavar="M",
        type=float,
        help=_("candidates stand on a grid of so many metres, where no file names them (the radius)"),
    )
    every.add_argument(
        "--mast", metavar="M", type=float, default=10.0, help=_("their antennas above ground (10)")
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
    said = _("%(city)s: %(points)s points reach %(share)s of the land; %(ha)s ha are not reached") % words
    sites = outcome.figures.get("sites")
    return f"{said}. {_next(sites)}" if sites else said


def _next(sites: dict[str, Any]) -> str:
    said = {
        "count": number(len(sites["chosen"])),
        "objective": number(sites["objective"], 0),
        "bound": number(sites["bound"], 0),
        "gap": percent(sites["gap"], 1),
        "all": number(sites["total"], 0),
    }
    if sites["unit"] == "ha":
        return (
            _(
                "%(count)s next sites add %(objective)s of %(all)s ha, at most %(bound)s is possible (gap %(gap)s)"
            )
            % said
        )
    return (
        _(
            "%(count)s next sites add %(objective)s of %(all)s demand, at most %(bound)s is possible (gap %(gap)s)"
        )
        % said
    )
