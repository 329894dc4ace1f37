"""What comes into this app from workbooks, and goes out in the same columns: towers, fixed lines, reports."""

from kotacerdas.connectivity.intakes.lines import Lines
from kotacerdas.connectivity.intakes.reports import Reports
from kotacerdas.connectivity.intakes.towers import Towers
from kotacerdas.imports import intakes

TOWERS = Towers()
LINES = Lines()
REPORTS = Reports()

for _intake in (TOWERS, LINES, REPORTS):
    intakes.register(_intake)
