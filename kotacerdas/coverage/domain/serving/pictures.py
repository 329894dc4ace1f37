"""Rasters as small pictures with see-through ground: a number of a colour for each cell, and the colours."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.coverage.domain.serving.rasters import NO_SIGNAL, NOBODY, Counts, Numbers

Colour = tuple[int, int, int, int]
Indices = NDArray[np.uint8]
CLEAR: Colour = (255, 255, 255, 0)
COUNT_ENDS = (1, 2, 4)
"""From so many points on a cell has the next colour; the palest is none of them, for spots so small."""
RAMP: tuple[Colour, ...] = (
    (226, 240, 239, 235),
    (156, 202, 202, 235),
    (79, 148, 153, 235),
    (11, 96, 105, 235),
)
"""From little to much, as `ramp-1` to `ramp-4` on maps."""
TURNS: tuple[Colour, ...] = (
    (79, 148, 153, 200), (253, 224, 160, 200), (148, 134, 190, 200), (190, 214, 150, 200), (214, 150, 140, 200), (120, 160, 205, 200),
)  # fmt: skip
"""Of neighbouring points, which take turns; they tell them apart and mean nothing."""
MOST_SIDE = 2_000
"""Pixels; a larger raster is drawn from every second cell, or third."""


def thinned(raster: NDArray[Any]) -> NDArray[Any]:
    step = max(1, -(-max(raster.shape) // MOST_SIDE))
    return raster[step // 2 :: step, step // 2 :: step] if step > 1 else raster


def of_count(count: Counts) -> tuple[Indices, Sequence[Colour]]:
    return np.digitize(thinned(count), COUNT_ENDS).astype(np.uint8), (CLEAR, *RAMP[1:])


def of_signal(signal: Numbers, least: Sequence[float]) -> tuple[Indices, Sequence[Colour]]:
    """`least` dBm of the classes go down; the best class has the fullest colour."""
    ends = np.round(np.asarray(least) * 10)[::-1]
    found = np.digitize(np.maximum(thinned(signal), NO_SIGNAL), ends).astype(np.uint8)
    return found, (CLEAR, *RAMP[-len(least) :])


def of_best(best: Numbers, turns: Sequence[int]) -> tuple[Indices, Sequence[Colour]]:
    """`turns` says which colour each point has."""
    table = np.array([*(turn + 1 for turn in turns), 0], np.uint8)  # the last is for nobody
    thin = thinned(best)
    return table[np.where(thin == NOBODY, len(turns), thin)], (CLEAR, *TURNS)


def in_turn(places: Sequence[tuple[int, int]]) -> list[int]:
    """A colour for each point that as few of its nearest neighbours as can be have, too."""
    found: list[int] = []
    at = np.asarray(places, np.float64).reshape(-1, 2)
    for number in range(len(places)):
        away = np.hypot(*(at[:number] - at[number]).T)
        taken = np.full(len(TURNS), np.inf)
        for other in np.argsort(away)[:12][::-1].tolist():
            taken[found[other]] = away[other]
        found.append(int(np.argmax(taken)))
    return found
