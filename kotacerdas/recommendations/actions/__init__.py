"""Deeds done about recommendations; nothing else writes this app's tables.

Each locks the row, asks the table of `domain.caring`, appends one step, lets the task follow and tells whom it concerns.
`by` None is the system: loaders, jobs and the command line.
"""

from kotacerdas.recommendations.actions.claiming import claim
from kotacerdas.recommendations.actions.closing import Heard, close, record_verdict, reopen
from kotacerdas.recommendations.actions.judging import judge, take_back_judgement
from kotacerdas.recommendations.actions.planning import Plan, plan
from kotacerdas.recommendations.actions.shared import begin

__all__ = [
    "Heard",
    "Plan",
    "begin",
    "claim",
    "close",
    "judge",
    "plan",
    "record_verdict",
    "reopen",
    "take_back_judgement",
]
