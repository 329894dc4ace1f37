"""From the transmitter's power to dBm at the receiver, and the class of signal that this is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Class(Protocol):
    """A class of signals and the least dBm that belongs to it."""

    @property
    def code(self) -> str: ...

    @property
    def least_dbm(self) -> float: ...


@dataclass(frozen=True)
class Budget:
    """Everything between two antennas, in dBm, dBi and dB. Losses are positive."""

    eirp_dbm: float
    """Radiated power in the main beam: transmitter, minus cable, plus antenna."""
    path_db: float
    """Free space and diffraction."""
    foliage_db: float = 0.0
    margin_db: float = 0.0
    """For walls, people and whatever no model knows."""
    off_beam_db: float = 0.0
    """What the transmitting antenna gains less towards the receiver than in its main beam."""
    receiver_dbi: float = 0.0

    @property
    def received_dbm(self) -> float:
        lost = self.path_db + self.foliage_db + self.margin_db + self.off_beam_db
        return self.eirp_dbm - lost + self.receiver_dbi

    def reserve_db(self, sensitivity_dbm: float) -> float:
        """How much more could be lost; negative where the receiver hears too little."""
        return self.received_dbm - sensitivity_dbm


def eirp_dbm(power_dbm: float, antenna_dbi: float, cable_db: float = 0.0) -> float:
    return power_dbm + antenna_dbi - cable_db


def over_limit_db(eirp: float, limit_dbm: float | None) -> float | None:
    """By how much a power passes its limit, 0 where it keeps it; None where nobody filled in a limit."""
    return None if limit_dbm is None else max(0.0, eirp - limit_dbm)


def classed(received_dbm: float | None, classes: Sequence[Class]) -> str | None:
    """The code of the best class whose least is reached; None where the signal is unknown or below every class."""
    if received_dbm is None:
        return None
    reached = [each for each in classes if received_dbm >= each.least_dbm]
    return max(reached, key=lambda each: each.least_dbm).code if reached else None
