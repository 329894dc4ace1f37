"""What of a signal is lost on its way to every place around a point. Imports numba where it is first asked."""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.looking import Look, checked, disc
from kotacerdas.terrain.domain.radio import earth, waves
from kotacerdas.terrain.sight import Observer


@dataclass(frozen=True, eq=False)
class Fading:
    """dB between the antennas in a window of the model whose first cell is at `top` and `left`; infinite beyond the radius, beyond
    `most` dB of free space, and on voids."""

    top: int
    left: int
    loss: NDArray[np.float32]

    def over(self, array: NDArray[Any]) -> NDArray[Any]:
        """The part of an array of the model's shape that this window covers."""
        rows, columns = self.loss.shape
        return array[self.top : self.top + rows, self.left : self.left + columns]


def around(
    over: Elevation,
    observer: Observer,
    look: Look,
    *,
    mhz: float,
    most: float = np.inf,
    refraction: float = earth.RADIO_REFRACTION,
) -> Fading:
    """Free space and Bullington's diffraction to a receiver `look.target` metres above each cell."""
    if find_spec("numba") is None:
        raise Refused(Fault("terrain-no-group"))
    from kotacerdas.terrain.kernels import loss as kernel

    shape = disc(checked(look).radius, over.grid.size, max(over.heights.shape))
    (row, column), radius = observer.cell, shape.radius
    top, left = max(row - radius, 0), max(column - radius, 0)
    window = np.s_[top : row + radius + 1, left : column + radius + 1]
    ground = np.ascontiguousarray(over.heights[window])
    found = np.full(ground.shape, np.inf, np.float32)
    kernel.around(
        ground, found, row - top, column - left, float(observer.height), float(look.target), earth.curvature(refraction),
        float(over.grid.size), waves.wavelength(mhz), float(most), shape.reaches,
    )  # fmt: skip
    if over.void_count:
        found[over.voids[window]] = np.inf
    return Fading(top, left, found)
