"""What comes into this app from workbooks and GeoJSON, and goes out in the same columns: points and contracts."""

from kotacerdas.imports import intakes
from kotacerdas.wifi.intakes.contracts import Contracts
from kotacerdas.wifi.intakes.points import Points

POINTS, CONTRACTS = Points(), Contracts()

intakes.register(POINTS)
intakes.register(CONTRACTS)
