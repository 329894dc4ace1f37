"""What comes into this app from workbooks, and goes out in the same columns: figures and targets."""

from kotacerdas.imports import intakes
from kotacerdas.indicators import adapters  # noqa: F401 - they register themselves
from kotacerdas.indicators.intakes import words  # noqa: F401 - registers itself
from kotacerdas.indicators.intakes.figures import Figures
from kotacerdas.indicators.intakes.targets import Targets

FIGURES = Figures()
TARGETS = Targets()

intakes.register(FIGURES)
intakes.register(TARGETS)
