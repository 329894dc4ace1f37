"""What of places and people comes in from workbooks, and goes out in the same columns."""

from kotacerdas.geography.intakes.counts import Counts
from kotacerdas.geography.intakes.places import Places
from kotacerdas.imports import intakes

PLACES, COUNTS = Places(), Counts()

intakes.register(PLACES)
intakes.register(COUNTS)
