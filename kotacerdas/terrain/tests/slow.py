"""Line of sight so plainly written that one sees it is right: fractions, no float, one cell at a time."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.sight import Observer


def discs(over: Elevation, observer: Observer, look: Look) -> Iterator[tuple[int, int]]:
    """The cells within the radius."""
    squared = (Fraction(look.radius) / Fraction(over.grid.size)) ** 2
    for row in range(over.grid.rows):
        for column in range(over.grid.columns):
            if (row - observer.cell.row) ** 2 + (column - observer.cell.column) ** 2 <= squared:
                yield row, column


def seen_by_rays(over: Elevation, observer: Observer, look: Look) -> NDArray[Any]:
    found = np.zeros(over.heights.shape, np.uint8)
    for row, column in discs(over, observer, look):
        if not over.voids[row, column]:
            found[row, column] = _ray_arrives(over.ground, observer, (row, column), look, over.grid.size)
    return found


def _ray_arrives(
    ground: NDArray[Any], observer: Observer, cell: tuple[int, int], look: Look, size: float
) -> bool:
    (row, column), bend = observer.cell, Fraction(look.bend * size**2)
    down, right = cell[0] - row, cell[1] - column
    steps = max(abs(down), abs(right))
    eye = Fraction(float(ground[row, column])) + Fraction(observer.height)
    top = Fraction(float(ground[cell])) + Fraction(look.target) - bend * (down**2 + right**2)
    for step in range(1, steps):
        share = Fraction(step, steps)
        at = row + down * share, column + right * share
        drop = bend * ((down * share) ** 2 + (right * share) ** 2)
        if _between(ground, *at) - drop > eye + (top - eye) * share:
            return False
    return True


def _between(ground: NDArray[Any], row: Fraction, column: Fraction) -> Fraction:
    """The ground where at most one of both lies between cells."""
    found = Fraction(0)
    for r in {floor(row), -floor(-row)}:
        for c in {floor(column), -floor(-column)}:
            found += Fraction(float(ground[r, c])) * (1 - abs(row - r)) * (1 - abs(column - c))
    return found


def seen_by_rings(over: Elevation, observer: Observer, look: Look) -> tuple[NDArray[Any], NDArray[Any]]:
    """What a sweep over rings sees, in doubles; and where that is a matter of rounding."""
    found, close = np.zeros(over.heights.shape, np.uint8), np.zeros(over.heights.shape, bool)
    (row, column), bend = observer.cell, look.bend * over.grid.size**2
    eye = float(over.ground[observer.cell]) + observer.height
    horizons: dict[tuple[int, int], float] = {}
    inside = {(r - row, c - column) for r, c in discs(over, observer, look)}
    for down, right in sorted(inside, key=lambda each: max(abs(each[0]), abs(each[1]))):
        ring = max(abs(down), abs(right))
        cell = row + down, column + right
        if ring == 0:
            found[cell] = 1
            continue
        slope = (float(over.ground[cell]) - eye - bend * (down**2 + right**2)) / ring
        before = -np.inf if ring == 1 else _horizon(horizons, down, right, ring)
        found[cell] = slope + look.target / ring >= before
        close[cell] = abs(slope + look.target / ring - before) < 1e-4
        horizons[down, right] = max(slope, before)
    return found, close


def _horizon(horizons: dict[tuple[int, int], float], down: int, right: int, ring: int) -> float:
    """Between the two cells of the ring before that the ray passes, on its longer side."""
    sign = lambda value: (value > 0) - (value < 0)
    if abs(down) >= abs(right):
        outer, inner = (down - sign(down), right), (down - sign(down), right - sign(right))
    else:
        outer, inner = (down, right - sign(right)), (down - sign(down), right - sign(right))
    share = min(abs(down), abs(right)) / ring
    if share == 1:
        return horizons[inner]
    if share == 0:
        return horizons[outer]
    return share * horizons[inner] + (1 - share) * horizons[outer]
