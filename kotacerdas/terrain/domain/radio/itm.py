"""The Irregular Terrain Model (Longley-Rice, version 1.2.2) by `itmlogic`: a slow second opinion on the loss of one path.

Imported only where it is asked for; it comes with the group `planning`. The package's own preparation of a profile
(`qlrpfl`) takes the last sample but one for the ground at the receiver where both ends lie within sight; NTIA's reference takes
the last one, and so does `_prepared` here. Of beyond the horizon both say the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from kotacerdas.terrain.domain.profiles import Profile

FEWEST_SAMPLES = 3
LOWEST_MAST = 0.5
"""Metres; lower ones the model does not know."""
_MOST_SAMPLES = 4000


class MissingGroup(Exception):
    """`itmlogic` is not installed; it comes with the group `planning`."""


class NoOpinion(Exception):
    """The model cannot answer: too few samples, voids, too low an antenna, or its formulas break off on so short a path."""


@dataclass(frozen=True)
class Setting:
    """Air, ground and statistics. The defaults are ITM's for an equatorial climate, average ground and medians.

    `climate`: 1 equatorial, 2 continental subtropical, 3 maritime subtropical, 4 desert, 5 continental temperate, 6 and 7
    maritime temperate over land and sea. `variability`: 12 is broadcast mode without the variance of locations. Shares in percent.
    """

    climate: int = 1
    refractivity: float = 360.0
    """N-units at sea level."""
    is_vertical: bool = True
    permittivity: float = 15.0
    conductivity: float = 0.005
    """S/m."""
    variability: int = 12
    time: float = 50.0
    locations: float = 50.0
    situations: float = 50.0


@dataclass(frozen=True)
class Opinion:
    """`total_db` with free space. `warning` is ITM's `kwx`: 0 none, 1 caution, 2 a default taken, 3 within doubt, 4 out of range
    (as below 1 km or with an antenna below half a metre)."""

    total_db: float
    free_space_db: float
    warning: int


def loss(
    profile: Profile, *, mhz: float, first: float, last: float, setting: Setting | None = None
) -> Opinion:
    """Over the ground of `profile` between antennas so many metres above it. Raises `MissingGroup`
    or `NoOpinion`."""
    if profile.has_voids or len(profile.along) < FEWEST_SAMPLES or min(first, last) < LOWEST_MAST:
        raise NoOpinion("three samples at least, no voids, antennas of half a metre at least")
    try:
        from itmlogic.preparatory_subroutines.qlrps import qlrps
        from itmlogic.statistics.avar import avar
    except ImportError as error:
        raise MissingGroup from error
    given = setting or Setting()
    intervals, step, heights = even(profile)
    state: dict[str, Any] = {
        "pfl": [intervals, step, *heights],
        "hg": [first, last],
        "dist": intervals * step,
        # The last five are counters and flags of the original; `mdvarx` and `klimx` must be given or they are passed over.
        "kwx": 0, "lvar": 5, "mdp": -1, "mdvarx": given.variability, "klimx": given.climate, "klim": given.climate,
    }  # fmt: skip
    state["wn"], state["gme"], state["ens"], state["zgnd"] = qlrps(
        mhz, _mean_height(heights), given.refractivity, int(given.is_vertical), given.permittivity, given.conductivity
    )  # fmt: skip
    deviates = [_deviate(share) for share in (given.time, given.locations, given.situations)]
    try:
        with np.errstate(invalid="raise", divide="raise", over="raise"):
            excess, state = avar(*deviates, _prepared(state))
    except (ArithmeticError, ValueError) as error:
        raise NoOpinion(str(error)) from error
    free_space = 20 * math.log10(2 * state["wn"] * state["dist"])
    return Opinion(free_space + float(excess), free_space, int(state["kwx"]))


def even(profile: Profile) -> tuple[int, float, list[float]]:
    """Intervals, their length and the heights at even distances; uneven profiles are taken at their finest step."""
    steps = np.diff(profile.along)
    if float(np.ptp(steps)) <= 1e-6 * profile.metres:
        return len(steps), profile.metres / len(steps), [float(each) for each in profile.ground]
    count = min(_MOST_SAMPLES, max(2, round(profile.metres / float(steps.min()))))
    places = np.linspace(0, profile.metres, count + 1)
    heights = np.interp(places, profile.along, profile.ground)
    return count, profile.metres / count, [float(each) for each in heights]


def _mean_height(heights: list[float]) -> float:
    """Of the middle four fifths of the path, as in NTIA's reference."""
    tenth = int(0.1 * (len(heights) - 1))
    middle = heights[tenth : len(heights) - tenth]
    return sum(middle) / len(middle)


def _deviate(percent: float) -> float:
    """The standard normal deviate that so many percent of cases exceed."""
    return -NormalDist().inv_cdf(percent / 100)


def _prepared(state: dict[str, Any]) -> dict[str, Any]:
    """Horizons, roughness and effective heights of the profile, then the reference attenuation."""
    from itmlogic.lrprop import lrprop
    from itmlogic.preparatory_subroutines.dlthx import dlthx
    from itmlogic.preparatory_subroutines.hzns import hzns
    from itmlogic.preparatory_subroutines.zlsq1 import zlsq1

    ground, metres, masts = state["pfl"], state["dist"], state["hg"]
    state["the"], state["dl"] = hzns(ground, metres, masts, state["gme"])
    horizons = state["dl"]
    near = min(15 * masts[0], 0.1 * horizons[0])
    far = metres - min(15 * masts[1], 0.1 * horizons[1])
    state["dh"] = dlthx(ground, near, far)
    if horizons[0] + horizons[1] > 1.5 * metres:
        fits = zlsq1(ground, near, far)
    else:
        fits = (
            zlsq1(ground, near, 0.9 * horizons[0])[0],
            zlsq1(ground, metres - 0.9 * horizons[1], far)[1],
        )
    ends = ground[2], ground[-1]
    state["he"] = [mast + max(end - fit, 0.0) for mast, end, fit in zip(masts, ends, fits, strict=True)]
    if horizons[0] + horizons[1] > 1.5 * metres:
        _smooth_horizons(state)
    state["mdp"], state["lvar"] = -1, 5
    state["mdvar"], state["klim"] = state["mdvarx"], state["klimx"]
    return dict(lrprop(0, state))


def _smooth_horizons(state: dict[str, Any]) -> None:
    """Within sight the horizons are those of smooth ground with the same roughness."""
    metres, rough, bend, heights = state["dist"], state["dh"], state["gme"], state["he"]

    def horizon(height: float) -> float:
        return math.sqrt(2 * height / bend) * math.exp(-0.07 * math.sqrt(rough / max(height, 5.0)))

    together = sum(horizon(height) for height in heights)
    if together <= metres:
        heights = state["he"] = [height * (metres / together) ** 2 for height in heights]
    # The original counts from a dictionary or a list alike, but writes into what it finds.
    state["dl"] = {at: horizon(height) for at, height in enumerate(heights)}
    state["the"] = {}
    for at, height in enumerate(heights):
        flat = math.sqrt(2 * height / bend)
        state["the"][at] = (0.65 * rough * (flat / state["dl"][at] - 1) - 2 * height) / flat
