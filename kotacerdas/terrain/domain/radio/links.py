"""One station and one receiver over one profile: what arrives, with the antenna turned as it is."""

from dataclasses import dataclass, field

from kotacerdas.terrain.domain.profiles import Profile
from kotacerdas.terrain.domain.radio import antennas, earth
from kotacerdas.terrain.domain.radio.antennas import Antenna
from kotacerdas.terrain.domain.radio.budget import Budget
from kotacerdas.terrain.domain.radio.paths import path_loss


@dataclass(frozen=True)
class Station:
    """A transmitter. `eirp_dbm` is what it radiates in its main beam; `azimuth` counts from north to the east, `tilt` upwards."""

    height: float
    """Metres above ground."""
    eirp_dbm: float
    antenna: Antenna = field(default_factory=Antenna)
    azimuth: float = 0.0
    tilt: float = 0.0


def budget_over(
    profile: Profile,
    station: Station,
    *,
    mhz: float,
    receiver: float,
    bearing: float,
    receiver_dbi: float = 0.0,
    foliage_db: float = 0.0,
    margin_db: float = 0.0,
    refraction: float = earth.RADIO_REFRACTION,
) -> Budget | None:
    """From the station at the start of `profile` to a receiver so many metres above its end, which lies towards `bearing`.

    None where the ground is unknown, for then nobody knows what arrives.
    """
    loss = path_loss(profile, mhz=mhz, first=station.height, last=receiver, refraction=refraction)
    if loss is None:
        return None
    rise = profile.ground[-1] + receiver - profile.ground[0] - station.height
    gained = antennas.gain_dbi(
        station.antenna,
        off_azimuth=bearing - station.azimuth,
        off_tilt=antennas.elevation(profile.metres, float(rise)) - station.tilt,
    )
    return Budget(
        station.eirp_dbm,
        loss.total_db,
        foliage_db,
        margin_db,
        off_beam_db=station.antenna.gain_dbi - gained,
        receiver_dbi=receiver_dbi,
    )
