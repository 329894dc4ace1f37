"""The command `wifi coverage`: how many points see each cell of an elevation model. Its words and JSON are a promise."""

from argparse import ArgumentParser, Namespace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number, percent
from kotacerdas.coverage.commands import options as asked
from kotacerdas.coverage.point_files import read_points
from kotacerdas.terrain import raster, sight
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.placing import placed

Told = dict[str, Any]


def add_to(deeds: Any, common: ArgumentParser) -> None:
    """Below `kotacerdas wifi`."""
    coverage = deeds.add_parser("coverage", parents=[common], help=_("how many points see each cell"))
    asked.add_model(coverage)
    coverage.add_argument(
        "--points",
        metavar="POINTS.csv",
        required=True,
        type=Path,
        help=_("id,lon,lat,height or id,x,y,height"),
    )
    coverage.add_argument(
        "--receiver",
        metavar="M",
        type=float,
        default=1.5,
        help=_("metres of the receiver above ground (1.5)"),
    )
    asked.add_looking(coverage)
    coverage.set_defaults(run=run_coverage)


def run_coverage(options: Namespace) -> None:
    clock = asked.Clock()
    look = asked.look_of(options, options.receiver)
    points = read_points(options.points)
    model = asked.model_of(options)
    observers = placed(points, model)
    counts = sight.count(model, observers, look, exact=options.exact)
    raster.write(options.output, counts, model.grid)
    told = as_json(model, counts, len(points), options) | {"seconds": clock.seconds()}
    if options.json:
        asked.tell(told)
    else:
        _print(told)


def as_json(model: Elevation, counts: sight.Counts, points: int, options: Namespace) -> Told:
    """Shares are of the cells that have a height; of land, of those above 0 m."""
    covered, land = counts > 0, ~model.voids & ~model.sea
    known = model.grid.cells - model.void_count
    covered_cells, land_cells = int(np.count_nonzero(covered)), int(np.count_nonzero(land))
    return {
        "points": points,
        "cells": model.grid.cells,
        "void_cells": model.void_count,
        "sea_cells": known - land_cells,
        "covered_cells": covered_cells,
        "covered_share": round(covered_cells / known, 6),
        "covered_share_of_land": round(int(np.count_nonzero(covered & land)) / land_cells, 6),
        "most_points": int(counts.max()),
        "method": "exact" if options.exact else "sweep",
        "cell_m": model.grid.size,
        "crs": model.grid.crs,
        "radius_m": options.radius,
        "receiver_m": options.receiver,
        "refraction": None if options.flat else options.refraction,
        "output": str(options.output),
    }


def _print(told: Told) -> None:
    count = told["points"]
    said = {
        "count": number(count),
        "covered": number(told["covered_cells"]),
        "cells": number(told["cells"] - told["void_cells"]),
        "share": percent(Decimal(str(told["covered_share"])), 1),
    }
    words = ngettext(
        "%(count)s point sees %(covered)s of %(cells)s cells, %(share)s.",
        "%(count)s points see %(covered)s of %(cells)s cells, %(share)s.",
        count,
    )
    print(words % said)
    if told["method"] == "sweep":
        print(_("By the quick method, which hides slightly too much; --exact for a final answer."))
    print(_("Written: %(file)s, after %(seconds)s seconds.") % {
        "file": told["output"], "seconds": number(told["seconds"], 2)})  # fmt: skip
