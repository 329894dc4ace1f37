"""Who sees what over an elevation model: counts for many points, a mask for one. Imports numba where it is first asked.

`exact` walks a ray to every cell and is for final answers; without it the ring sweep answers, many times faster, and hides
slightly too much (`kernels` says why, docs/explanation/line-of-sight.md how much).
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import Disc, Look, checked, disc

Counts = NDArray[np.uint16]
Seen = NDArray[np.uint8]
MOST_POINTS = 65_535  # what a count of two bytes holds
MOST_BYTES_OF_COUNTS = 512 * 2**20  # all workers together
WORKED_ALONE = 2_000_000  # rays or cells under which a second thread does not pay


@dataclass(frozen=True)
class Observer:
    """`height` is that of the antenna above the ground of the cell."""

    cell: Cell
    height: float


@dataclass(frozen=True, eq=False)
class View:
    """What one observer sees: 1 is seen. The first cell of `seen` is at `top` and `left` of the model."""

    top: int
    left: int
    seen: Seen

    def over(self, array: NDArray[Any]) -> NDArray[Any]:
        """The part of an array of the model's shape that this view covers."""
        rows, columns = self.seen.shape
        return array[self.top : self.top + rows, self.left : self.left + columns]


def count(
    over: Elevation,
    observers: Sequence[Observer],
    look: Look,
    *,
    exact: bool = False,
    workers: int | None = None,
) -> Counts:
    """How many observers see each cell; 0 on voids. An observer sees its own cell."""
    if len(observers) > MOST_POINTS:
        raise ValueError(f"more than {MOST_POINTS} observers")
    counts = np.zeros(over.heights.shape, np.uint16)
    if observers:
        ground, shape = over.ground, _disc(over, checked(look))
        _run(ground, observers, look, shape, over.grid.size, counts, exact=exact, workers=workers)
        if over.void_count:
            counts[over.voids] = 0
    return counts


def view(over: Elevation, observer: Observer, look: Look, *, exact: bool = False) -> View:
    """What one observer sees, as a window of the model; only that window is computed."""
    shape = _disc(over, checked(look))
    (row, column), radius = observer.cell, shape.radius
    top, left = max(row - radius, 0), max(column - radius, 0)
    window = np.s_[top : row + radius + 1, left : column + radius + 1]
    ground = np.ascontiguousarray(over.ground[window])
    seen = np.zeros(ground.shape, np.uint8)
    moved = Observer(Cell(row - top, column - left), observer.height)
    _run(ground, [moved], look, shape, over.grid.size, seen, exact=exact, workers=1)
    if over.void_count:
        seen[over.voids[window]] = 0
    return View(top, left, seen)


def views(
    over: Elevation, observers: Iterable[Observer], look: Look, *, exact: bool = False
) -> Iterator[View]:
    """One after another, so that not all have to be held at once."""
    return (view(over, each, look, exact=exact) for each in observers)


def within(over: Elevation, observer: Observer, radius: float) -> int:
    """How many cells with a height lie in the radius, the observer's own among them."""
    row, column = observer.cell
    reaches = disc(radius, over.grid.size, max(over.heights.shape)).reaches
    found = 0
    for y in range(-min(row, len(reaches) - 1), min(over.grid.rows - 1 - row, len(reaches) - 1) + 1):
        reach = int(reaches[abs(y)])
        cells = over.heights[row + y, max(column - reach, 0) : column + reach + 1]
        found += int(np.count_nonzero(~np.isnan(cells)))
    return found


def _disc(over: Elevation, look: Look) -> Disc:
    return disc(look.radius, over.grid.size, max(over.heights.shape))


Work = Callable[[NDArray[np.int64], NDArray[Any], NDArray[Any]], None]


