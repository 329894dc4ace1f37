"""The command `wifi viewshed`: what one antenna sees. Its words and JSON are a promise."""

from argparse import ArgumentParser, Namespace
from decimal import Decimal
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import number, percent
from kotacerdas.coverage.commands import options as asked
from kotacerdas.terrain import raster, sight
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.placing import Point, placed

Told = dict[str, Any]


def add_to(deeds: Any, common: ArgumentParser) -> None:
    """Below `kotacerdas wifi`."""
    viewshed = deeds.add_parser("viewshed", parents=[common], help=_("what one antenna sees"))
    asked.add_model(viewshed)
    viewshed.add_argument("--lon", metavar="X", type=float, help=_("longitude of the antenna"))
    viewshed.add_argument("--lat", metavar="Y", type=float, help=_("latitude of the antenna"))
    viewshed.add_argument("--x", metavar="X", type=float, help=_("or its east in the model's system"))
    viewshed.add_argument("--y", metavar="Y", type=float, help=_("and its north"))
    viewshed.add_argument(
        "--height", metavar="M", required=True, type=float, help=_("metres of the antenna above ground")
    )
    viewshed.add_argument(
        "--target",
        metavar="M",
        type=float,
        default=0.0,
        help=_("metres of what is looked at above ground (0)"),
    )
    asked.add_looking(viewshed)
    viewshed.set_defaults(run=run_viewshed)


def run_viewshed(options: Namespace) -> None:
    clock = asked.Clock()
    look = asked.look_of(options, options.target)
    point = _point(options)
    model = asked.model_of(options)
    (observer,) = placed([point], model)
    view = sight.view(model, observer, look, exact=options.exact)
    seen = np.zeros(model.heights.shape, np.uint8)
    view.over(seen)[:] = view.seen
    raster.write(options.output, seen, model.grid)
    told = as_json(model, observer, view, options) | {"seconds": clock.seconds()}
    if options.json:
        asked.tell(told)
    else:
        _print(told)


def _point(options: Namespace) -> Point:
    degrees, metres = (options.lon, options.lat), (options.x, options.y)
    given = [pair for pair in (degrees, metres) if pair != (None, None)]
    if len(given) != 1 or None in given[0] or not np.isfinite(given[0]).all():
        raise Refused(Fault("coverage-viewshed-where"))
    x, y = given[0]
    return Point(f"{x:g}, {y:g}", x, y, options.height, in_degrees=given[0] is degrees)


def as_json(model: Elevation, observer: sight.Observer, view: sight.View, options: Namespace) -> Told:
    within = int(sight.within(model, observer, options.radius))
    visible = int(np.count_nonzero(view.seen))
    return {
        "cells": model.grid.cells,
        "cells_within_radius": within,
        "void_cells": model.void_count,
        "visible_cells": visible,
        "visible_share": round(visible / within, 6),
        "row": observer.cell.row,
        "column": observer.cell.column,
        "ground_m": round(float(model.heights[observer.cell]), 3),
        "method": "exact" if options.exact else "sweep",
        "cell_m": model.grid.size,
        "crs": model.grid.crs,
        "radius_m": options.radius,
        "height_m": options.height,
        "target_m": options.target,
        "refraction": None if options.flat else options.refraction,
        "output": str(options.output),
    }


def _print(told: Told) -> None:
    said = {
        "visible": number(told["visible_cells"]),
        "cells": number(told["cells_within_radius"]),
        "share": percent(Decimal(str(told["visible_share"])), 1),
    }
    print(_("%(visible)s of %(cells)s cells within the radius are seen, %(share)s.") % said)
    if told["method"] == "sweep":
        print(_("By the quick method, which hides slightly too much; --exact for a final answer."))
    print(_("Written: %(file)s, after %(seconds)s seconds.") % {
        "file": told["output"], "seconds": number(told["seconds"], 2)})  # fmt: skip
