"""Which of many pairs of antennas are free of ground: 60 % of the first Fresnel zone, all the way."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kotacerdas.coverage.domain.blanks.reach import Mast
from kotacerdas.coverage.domain.links import pairs
from kotacerdas.coverage.domain.links.paths import Paths, antennas, samples
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.profiles import FREE_SHARE

PASSES = ((8, 16), (16, 16), (4, 8), (2, 4), (1, 2))
"""First number and step of samples; together each number once. Most hidden pairs are out after the first sixteenth."""


def clear_pairs(
    over: Elevation, firsts: Sequence[Mast], lasts: Sequence[Mast], *, mhz: float, most_km: float
) -> list[tuple[int, int]]:
    """Which of `firsts` and which of `lasts` (by number) are at most so far apart and have a free path; in order.

    Unknown ground is never free. A list against itself gives each pair both ways and none with itself.
    """
    here = antennas(over, firsts)
    is_same = firsts is lasts
    there = here if is_same else antennas(over, lasts)
    found: list[tuple[int, int]] = []
    for first, last in pairs.near(firsts, lasts, most_km * 1000):
        once = first < last if is_same else np.ones(len(first), bool)
        paths = Paths(over, here, there, first[once], last[once], mhz)
        free = are_free(paths)
        found += zip(paths.first[free].tolist(), paths.last[free].tolist(), strict=True)
    return sorted(found + [(last, first) for first, last in found]) if is_same else found


def are_free(paths: Paths) -> NDArray[np.bool_]:
    """For each path; one with no sample between its ends is free where both stand on known ground."""
    free: NDArray[np.bool_] = ~np.isnan(np.add(*paths.tops))
    for begin, step in PASSES:
        left = np.flatnonzero(free)
        for part in samples(paths.of(left), begin=begin, step=step):
            with np.errstate(invalid="ignore"):  # an unknown height is not enough
                is_enough = part.clearance - FREE_SHARE * part.zone >= 0
            free[left[part.path[~is_enough]]] = False
    return free