def _run(
    ground: NDArray[np.float32],
    observers: Sequence[Observer],
    look: Look,
    shape: Disc,
    size: float,
    seen: NDArray[Any],
    *,
    exact: bool,
    workers: int | None,
) -> None:
    """Adds to `seen`."""
    if find_spec("numba") is None:
        raise Refused(Fault("terrain-no-group"))
    observers = _neighbours_together(observers, shape.radius)
    places = np.array([each.cell for each in observers], dtype=np.int64).reshape(-1, 2)
    heights = np.array([each.height for each in observers], dtype=np.float64)
    work = (_exact if exact else _swept)(ground, look, shape, size, len(observers))
    cells = len(observers) * int(shape.reaches.sum()) * 4
    threads = _threads(workers, seen.nbytes, cells * (10 if exact else 1), len(observers))
    if threads == 1:
        work(places, heights, seen)
        return
    # In turn, not in halves: points that follow each other in a list often see equally far.
    own = [seen, *(np.zeros_like(seen) for _ in range(threads - 1))]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, (places[at::threads] for at in range(threads)),
                      (heights[at::threads] for at in range(threads)), own))  # fmt: skip
    for each in own[1:]:
        seen += each


def _neighbours_together(observers: Sequence[Observer], radius: int) -> list[Observer]:
    """In bands as high as the radius, to and fro: what a point has looked at is still in the fast memory for the next."""

    def place(observer: Observer) -> tuple[int, int]:
        row, column = observer.cell
        band = row // max(radius, 1)
        return band, -column if band % 2 else column

    return sorted(observers, key=place)


def _threads(asked: int | None, size: int, work: int, observers: int) -> int:
    there = asked or len(os.sched_getaffinity(0))
    if asked is None and work < WORKED_ALONE:
        return 1
    return max(1, min(there, observers, MOST_BYTES_OF_COUNTS // max(2 * size, 1)))


def _exact(ground: NDArray[np.float32], look: Look, shape: Disc, size: float, _observers: int) -> Work:
    from kotacerdas.terrain.kernels import exact

    bend = look.bend * size**2

    def work(places: NDArray[np.int64], heights: NDArray[Any], seen: NDArray[Any]) -> None:
        exact.count(ground, seen, places, heights, look.target, bend, shape.reaches)

    return work


def _swept(ground: NDArray[np.float32], look: Look, shape: Disc, size: float, observers: int) -> Work:
    from kotacerdas.terrain.kernels import abreast, sweep

    target, drop = np.float32(look.target), np.float32(look.bend * size**2)
    squares = shape.squares(sweep.MARGIN)
    if sweep.near_pays(observers, shape.radius, ground.size):

        def near(places: NDArray[np.int64], heights: NDArray[Any], seen: NDArray[Any]) -> None:
            sweep.count_near(ground, seen, places, heights.astype(np.float32), target, drop, shape.widths,
                             shape.reaches, squares)  # fmt: skip

        return _abreast(ground, target, drop, shape, near) if abreast.pays(observers, shape.radius) else near
    flat, turned = _with_margins(ground), _with_margins(ground.T)

    def far(places: NDArray[np.int64], heights: NDArray[Any], seen: NDArray[Any]) -> None:
        counts, counts_turned = (np.zeros(flat.size, seen.dtype) for _ in range(2))
        sweep.count_far(flat, turned, ground.shape, counts, counts_turned, places, heights.astype(np.float32), target,
                        drop, shape.widths, squares)  # fmt: skip
        seen += _inside(counts, ground.shape)
        sweep.add_turned(seen, _inside(counts_turned, ground.shape[::-1]))

    return far


def _abreast(
    ground: NDArray[np.float32], target: np.float32, drop: np.float32, shape: Disc, near: Work
) -> Work:
    """Points whose disc is cut off by an edge look one by one."""
    from kotacerdas.terrain.kernels.abreast import Way, count

    way, last = Way.through(shape), np.array(ground.shape) - shape.radius

    def work(places: NDArray[np.int64], heights: NDArray[Any], seen: NDArray[Any]) -> None:
        whole = ((places >= shape.radius) & (places < last)).all(axis=1)
        count(ground, seen, places[whole], heights[whole].astype(np.float32), target, drop, *way.arrays)
        near(places[~whole], heights[~whole], seen)

    return work


def _with_margins(of: NDArray[np.float32]) -> NDArray[np.float32]:
    """Flat, with room before and behind that the sweep may read."""
    from kotacerdas.terrain.kernels.sweep import MARGIN, turn

    flat = np.zeros(of.size + 2 * MARGIN, np.float32)
    inside = _inside(flat, of.shape)
    if of.flags.c_contiguous:
        inside[:] = of
    else:
        turn(of.T, inside)
    return flat


def _inside(flat: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    from kotacerdas.terrain.kernels.sweep import MARGIN

    return flat[MARGIN:-MARGIN].reshape(shape)
