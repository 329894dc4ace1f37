"""What of plans comes in from workbooks, and goes out in the same columns."""

from kotacerdas.imports import intakes
from kotacerdas.masterplan.intakes.programmes import Programmes

PROGRAMMES = Programmes()

intakes.register(PROGRAMMES)
