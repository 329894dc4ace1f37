"""Looks once around a few invented cells with every kernel, so that they are compiled, or loaded, before anybody asks."""

from importlib.util import find_spec

import numpy as np

from kotacerdas.terrain import sight
from kotacerdas.terrain.domain.elevation import elevation
from kotacerdas.terrain.domain.grid import Cell, Grid
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.sight import Observer

SIDE, CELL = 96, 10.0
NEAR, FAR = 200.0, 900.0


def look_around() -> None:
    if find_spec("numba") is None:
        return
    ground = elevation(Grid(SIDE, SIDE, CELL, 0.0, 0.0, "EPSG:32750"), np.full((SIDE, SIDE), 5.0))
    point = [Observer(Cell(SIDE // 2, SIDE // 2), 10.0)]
    for radius in (NEAR, FAR):
        for exact in (True, False):
            sight.count(ground, point * 3, Look(radius), exact=exact)
            sight.view(ground, point[0], Look(radius), exact=exact)
