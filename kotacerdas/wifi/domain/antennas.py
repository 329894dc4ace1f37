"""Where an antenna sends how much: to all sides, into a sector, or as its maker measured it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_DOWN = 25.0
"""What a sector is weaker behind than in front, in dB (3GPP TR 36.814, table A.2.1.1-2)."""


class Shape(StrEnum):
    OMNI = "omni"
    SECTOR = "sector"
    PATTERN = "pattern"


@dataclass(frozen=True)
class Pattern:
    """A measured antenna: dB below its strongest direction, for each degree clockwise from its front, and for each degree from the
    horizon in front downwards: 90 is the ground below, 180 the horizon behind, 270 the sky, as in makers' files, whose tilted
    antennas are strongest a few degrees on."""

    name: str
    gain_dbi: float | None
    horizontal: Sequence[float]
    vertical: Sequence[float] = ()


@dataclass(frozen=True)
class Antenna:
    """`azimuth` is where its front looks, clockwise from north. Values that nobody knows are None."""

    shape: Shape
    gain_dbi: float | None = None
    azimuth: float | None = None
    beam_width: float | None = None
    pattern: Pattern | None = None

    def across(self, towards: float) -> float:
        """dB below the strongest direction, towards a direction clockwise from north."""
        if self.shape is Shape.OMNI:
            return 0.0
        away = (towards - (self.azimuth or 0.0)) % 360.0
        if self.shape is Shape.PATTERN and self.pattern is not None:
            return _between(self.pattern.horizontal, away)
        if self.beam_width is None:
            return 0.0
        off = min(away, 360.0 - away)
        return min(12.0 * (off / self.beam_width) ** 2, MOST_DOWN)

    @property
    def is_measured_downwards(self) -> bool:
        return self.shape is Shape.PATTERN and self.pattern is not None and bool(self.pattern.vertical)

    def downwards(self, below: float) -> float:
        """dB below the strongest direction, so many degrees below the horizon; nothing where nobody measured it.

        What an antenna sends less towards a place is taken as the sum of this and of `across`, as planning tools do.
        """
        if not self.is_measured_downwards or self.pattern is None:
            return 0.0
        return _between(self.pattern.vertical, below % 360.0)


def _between(values: Sequence[float], angle: float) -> float:
    """On the straight line between two measured degrees."""
    low = int(angle) % 360
    share = angle - int(angle)
    return values[low] * (1 - share) + values[(low + 1) % 360] * share
