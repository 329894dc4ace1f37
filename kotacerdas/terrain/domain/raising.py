"""By how much masts must rise until 60 % of the first Fresnel zone between them is free."""

from dataclasses import dataclass

import numpy as np

from kotacerdas.terrain.domain.profiles import FREE_SHARE, Profile, rays, zones
from kotacerdas.terrain.domain.radio import earth


@dataclass(frozen=True)
class Raise:
    """In metres: the first mast alone, the last one alone, or both by the same."""

    first: float
    last: float
    both: float


def raising(
    profile: Profile, *, mhz: float, first: float, last: float, refraction: float = earth.RADIO_REFRACTION
) -> Raise | None:
    """Of masts `first` and `last` metres above the ground; None where the ground is unknown somewhere. All 0 where the zone is
    free.

    A mast lifts the ray at a share s of the way by 1 - s of its own rise, so an obstacle near the other end asks much of it.
    """
    if profile.has_voids:
        return None
    missing = FREE_SHARE * zones(profile, mhz) - (rays(profile, first, last, refraction) - profile.ground)
    lacks = np.maximum(missing[1:-1], 0.0)
    if not len(lacks):
        return Raise(0.0, 0.0, 0.0)
    share = profile.along[1:-1] / profile.metres
    return Raise(*(float(each.max()) for each in (lacks / (1 - share), lacks / share, lacks)))
