"""What comes into this app from workbooks and GeoJSON, and goes out in the same columns: the points."""

from kotacerdas.imports import intakes
from kotacerdas.wifi.intakes.points import Points

POINTS = Points()

intakes.register(POINTS)
