"""What arrives of a point's power in each cell around it, with its antenna turned as it is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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

    @property
    def most_loss(self) -> float:
        """Between the antennas, if something is to be heard."""
        return self.eirp + self.receiver_dbi - self.allowance - self.least


def received(loss: Real, radio: Radio, beside: Real | None = None) -> Real:
    """dBm out of the loss of the path; `beside` is what the antenna sends less towards each cell."""
    found = radio.eirp + radio.receiver_dbi - radio.allowance - loss
    return (found if beside is None else found - beside).astype(np.float32)


def beside_beam(down: Callable[[float], float], rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Real:
    """dB below the strongest direction, degree by degree, for cells so many rows below and columns right of the point.

    Only across: how an antenna sends upwards and downwards is not counted, for hardly any maker's tilt is known.
    """
    table = np.array([down(float(degree)) for degree in range(360)], np.float32)
    towards = np.degrees(np.arctan2(columns[None, :], -rows[:, None]))
    found: Real = table[np.round(towards).astype(np.int64) % 360]
    return found
