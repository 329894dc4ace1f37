"""The loss of one path over its profile, with everything that it is made of."""

from dataclasses import dataclass

from kotacerdas.terrain.domain.profiles import Profile
from kotacerdas.terrain.domain.radio import bullington, earth, smooth, waves
from kotacerdas.terrain.domain.radio.bullington import Edge
from kotacerdas.terrain.domain.radio.smooth import Complete


@dataclass(frozen=True)
class PathLoss:
    """In dB. `total_db` is free space plus Bullington with his correction."""

    metres: float
    free_space_db: float
    diffraction_db: float
    edge: Edge
    complete: Complete

    @property
    def total_db(self) -> float:
        return self.free_space_db + self.diffraction_db

    @property
    def total_complete_db(self) -> float:
        """With what a smooth Earth takes beyond."""
        return self.free_space_db + self.complete.total


def path_loss(
    profile: Profile, *, mhz: float, first: float, last: float, refraction: float = earth.RADIO_REFRACTION
) -> PathLoss | None:
    """Between antennas `first` and `last` metres above the ground; None where the ground is unknown somewhere."""
    if profile.has_voids or profile.metres <= 0:
        return None
    ends = profile.ground[0] + first, profile.ground[-1] + last
    bend, length = earth.curvature(refraction), waves.wavelength(mhz)
    diffraction, edge = bullington.loss_db(profile.along, profile.ground, *ends, bend, length)
    complete = smooth.complete_db(profile.along, profile.ground, *ends, bend, length)
    return PathLoss(profile.metres, waves.free_space_db(profile.metres, mhz), diffraction, edge, complete)
