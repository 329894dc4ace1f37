"""The grid as one picture: cells of a state as one path, the outlines of the kelurahan over them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely import transform

from kotacerdas.connectivity.domain import drawing, serving
from kotacerdas.connectivity.queries.grids import Grid
from kotacerdas.geography.domain.areas import Areas

POSSIBLE = 4
"""Drawn only: unknown, and a tower may serve it."""
_NAMES = {
    serving.SERVED: "served",
    serving.WEAK: "weak",
    serving.NONE: "none",
    serving.UNKNOWN: "unknown",
    POSSIBLE: "possible",
}
# Corners nearer than this, in cells, cannot be told apart on the picture.
_TOLERANCE = 0.4


@dataclass(frozen=True)
class Picture:
    """`paths` by state, in cells of `step` times the grid's; `outlines` in the same measure."""

    width: int
    height: int
    step: int
    paths: Mapping[str, str]
    outlines: str


def picture_of(grid: Grid, operator: str, areas: Areas) -> Picture:
    states = grid.states(operator).astype(np.int8)
    towers = grid.part("towers", operator).reshape(states.shape)
    drawn, step = drawing.drawn(
        np.where((states == serving.UNKNOWN) & (towers > 0), POSSIBLE, states).astype(np.int8), tuple(_NAMES)
    )
    paths = {_NAMES[number]: drawing.path_of(pieces) for number, pieces in drawn.items() if pieces}
    return Picture(
        width=-(-grid.frame.columns // step),
        height=-(-grid.frame.rows // step),
        step=step,
        paths=paths,
        outlines=outlines_of(grid, areas, step),
    )


def outlines_of(grid: Grid, areas: Areas, step: int) -> str:
    unit = grid.cell_m * step

    def in_cells(corners: Any) -> Any:
        return np.column_stack(((corners[:, 0] - grid.west) / unit, (grid.north - corners[:, 1]) / unit))

    shapes = (transform(grid.projection.shape_in_metres(area.shape), in_cells) for area in areas.rows)
    return "".join(_path(shape.simplify(_TOLERANCE)) for shape in shapes)


def _path(shape: Any) -> str:
    rings: Sequence[Any] = [
        ring for part in getattr(shape, "geoms", [shape]) for ring in (part.exterior, *part.interiors)
    ]
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in list(ring.coords)[:-1]) + "z"
        for ring in rings
        if not ring.is_empty
    )
