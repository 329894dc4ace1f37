"""Tables of evidence of signal, and of the grid that follows from it. Coordinates are WGS 84 degrees, longitude first."""

from kotacerdas.connectivity.models.fixed import FixedLine
from kotacerdas.connectivity.models.grids import KeptGrid
from kotacerdas.connectivity.models.measurements import Batch, Measurement
from kotacerdas.connectivity.models.operators import Operator
from kotacerdas.connectivity.models.reports import SignalReport
from kotacerdas.connectivity.models.towers import Tower

__all__ = ("Batch", "FixedLine", "KeptGrid", "Measurement", "Operator", "SignalReport", "Tower")
