"""Many paths over one ground at once: where each is sampled, and how far the ray passes from the ground there.

The same samples, rays and zones as of `terrain.domain.profiles`, which does one path and draws it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.coverage.domain.blanks.reach import Mast
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.profiles import sampled
from kotacerdas.terrain.domain.radio import earth, waves

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]

MOST_SAMPLES = 400_000
"""Held at a time: some 60 MB with everything that is computed of them."""


@dataclass(frozen=True, eq=False)
class Antennas:
    """`rows` and `columns` count from the middle of the first cell; `tops` are metres above sea, NaN where the ground is unknown."""

    rows: Floats
    columns: Floats
    tops: Floats


def antennas(over: Elevation, masts: Sequence[Mast]) -> Antennas:
    given: Floats = np.array(masts, np.float64).reshape(-1, 3)
    given[~np.isfinite(given).all(axis=1)] = -1e15  # far outside, where the ground is unknown
    rows = (over.grid.north - given[:, 1]) / over.grid.size - 0.5
    columns = (given[:, 0] - over.grid.west) / over.grid.size - 0.5
    return Antennas(rows, columns, sampled(over.heights, rows, columns) + given[:, 2])


@dataclass(frozen=True, eq=False)
class Paths:
    """One of each pair. `steps` is how many samples apart its ends are; the samples between have numbers 1 to steps - 1."""

    over: Elevation
    firsts: Antennas
    lasts: Antennas
    first: Whole
    last: Whole
    mhz: float
    refraction: float = earth.RADIO_REFRACTION

    def __len__(self) -> int:
        return len(self.first)

    def of(self, chosen: Any) -> "Paths":
        pairs = self.first[chosen], self.last[chosen]
        return Paths(self.over, self.firsts, self.lasts, *pairs, self.mhz, self.refraction)

    @property
    def tops(self) -> tuple[Floats, Floats]:
        return self.firsts.tops[self.first], self.lasts.tops[self.last]

    @property
    def metres(self) -> Floats:
        down, across = self._spans
        return np.asarray(np.hypot(down, across) * self.over.grid.size)

    @property
    def steps(self) -> Whole:
        return np.maximum(np.ceil(np.hypot(*self._spans) - 1e-9), 0).astype(np.intp)

    @property
    def _spans(self) -> tuple[Floats, Floats]:
        return (
            self.lasts.rows[self.last] - self.firsts.rows[self.first],
            self.lasts.columns[self.last] - self.firsts.columns[self.first],
        )


@dataclass(frozen=True, eq=False)
class Samples:
    """Between the ends of several paths, one path after another. `path` says whose each is and `begins` where a path begins."""

    path: Whole
    begins: Whole
    along: Floats
    ground: Floats
    ray: Floats
    zone: Floats

    @property
    def clearance(self) -> Floats:
        return self.ray - self.ground


def samples(paths: Paths, *, begin: int = 1, step: int = 1) -> Iterator[Samples]:
    """Of the samples with the numbers begin, begin + step, ... in pieces that fit into memory; paths without one are left out."""
    counts = np.maximum(-((begin - paths.steps) // step), 0)
    chosen = np.flatnonzero(counts)
    ends = np.cumsum(counts[chosen])
    start = 0
    while start < len(chosen):
        before = ends[start - 1] if start else 0
        stop = max(int(np.searchsorted(ends, before + MOST_SAMPLES, side="right")), start + 1)
        part = chosen[start:stop]
        yield _sampled(paths, part, counts[part], begin, step)
        start = stop


def _sampled(paths: Paths, chosen: Whole, counts: Whole, begin: int, step: int) -> Samples:
    part = paths.of(chosen)
    own = np.repeat(np.arange(len(chosen)), counts)
    begins = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.intp)
    number = begin + step * (np.arange(len(own)) - begins[own])
    share = number * (1.0 / part.steps)[own]
    down, across = part._spans
    rows = part.firsts.rows[part.first][own] + down[own] * share
    columns = part.firsts.columns[part.first][own] + across[own] * share
    whole = part.metres[own]
    along = share * whole
    left = along * (whole - along)
    top, far_top = part.tops
    ray = top[own] + (far_top - top)[own] * share - 0.5 * earth.curvature(part.refraction) * left
    zone = np.sqrt(waves.wavelength(part.mhz) * left / whole)
    return Samples(chosen[own], begins, along, sampled(part.over.heights, rows, columns), ray, zone)
