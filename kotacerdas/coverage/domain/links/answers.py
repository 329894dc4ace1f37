"""What the ground does to the links of a city, and where else a point could hang: one question, remembered with its answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from kotacerdas.coverage.domain.blanks.reach import Mast
from kotacerdas.coverage.domain.links.choosing import nearest_clear
from kotacerdas.coverage.domain.links.paths import Paths, antennas
from kotacerdas.coverage.domain.links.placing import Site, masts_of
from kotacerdas.coverage.domain.links.verdicts import sights
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.profiles import Sight, Verdict

ALTERNATIVES = 3


@dataclass(frozen=True)
class Heights:
    """`mark` tells these heights from all others."""

    mark: str
    over: Elevation = field(compare=False)


@dataclass(frozen=True)
class Question:
    """What the links of a city depend on; the same question has the same answers."""

    heights: Heights
    sites: tuple[Site, ...]
    hung_on: tuple[Site | None, ...]
    hubs: tuple[Site, ...]
    mhz: float
    most_km: float


class Answer(NamedTuple):
    metres: float | None
    sight: Sight | None
    near: Sequence[tuple[Site, float]] = ()


NOTHING = Answer(None, None)


@lru_cache(maxsize=8)
def answered(question: Question) -> tuple[Answer, ...]:
    """Remembered, for a page, its filters, its next page and its files all ask the same."""
    found = _judged(question)
    asking = [
        at for at, each in enumerate(found) if each.sight is None or each.sight.verdict != Verdict.CLEAR
    ]
    for at, near in zip(asking, _nearest(question, asking), strict=True):
        found[at] = found[at]._replace(near=near)
    return tuple(found)


def _judged(question: Question) -> list[Answer]:
    hung = [(at, hub) for at, hub in enumerate(question.hung_on) if hub is not None]
    firsts = masts_of(question.heights.over, [question.sites[at] for at, _hub in hung])
    lasts = masts_of(question.heights.over, [hub for _at, hub in hung])
    over, order = question.heights.over, np.arange(len(hung))
    paths = Paths(over, antennas(over, firsts), antennas(over, lasts), order, order, question.mhz)
    found = [NOTHING] * len(question.sites)
    for (at, _hub), sight, first, last in zip(hung, sights(paths), firsts, lasts, strict=True):
        found[at] = Answer(_apart(first, last), sight)
    return found


def _nearest(question: Question, asking: Sequence[int]) -> list[list[tuple[Site, float]]]:
    places, hubs = (
        masts_of(question.heights.over, [question.sites[at] for at in asking]),
        masts_of(question.heights.over, question.hubs),
    )
    chosen = nearest_clear(
        question.heights.over, places, hubs, mhz=question.mhz, most_km=question.most_km, wanted=ALTERNATIVES
    )
    return [
        [(question.hubs[number], _apart(place, hubs[number])) for number in numbers]
        for place, numbers in zip(places, chosen, strict=True)
    ]


def _apart(first: Mast, last: Mast) -> float:
    return float(np.hypot(first[0] - last[0], first[1] - last[1]))
