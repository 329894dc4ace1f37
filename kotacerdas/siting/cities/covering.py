"""The coverage of one city, and its next sites, as a task: the same code in this process and on a machine of a cluster.

It answers with plain values, so that what is computed elsewhere reads like what is computed here. Paths are those that the worker
sees.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage.point_files import read_points
from kotacerdas.siting.cities import sites
from kotacerdas.siting.cities.sites import Wish
from kotacerdas.terrain import raster, sight
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.looking import Look, checked
from kotacerdas.terrain.placing import placed


@dataclass(frozen=True)
class Order:
    """One city: its elevation model, its points, and how one looks. Cells of `cell` metres; None for those of the model.
    `wish` asks for the next sites, too."""

    city: str
    dem: str
    points: str
    radius: float
    receiver: float = 1.5
    cell: float | None = None
    is_exact: bool = False
    wish: Wish | None = None


@dataclass(frozen=True)
class Outcome:
    """`figures` are empty where `faults` say what was wrong. `seconds` is told apart from them, since it differs from run to run."""

    city: str
    figures: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    seconds: float = 0.0

    @property
    def is_done(self) -> bool:
        return not self.faults


def covered(order: Order) -> Outcome:
    """Never raises for bad input: one city's broken file stops no other city."""
    began = time.perf_counter()
    try:
        figures = _figures(order)
    except Refused as refused:
        return Outcome(order.city, faults=refused.faults, seconds=time.perf_counter() - began)
    return Outcome(order.city, figures, seconds=time.perf_counter() - began)


def _figures(order: Order) -> dict[str, Any]:
    look = checked(Look(order.radius, order.receiver))
    points = read_points(Path(order.points))
    dem = Path(order.dem)
    model = raster.read(dem) if order.cell is None else raster.gather([dem], size=order.cell)
    # One thread: a worker computes as many cities at once as it has threads.
    counts = sight.count(model, placed(points, model), look, exact=order.is_exact, workers=1)
    land = ~model.voids & ~model.sea
    cells, seen = int(np.count_nonzero(land)), int(np.count_nonzero((counts > 0) & land))
    hectares = model.grid.size**2 / 10_000
    more = _sites(order.wish, model, counts, look, exact=order.is_exact) if order.wish else {}
    return {
        "points": len(points),
        "cell_m": model.grid.size,
        "land_cells": cells,
        "covered_cells": seen,
        "covered_share": round(seen / cells, 6) if cells else 0.0,
        "covered_ha": round(seen * hectares, 2),
        "uncovered_ha": round((cells - seen) * hectares, 2),
        "by_several_cells": int(np.count_nonzero((counts > 1) & land)),
        "most_points": int(counts.max()) if counts.size else 0,
        **more,
    }


def _sites(wish: Wish, model: Elevation, counts: sight.Counts, look: Look, *, exact: bool) -> dict[str, Any]:
    return {"sites": sites.chosen(wish, model, counts, look, exact=exact)}
