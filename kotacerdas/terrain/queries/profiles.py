"""What stands between two places of a city: the ground, the sight, and what the path costs."""

from dataclasses import dataclass

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.terrain.crossing import crossed
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.ends import Asked
from kotacerdas.terrain.domain.profiles import Profile
from kotacerdas.terrain.domain.radio.paths import PathLoss, path_loss
from kotacerdas.terrain.domain.raising import Raise, raising
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import elevation_of


@dataclass(frozen=True, eq=False)
class Crossing:
    """`loss` and `rise` are None where the ground is unknown somewhere."""

    asked: Asked
    profile: Profile
    loss: PathLoss | None
    rise: Raise | None


def crossing(ground: Ground | None, asked: Asked) -> Crossing:
    """No query: the ground was fetched before. Raises `Refused`."""
    profile = crossed(over(ground), asked)
    how = {"mhz": asked.mhz, "first": asked.first.height, "last": asked.last.height}
    return Crossing(asked, profile, path_loss(profile, **how), raising(profile, **how))


def over(ground: Ground | None) -> Elevation:
    """The heights of a ground; raises `Refused` where there is none or they were lost."""
    if ground is None:
        raise Refused(Fault("terrain-no-ground"))
    heights = elevation_of(ground)
    if heights is None:
        raise Refused(Fault("terrain-ground-lost"))
    return heights
