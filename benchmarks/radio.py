"""The loss of a path: Bullington compiled, in plain Python and with the smooth Earth, beside the Irregular Terrain Model.

The ground is invented: hills that come and go over some hundred metres, as in a city on a coast; 5 km at a step of 30 m.
"""

import argparse
from collections.abc import Callable
from statistics import median
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Line, hand_over, median_of
from kotacerdas.terrain.domain.profiles import Profile
from kotacerdas.terrain.domain.radio import bullington, earth, itm, knife_edge, paths, waves

COUNT, SAMPLES, STEP = 4000, 168, 30.0
MHZ, FIRST, LAST = 2437.0, 10.0, 1.5
FEW = 100
SEED = 64_71

# Any: numba's stubs take a call with a function for a call with options.
edge: Any = numba.njit(bullington.edge)
single: Any = numba.njit(knife_edge.loss_db)
corrected: Any = numba.njit(bullington.corrected_db)


@numba.njit
def losses(along: Any, grounds: Any, first: float, last: float, bend: float, length: float) -> Any:
    """Bullington's loss of every profile, from the domain's own functions."""
    found = np.empty(len(grounds))
    for at in range(len(grounds)):
        ground = grounds[at]
        v, _place, _height = edge(along, ground, ground[0] + first, ground[-1] + last, bend, length)
        found[at] = corrected(single(v), along[-1])
    return found


def invented(count: int) -> NDArray[np.float64]:
    """Sums of waves of 300 m to 4 km, 40 m high at most, never below the sea."""
    drawn = np.random.default_rng(SEED)
    along = np.arange(SAMPLES) * STEP
    waves_of = drawn.uniform(300, 4000, (count, 6, 1))
    heights = drawn.uniform(0, 8, (count, 6, 1)) * np.sin(
        2 * np.pi * along / waves_of + drawn.uniform(0, 6.28, (count, 6, 1))
    )
    found: NDArray[np.float64] = np.maximum(0.0, 12 + heights.sum(axis=1))
    return found


def lines(count: int = COUNT, few: int = FEW, repeats: int = 5) -> list[Line]:
    along, grounds = np.arange(SAMPLES, dtype=np.float64) * STEP, invented(count)
    bend, length = earth.curvature(earth.RADIO_REFRACTION), waves.wavelength(MHZ)
    profiles = [Profile(along, ground) for ground in grounds[:few]]
    compiled = losses(along, grounds, FIRST, LAST, bend, length)

    def plain() -> list[float]:
        return [
            bullington.loss_db(each.along, each.ground, each.ground[0] + FIRST, each.ground[-1] + LAST, bend, length)[0]
            for each in profiles
        ]  # fmt: skip

    def complete() -> list[Any]:
        return [paths.path_loss(each, mhz=MHZ, first=FIRST, last=LAST) for each in profiles]

    def by_itm() -> list[itm.Opinion]:
        return [itm.loss(each, mhz=MHZ, first=FIRST, last=LAST) for each in profiles]

    apart = float(np.abs(np.array(plain()) - compiled[:few]).max())
    return [
        timed(
            "Bullington, compiled",
            count,
            lambda: losses(along, grounds, FIRST, LAST, bend, length),
            repeats,
        ),
        timed("the same functions in plain Python", few, plain, repeats),
        timed("with free space and the complete method, for one path on a page", few, complete, repeats),
        timed("Irregular Terrain Model (itmlogic)", few, by_itm, repeats),
        Line(f"compiled and plain differ by {apart:.0e} dB at most", goal="< 1e-9 dB", met=apart < 1e-9),
        beside(by_itm(), complete()),
    ]


def timed(what: str, count: int, work: Callable[[], object], repeats: int) -> Line:
    took = median_of(work, repeats)
    rate = count * SAMPLES / took.cpu / 1000
    said = f"{rate:.0f}" if rate >= 10 else f"{rate:.2f}"
    return Line(f"{what}: {count:,} profiles, {said} M samples/s", took.cpu, took.wall)


def beside(model: list[itm.Opinion], ours: list[Any]) -> Line:
    """What the two opinions differ by over the same ground; neither is a measurement."""
    apart = sorted(other.total_db - each.total_db for other, each in zip(model, ours, strict=True))
    low, high = apart[len(apart) // 10], apart[-1 - len(apart) // 10]
    return Line(
        f"ITM minus Bullington: median {median(apart):+.1f} dB, eight tenths from {low:+.1f} to {high:+.1f} dB"
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=5)
    hand_over(lines(repeats=options.parse_args().repeats))
