"""Cells that hang together: areas, split by kelurahan, none too small."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kotacerdas.coverage.domain.blanks.frames import OUTSIDE, Frame, Truth, Whole

NO_LABEL = -1


@dataclass(frozen=True)
class Parted:
    """`labels` counts the areas from 0 in reading order, row by row, `NO_LABEL` elsewhere; `units` says in which kelurahan each
    lies. `left_out` are the cells of areas too small to be listed."""

    labels: Whole
    units: Whole
    left_out: Truth


def labelled(classes: Whole, frame: Frame) -> Whole:
    """Cells of one class that touch, also by a corner, have one label; a negative class is none.

    Runs of equal cells in a row are joined with those in the row below: the rounds of hooking and shortening follow
    Shiloach and Vishkin, so they grow with the logarithm of the number of runs.
    """
    grid = classes.reshape(frame.shape)
    begins = np.ones(frame.shape, bool)
    begins[:, 1:] = grid[:, 1:] != grid[:, :-1]
    runs = np.cumsum(begins.ravel()).reshape(frame.shape) - 1
    above, below = _touching(grid, runs)
    parents = np.arange(int(runs[-1, -1]) + 1 if runs.size else 0)
    while True:
        one, other = parents[above], parents[below]
        if np.array_equal(one, other):
            break
        np.minimum.at(parents, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(shorter := parents[parents], parents):
            parents = shorter
    is_one = classes >= 0
    roots = parents[runs.ravel()[is_one]]
    # The first cell of an area has its lowest run, so counting the roots upwards is reading order.
    is_root = np.zeros(parents.size, bool)
    is_root[roots] = True
    found = np.full(classes.shape, NO_LABEL, np.int64)
    found[is_one] = (np.cumsum(is_root) - 1)[roots]
    return found


def _touching(grid: Whole, runs: Whole) -> tuple[Whole, Whole]:
    """Pairs of runs of one class in neighbouring rows."""
    pairs = [np.empty(0, np.int64)]
    count = int(runs[-1, -1]) + 1
    for above, below in _neighbours_below(grid.shape):
        same = (grid[above] == grid[below]) & (grid[above] >= 0)
        pairs.append(_changing(runs[above][same] * count + runs[below][same]))
    one, other = np.divmod(np.unique(np.concatenate(pairs)), count)
    return one, other


def _changing(numbers: Whole) -> Whole:
    """Without repetitions one after another, of which there are many: sorting is dear."""
    return numbers[np.flatnonzero(np.diff(numbers, prepend=-1))]


def _neighbours_below(shape: tuple[int, ...]) -> Iterator[tuple[tuple[slice, slice], tuple[slice, slice]]]:
    """Straight below, below to the right, below to the left."""
    upper, lower, every = slice(None, -1), slice(1, None), slice(None)
    yield (upper, every), (lower, every)
    yield (upper, upper), (lower, lower)
    yield (upper, lower), (lower, upper)


def parted(wanted: Truth, units: Whole, frame: Frame, *, smallest: int) -> Parted:
    """Areas of the wanted cells of at least `smallest` cells. `units` numbers the kelurahan of each cell."""
    whole = labelled(np.where(wanted, 0, NO_LABEL), frame)
    parts = labelled(np.where(wanted, units, NO_LABEL), frame)
    inside = parts >= 0
    whole_sizes = np.bincount(whole[inside])
    is_large = np.zeros(wanted.shape, bool)
    is_large[inside] = whole_sizes[whole[inside]] >= smallest
    home = _homes(np.where(is_large, parts, NO_LABEL), whole, frame, smallest)
    joined = np.full(wanted.shape, NO_LABEL)
    joined[is_large] = home[parts[is_large]]
    return _in_reading_order(joined, parts, units, left_out=wanted & ~is_large)


def _in_reading_order(joined: Whole, parts: Whole, units: Whole, *, left_out: Truth) -> Parted:
    inside = np.flatnonzero(joined >= 0)
    seen, first = _first_cells(joined, inside)
    order = seen[np.argsort(first, kind="stable")]
    place = np.full(int(joined.max(initial=0)) + 1, NO_LABEL)
    place[order] = np.arange(order.size)
    labels = np.full(joined.shape, NO_LABEL)
    labels[inside] = place[joined[inside]]
    # The kelurahan of an area is that of the part to which the others were joined: of any cell that kept its own part.
    kept = inside[joined[inside] == parts[inside]]
    unit_of = np.full(order.size, OUTSIDE)
    unit_of[labels[kept]] = units[kept]
    return Parted(labels, unit_of, left_out)


def _first_cells(labels: Whole, inside: Whole) -> tuple[Whole, Whole]:
    """The labels that there are, and the first cell of each."""
    first = np.full(int(labels.max(initial=0)) + 1, NO_LABEL)
    first[labels[inside][::-1]] = inside[::-1]
    seen = np.flatnonzero(first >= 0)
    return seen, first[seen]


def _homes(parts: Whole, whole: Whole, frame: Frame, smallest: int) -> Whole:
    """For each part the part that it is counted with: itself if it is large enough, else the one that it touches most."""
    if not (parts >= 0).any():
        return np.zeros(0, np.int64)
    sizes = np.bincount(parts[parts >= 0])
    home = np.arange(sizes.size)
    small = {int(each) for each in np.flatnonzero((sizes > 0) & (sizes < smallest))}
    if not small:
        return home
    family: dict[int, set[int]] = defaultdict(set)
    seen, cells = _first_cells(parts, np.flatnonzero(parts >= 0))
    for part, area in zip(seen.tolist(), whole[cells].tolist(), strict=True):
        family[area].add(part)
    touching = _borders(parts, frame)
    for members in family.values():
        _join(members, members & small, sizes, touching, home)
    return home


def _join(
    members: set[int], small: set[int], sizes: Whole, touching: dict[int, Counter[int]], home: Whole
) -> None:
    """The largest parts first; where all are small, the largest is the one that the others join."""
    waiting = sorted(small, key=lambda part: (-sizes[part], part))
    if waiting and small == members:
        waiting = waiting[1:]
    while waiting:
        open_ones = set(waiting)
        for part in waiting:
            length: Counter[int] = Counter()
            for other, count in touching[part].items():
                if other not in open_ones:
                    length[int(home[other])] += count
            if length:
                home[part] = min(length, key=lambda other: (-length[other], other))
                waiting.remove(part)
                break
        else:
            raise AssertionError("parts of one area touch each other")


def _borders(parts: Whole, frame: Frame) -> dict[int, Counter[int]]:
    """How often each part touches each other one."""
    grid = parts.reshape(frame.shape)
    every, left, right = slice(None), slice(None, -1), slice(1, None)
    count = int(parts.max(initial=0)) + 1
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for one, other in (*_neighbours_below(grid.shape), ((every, left), (every, right))):
        differ = (grid[one] != grid[other]) & (grid[one] >= 0) & (grid[other] >= 0)
        pairs, counts = np.unique(grid[one][differ] * count + grid[other][differ], return_counts=True)
        for pair, times in zip(pairs.tolist(), counts.tolist(), strict=True):
            first, second = divmod(pair, count)
            found[first][second] += times
            found[second][first] += times
    return found
