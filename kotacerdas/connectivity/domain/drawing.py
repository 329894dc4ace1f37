"""A grid of states as few long runs: cells of one row and state are one rectangle, equal rectangles below each other, too."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Rectangle = tuple[int, int, int, int]
"""Column, row, width, height, in cells."""

# One rectangle takes some 15 letters; so many stay below 200 kB of page, and some 20 kB on the way.
MOST_RECTANGLES = 12_000


def rectangles(is_there: Array) -> list[Rectangle]:
    """Covers exactly the true cells of a two-dimensional mask, each once."""
    rows, _columns = is_there.shape
    open_runs: dict[tuple[int, int], Rectangle] = {}
    done: list[Rectangle] = []
    for row in range(rows):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], is_there[row].view(np.int8), [0]))))
        runs = {(int(start), int(end - start)) for start, end in zip(edges[::2], edges[1::2], strict=True)}
        done += [open_runs.pop(run) for run in list(open_runs) if run not in runs]
        for run in sorted(runs):
            column, width = run
            _column, first, _width, height = open_runs.get(run, (column, row, width, 0))
            open_runs[run] = (column, first, width, height + 1)
    return sorted([*done, *open_runs.values()], key=lambda each: (each[1], each[0]))


def path_of(pieces: list[Rectangle]) -> str:
    """As the path of an SVG, in cells."""
    return "".join(f"M{column} {row}h{width}v{height}h-{width}z" for column, row, width, height in pieces)


def coarser(states: Array) -> Array:
    """Half as fine: of four cells, the worst that is known counts, so that a hole is never drawn over. 1 to 3 are known, from
    none to served; 0 and 4 are not; below 0 is outside."""
    rows, columns = states.shape
    grown = np.pad(states, ((0, rows % 2), (0, columns % 2)), constant_values=-1)
    four = np.stack([grown[0::2, 0::2], grown[0::2, 1::2], grown[1::2, 0::2], grown[1::2, 1::2]])
    known = np.where((four > 0) & (four < 4), four, 127).min(axis=0)
    return np.asarray(np.where(known == 127, four.max(axis=0), known), states.dtype)


def drawn(states: Array, numbers: tuple[int, ...]) -> tuple[dict[int, list[Rectangle]], int]:
    """Rectangles by state, and how many cells a drawn one is wide: a picture too large is drawn coarser."""
    step = 1
    while True:
        found = {number: rectangles(np.ascontiguousarray(states == number)) for number in numbers}
        if sum(map(len, found.values())) <= MOST_RECTANGLES or min(states.shape, default=0) < 2:
            return found, step
        states, step = coarser(states), step * 2
