"""The picture of a profile: ground, ray, the zone that should be free, and the worst obstacle with its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from kotacerdas.common.charts.section import Point, Section, section
from kotacerdas.common.formats import percent
from kotacerdas.terrain import words_radio
from kotacerdas.terrain.domain import profiles
from kotacerdas.terrain.domain.profiles import FREE_SHARE, Floats, Profile, Sight
from kotacerdas.terrain.domain.radio import earth

_MOST_SAMPLES = 400


@dataclass(frozen=True)
class Pictured:
    """The picture with what stands beside it: a sentence, what would help, and the same figures as a table."""

    chart: Section
    headline: str
    advice: str
    rows: words_radio.Rows
    sight: Sight


def profile_picture(
    profile: Profile,
    *,
    mhz: float,
    first: float,
    last: float,
    refraction: float = earth.RADIO_REFRACTION,
    ends: tuple[str, str] = ("", ""),
) -> Pictured:
    """Between antennas `first` and `last` metres above the ground at both ends, whose names are `ends`.

    Heights above sea as they are; the ray sags by the Earth's bulge, so that distances up and down are the true ones.
    """
    sight = profiles.sight(profile, mhz=mhz, first=first, last=last, refraction=refraction)
    ray, zone = profiles.rays(profile, first, last, refraction), profiles.zones(profile, mhz) * FREE_SHARE
    kept = _kept(profile, sight)
    along, ground = profile.along[kept], profile.ground[kept]
    is_known = not np.isnan(ray).any()
    headline = words_radio.headline(sight)
    chart = section(
        list(_runs(along, ground)),
        list(_pairs(along, ray[kept])) if is_known else [],
        band=list(_triples(along, (ray - zone)[kept], (ray + zone)[kept])) if is_known else [],
        mark=_mark(sight),
        ends=ends,
        unit=_("Metres above sea; distance in metres"),
        sentence=headline,
        names=_names(sight),
    )
    return Pictured(chart, headline, words_radio.advice(sight), words_radio.rows_of(sight), sight)


def _names(sight: Sight) -> dict[str, str]:
    share = {"share": percent(FREE_SHARE, 0)}
    names = {
        "medan": _("ground"),
        "sinar": _("ray"),
        "zona": _("%(share)s of the first Fresnel zone") % share,
    }
    return names | ({"halang": _("worst obstacle")} if _mark(sight) else {})


def _mark(sight: Sight) -> Point | None:
    words = words_radio.shortly(sight)
    return Point(sight.worst.at, sight.worst.ground, words) if sight.worst is not None and words else None


def _kept(profile: Profile, sight: Sight) -> NDArray[np.intp]:
    """Which samples are drawn: all of them, or of each of some hundred pieces the highest, the voids, the ends and the worst."""
    count = len(profile.along)
    if count <= _MOST_SAMPLES:
        return np.arange(count)
    pieces = np.array_split(np.arange(count), _MOST_SAMPLES)
    ground = np.where(np.isnan(profile.ground), -np.inf, profile.ground)
    chosen = {int(piece[np.argmax(ground[piece])]) for piece in pieces} | {0, count - 1}
    chosen |= {int(piece[np.argmin(ground[piece])]) for piece in pieces if np.isinf(ground[piece]).any()}
    if sight.worst is not None:
        chosen.add(int(np.searchsorted(profile.along, sight.worst.at)))
    return np.array(sorted(chosen))


def _runs(along: Floats, ground: Floats) -> Iterator[list[tuple[float, float]]]:
    """The ground in pieces between its voids."""
    run: list[tuple[float, float]] = []
    for at, up in _pairs(along, ground):
        if not isnan(up):
            run.append((at, up))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _pairs(along: Floats, up: Floats) -> Iterator[tuple[float, float]]:
    return zip(along.tolist(), up.tolist(), strict=True)


def _triples(along: Floats, low: Floats, high: Floats) -> Iterator[tuple[float, float, float]]:
    return zip(along.tolist(), low.tolist(), high.tolist(), strict=True)
