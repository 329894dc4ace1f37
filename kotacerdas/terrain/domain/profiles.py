"""The ground between two points, and whether a ray between two antennas over it is free.

A ray counts as free where the first Fresnel zone around it is free to 60 % of its radius: there an edge has v = -0.85, below
-0.78, and takes nothing. Less costs signal although the other end is in sight. Unknown ground is never taken for free ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import ceil, hypot
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.terrain.domain.radio import earth, waves

Floats = NDArray[np.float64]
Grid = NDArray[np.floating[Any]]

FREE_SHARE = 0.6
"""Of the first Fresnel zone's radius."""
_NOTHING = 1e-9
"""A weight below it is a rounding error of a sample that lies on the line between two centres."""


class Verdict(StrEnum):
    CLEAR = "clear"
    GRAZING = "grazing"
    """The other end is in sight, but ground reaches into the Fresnel zone."""
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Profile:
    """Metres from the first end, strictly growing from 0, and the ground's height above sea there; NaN where it is unknown."""

    along: Floats
    ground: Floats

    def __post_init__(self) -> None:
        if self.along.ndim != 1 or self.along.shape != self.ground.shape or len(self.along) == 0:
            raise ValueError("a profile has as many heights as distances, and one at least")
        if self.along[0] != 0 or not bool((np.diff(self.along) > 0).all()):
            raise ValueError("distances begin at 0 and grow")

    @property
    def metres(self) -> float:
        return float(self.along[-1])

    @cached_property
    def has_voids(self) -> bool:
        return bool(np.isnan(self.ground).any())

    def reversed(self) -> Profile:
        """The same ground seen from the other end."""
        return Profile(self.along[-1] - self.along[::-1], self.ground[::-1].copy())


def between(heights: Grid, cell: float, start: tuple[float, float], end: tuple[float, float]) -> Profile:
    """The ground under the straight line between two places of a grid.

    `heights` are the cells' centres, NaN where unknown; places are (row, column), (0, 0) being the centre of the first cell;
    `cell` is the width of a cell in metres. Samples are at most a cell apart, the last one exactly at the end, and between
    four centres heights run evenly (bilinear). Outside the grid the ground is unknown.
    """
    cells = hypot(end[0] - start[0], end[1] - start[1])
    count = max(1, ceil(cells - 1e-9)) if cells > 0 else 0
    share = np.linspace(0.0, 1.0, count + 1)
    rows = start[0] + (end[0] - start[0]) * share
    columns = start[1] + (end[1] - start[1]) * share
    return Profile(share * cells * cell, sampled(heights, rows, columns))


def sampled(heights: Grid, rows: Floats, columns: Floats) -> Floats:
    """Heights between the centres of cells. A void counts only where it has weight: 0 times unknown is nothing, not unknown."""
    last_row, last_column = heights.shape[0] - 1, heights.shape[1] - 1
    inside = (rows >= 0) & (rows <= last_row) & (columns >= 0) & (columns <= last_column)
    top = np.clip(np.floor(rows), 0, last_row).astype(np.intp)
    left = np.clip(np.floor(columns), 0, last_column).astype(np.intp)
    down, right = rows - top, columns - left
    found: Floats = np.zeros(len(rows))
    for row, weight_down in ((top, 1 - down), (np.minimum(top + 1, last_row), down)):
        for column, weight_right in ((left, 1 - right), (np.minimum(left + 1, last_column), right)):
            weight = weight_down * weight_right
            found += np.where(weight > _NOTHING, weight * heights[row, column], 0.0)
    return np.where(inside, found, np.nan)


@dataclass(frozen=True)
class Obstacle:
    """The ground that comes nearest to the ray, measured in Fresnel radii."""

    at: float
    """Metres from the first end."""
    ground: float
    """Metres above sea."""
    ray: float
    """The ray's height there, the Earth's bulge taken off it, so that both can be compared with heights above sea."""
    zone: float
    """The radius of the first Fresnel zone there."""

    @property
    def clearance(self) -> float:
        """Metres between ray and ground; negative where the ground covers the ray."""
        return self.ray - self.ground

    @property
    def share(self) -> float:
        """The clearance in radii of the first Fresnel zone: 1 is a free zone, 0 a grazing ray."""
        return self.clearance / self.zone


@dataclass(frozen=True)
class Sight:
    """What stands between two antennas. `worst` is None where nothing known lies between them."""

    verdict: Verdict
    worst: Obstacle | None
    needed: float | None
    """By how many metres both antennas must rise to free 60 % of the zone; 0 where it is free, None where unknown."""

    @property
    def margin(self) -> float | None:
        """Metres of the worst obstacle below the edge of 60 % of the zone; negative where it reaches into it."""
        return None if self.worst is None else self.worst.clearance - FREE_SHARE * self.worst.zone


def rays(profile: Profile, first: float, last: float, refraction: float = earth.RADIO_REFRACTION) -> Floats:
    """The ray's height above sea at every sample, as seen over ground that is drawn flat: it sags by the Earth's bulge."""
    along, whole = profile.along, profile.metres
    ends = profile.ground[0] + first, profile.ground[-1] + last
    slope = (ends[1] - ends[0]) / whole if whole else 0.0
    ray: Floats = ends[0] + slope * along - 0.5 * earth.curvature(refraction) * along * (whole - along)
    return ray


def zones(profile: Profile, mhz: float) -> Floats:
    """The radius of the first Fresnel zone at every sample; 0 at both ends."""
    near, whole = profile.along, profile.metres
    return np.sqrt(waves.wavelength(mhz) * near * (whole - near) / whole) if whole else np.zeros(len(near))


def sight(
    profile: Profile, *, mhz: float, first: float, last: float, refraction: float = earth.RADIO_REFRACTION
) -> Sight:
    """Between antennas `first` and `last` metres above the ground at both ends.

    Ground that blocks blocks, whatever is unknown beside it; otherwise one void makes the answer unknown. Two antennas at one
    place, or with no sample between them, see each other.
    """
    if np.isnan(profile.ground[[0, -1]]).any():
        return Sight(Verdict.UNKNOWN, None, None)
    ray, zone = rays(profile, first, last, refraction), zones(profile, mhz)
    inner = np.flatnonzero(~np.isnan(profile.ground[1:-1])) + 1
    if not len(inner):
        return Sight(Verdict.UNKNOWN, None, None) if profile.has_voids else Sight(Verdict.CLEAR, None, 0.0)
    clearance = ray[inner] - profile.ground[inner]
    at = int(inner[np.argmin(clearance / zone[inner])])
    worst = Obstacle(*(float(row[at]) for row in (profile.along, profile.ground, ray, zone)))
    needed = max(0.0, float((FREE_SHARE * zone[inner] - clearance).max()))
    if clearance.min() < 0:
        return Sight(Verdict.BLOCKED, worst, None if profile.has_voids else needed)
    if profile.has_voids:
        return Sight(Verdict.UNKNOWN, worst, None)
    return Sight(Verdict.GRAZING if needed > 0 else Verdict.CLEAR, worst, needed)
