"""What arrives of a point's power in each cell around it, with its antenna turned as it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotacerdas.wifi.domain.antennas import Antenna

Real = NDArray[np.float32]


@dataclass(frozen=True)
class Radio:
    """In MHz, dBm and dB. `eirp` is radiated in the main beam; `allowance` is foliage and margin, as far as the city filled them
    in; `least` is where the weakest class of signals begins."""

    mhz: float
    eirp: float
    receiver_dbi: float
    allowance: float
    least: float
    refraction: float
    limit: float | None = None

    @property
    def most_loss(self) -> float:
        """Between the antennas, if something is to be heard."""
        return self.eirp + self.receiver_dbi - self.allowance - self.least


def received(loss: Real, radio: Radio, weaker: Real | None = None) -> Real:
    """dBm out of the loss of the path; `weaker` is what the antenna sends less towards each cell."""
    found = radio.eirp + radio.receiver_dbi - radio.allowance - loss
    return (found if weaker is None else found - weaker).astype(np.float32)


def weaker(antenna: Antenna, rows: NDArray[np.int64], columns: NDArray[np.int64], below: Real | None) -> Real:
    """dB that an antenna sends less than towards its strongest direction, to cells so many `rows` below and `columns` right of it.

    Across by whole degrees. `below` says how many degrees below its horizon each cell lies; None if that plays no part.
    """
    table = np.array([antenna.across(float(degree)) for degree in range(360)], np.float32)
    towards = np.degrees(np.arctan2(columns[None, :], -rows[:, None]))
    across: Real = table[np.round(towards).astype(np.int64) % 360]
    if below is None:
        return across
    degrees = np.arange(-90, 91)
    table = np.array([antenna.downwards(float(degree)) for degree in degrees], np.float32)
    return across + np.interp(below, degrees, table).astype(np.float32)


def degrees_below(
    metres_down: Real, rows: NDArray[np.int64], columns: NDArray[np.int64], size: float
) -> Real:
    """How far below an antenna's horizon each cell lies, `metres_down` lower and so many cells of `size` metres away; the Earth is
    flat here, which is a fiftieth of a degree off at 5 km. Under the antenna half a cell is the way."""
    away = np.maximum(np.hypot(rows[:, None], columns[None, :]), 0.5) * size
    found: Real = np.degrees(np.arctan2(metres_down, away)).astype(np.float32)
    return found
