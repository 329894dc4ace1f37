"""What of plans comes in from workbooks, and goes out in the same columns."""

from kotacerdas.imports import intakes
from kotacerdas.masterplan.intakes.programmes import Programmes
from kotacerdas.masterplan.intakes.realisation import Realisation

PROGRAMMES = Programmes()
REALISATION = Realisation()

intakes.register(PROGRAMMES)
intakes.register(REALISATION)
