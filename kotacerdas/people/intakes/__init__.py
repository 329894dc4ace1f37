"""What comes in from workbooks: organisations of a city, and its areas."""

from kotacerdas.imports import intakes
from kotacerdas.people.intakes.areas import AREAS
from kotacerdas.people.intakes.organisations import ORGANISATIONS

intakes.register(ORGANISATIONS)
intakes.register(AREAS)
