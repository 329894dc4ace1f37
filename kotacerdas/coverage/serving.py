"""Coverage over a ground: every point looks around, one after another, and its rasters are added up.

numba is imported when the first point looks; nothing else here is heavy.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage.domain.serving.hearing import Radio, degrees_below, received, weaker
from kotacerdas.coverage.domain.serving.rasters import MOST_POSTS, SLICES, Rasters
from kotacerdas.coverage.posts import Post
from kotacerdas.terrain import fading, radio_files, sight
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.domain.radio import earth
from kotacerdas.terrain.domain.radio.assumptions import limit_at

AT_ONCE = 16
"""Points whose windows are held in memory together."""
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Settings:
    """What a run is asked for. `receiver_m` is where a phone is held above ground, `point_m` the height of antennas that nobody has
    written down."""

    radius_m: float
    receiver_m: float
    point_m: float
    mhz: float
    exact: bool = True

    @property
    def look(self) -> Look:
        return Look(self.radius_m, self.receiver_m)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Settings":
        return cls(**said)


def radio_of(mhz: float, on: date) -> Radio:
    """As `data/radio` says; what the city has not filled in there is not counted. Nothing radiates more than its band may on the
    day, where somebody has filled that in."""
    known = {name: each.value for name, each in radio_files.assumptions().items()}
    limit = limit_at(radio_files.limits(), mhz, "outdoor", on)
    assumed, most = known["eirp"] or 0.0, limit.eirp_dbm if limit else None
    return Radio(
        mhz=mhz,
        eirp=assumed if most is None else min(assumed, most),
        receiver_dbi=known["receiver_gain"] or 0.0,
        # How long a way lies among trees nobody knows, so of foliage only what it takes at most could be counted.
        allowance=(known["margin"] or 0.0) + (known["foliage_most"] or 0.0),
        least=min(least_of_classes()),
        refraction=earth.refraction_of(known["k"] or 4 / 3),
        limit=most,
    )


def least_of_classes() -> list[float]:
    """dBm from which each class of signals is reached, the best first."""
    return [each.least_dbm for each in radio_files.classes().classes]


@dataclass(frozen=True, eq=False)
class Seen:
    """Of one point: cells of the city's land and people that it reaches."""

    cells: int
    people: float


def served(
    over: Elevation,
    posts: Sequence[Post],
    settings: Settings,
    ours: NDArray[np.bool_],
    people: NDArray[np.float32],
    *,
    radio: Radio | None = None,
    told: Told = lambda done, of: None,
    workers: int | None = None,
) -> tuple[Rasters, list[Seen]]:
    """`ours` is the land of the city. Without a `radio` there are no signals, only who reaches what. Raises `Refused` for more
    points than a raster holds."""
    if len(posts) > MOST_POSTS:
        raise Refused(Fault("coverage-too-many-points", {"count": len(posts), "most": MOST_POSTS}))
    rasters, seen = Rasters.empty(*over.heights.shape), list[Seen]()
    over.ground  # noqa: B018 - made once, before several threads ask for it
    for number, (window, reached, dbm) in enumerate(_looks(over, posts, settings, radio, workers)):
        rasters.add_seen(number, window, reached)
        is_seen = reached != 0
        seen.append(
            Seen(
                int(np.count_nonzero(is_seen & ours[window])),
                float(people[window].sum(where=is_seen, dtype=np.float64)),
            )
        )
        if dbm is not None and radio is not None:
            rasters.add_signal(number, window, dbm, radio.least)
        if (number + 1) % AT_ONCE == 0 or number + 1 == len(posts):
            told(number + 1, len(posts))
    return rasters, seen


Looked = tuple[SLICES, NDArray[np.uint8], NDArray[np.float32] | None]


def _looks(
    over: Elevation, posts: Sequence[Post], settings: Settings, radio: Radio | None, workers: int | None
) -> Iterator[Looked]:
    """In the order of the points. The kernels leave the interpreter free, so points look side by side."""

    def look(post: Post) -> Looked:
        view = sight.view(over, post.observer, settings.look, exact=settings.exact)
        rows, columns = view.seen.shape
        window = slice(view.top, view.top + rows), slice(view.left, view.left + columns)
        return window, view.seen, _signal(over, post, settings, radio) if radio else None

    with ThreadPoolExecutor(workers or len(os.sched_getaffinity(0))) as pool:
        for start in range(0, len(posts), AT_ONCE):
            yield from pool.map(look, posts[start : start + AT_ONCE])


def _signal(over: Elevation, post: Post, settings: Settings, radio: Radio) -> NDArray[np.float32]:
    lost = fading.around(
        over, post.observer, settings.look, mhz=radio.mhz, most=radio.most_loss, refraction=radio.refraction
    )
    antenna = post.antenna
    if antenna is None:
        return received(lost.loss, radio)
    rows, columns = lost.loss.shape
    down = np.arange(rows) + lost.top - post.cell.row
    along = np.arange(columns) + lost.left - post.cell.column
    below = None
    if antenna.is_measured_downwards:
        eye = over.ground[post.cell] + post.height
        below = degrees_below(eye - lost.over(over.ground) - settings.receiver_m, down, along, over.grid.size)
    return received(lost.loss, radio, weaker(antenna, down, along, below))
