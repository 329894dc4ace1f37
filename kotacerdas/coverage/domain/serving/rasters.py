"""The rasters that points leave behind one after another: how many reach a cell, the only one that does, the strongest signal."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.uint16]
Numbers = NDArray[np.int16]
NOBODY = -1
NO_SIGNAL = -32_768
"""In tenths of dBm, as signals are kept."""
MOST_POSTS = 32_767
"""What a number of two bytes holds."""
SLICES = tuple[slice, slice]


@dataclass(frozen=True, eq=False)
class Rasters:
    """`count` says how many points reach each cell, `first` the number of the first that did, `best` of the one whose signal is
    strongest, and `signal` how strong in tenths of dBm. Eight bytes a cell."""

    count: Counts
    first: Numbers
    best: Numbers
    signal: Numbers

    @classmethod
    def empty(cls, rows: int, columns: int) -> "Rasters":
        shape = rows, columns
        return cls(
            np.zeros(shape, np.uint16),
            np.full(shape, NOBODY, np.int16),
            np.full(shape, NOBODY, np.int16),
            np.full(shape, NO_SIGNAL, np.int16),
        )

    def add_seen(self, number: int, window: SLICES, seen: NDArray[np.uint8]) -> None:
        """`seen` is 1 where this point reaches the cell. Points are added in the order of their numbers."""
        count, first = self.count[window], self.first[window]
        first[(seen != 0) & (count == 0)] = number
        count += seen

    def add_signal(self, number: int, window: SLICES, dbm: NDArray[np.float32], least: float) -> None:
        """What is weaker than `least` dBm is no signal; of equals the first one stays."""
        tenths = np.full(dbm.shape, NO_SIGNAL, np.int16)
        heard = dbm >= least
        tenths[heard] = np.round(dbm[heard] * 10)
        signal, best = self.signal[window], self.best[window]
        better = tenths > signal
        signal[better] = tenths[better]
        best[better] = number
