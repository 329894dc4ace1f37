"""How much an antenna gains towards a direction.

The shape is the one of 3GPP TR 36.814 (table A.2.1.1-2): a parabola in dB around the main beam, flat behind. Measured patterns of
makers are not read.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Antenna:
    """Angles in degrees. A `width` or `height` of None is the same all round.

    `width` and `height` are the angles between the half-power points across and up; `back` and `side` are the most that is lost
    across and up.
    """

    gain_dbi: float = 0.0
    width: float | None = None
    height: float | None = None
    back_db: float = 25.0
    side_db: float = 20.0


def gain_dbi(antenna: Antenna, *, off_azimuth: float, off_tilt: float) -> float:
    """Towards a direction so many degrees beside and above the main beam."""
    across = parabola_db(wrapped(off_azimuth), antenna.width or 0.0, antenna.back_db)
    up = parabola_db(off_tilt, antenna.height or 0.0, antenna.side_db)
    return antenna.gain_dbi - min(across + up, max(antenna.back_db, antenna.side_db))


def parabola_db(angle: float, width: float, most: float) -> float:
    """What is lost `angle` degrees beside a beam so wide; nothing where `width` is 0. Core."""
    if width <= 0.0:
        return 0.0
    share = angle / width
    return min(12.0 * share * share, most)


def wrapped(degrees: float) -> float:
    """The same direction between -180 and 180."""
    return (degrees + 180.0) % 360.0 - 180.0


def elevation(metres: float, rise: float) -> float:
    """Degrees above the horizon of something `rise` metres higher at that distance; 0 at the antenna itself."""
    return math.degrees(math.atan2(rise, metres)) if metres or rise else 0.0
