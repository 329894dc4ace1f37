"""Tables of Wi-Fi points: where they stand, who pays them, when they were on, what inspections found."""

from kotacerdas.wifi.models.antennas import AntennaPattern
from kotacerdas.wifi.models.contracts import Contract, Payment
from kotacerdas.wifi.models.inspections import Inspection, Photo
from kotacerdas.wifi.models.points import Backhaul, Point
from kotacerdas.wifi.models.states import OffReason, State

__all__ = (
    "AntennaPattern",
    "Backhaul",
    "Contract",
    "Inspection",
    "OffReason",
    "Payment",
    "Photo",
    "Point",
    "State",
)
