"""Tables of rounds: what was published, and the calendar of those that are still on their way."""

from kotacerdas.evaluation.models.calendar import Extension, Participation, StepWindow
from kotacerdas.evaluation.models.letters import Award, RankInterval, Remark, ResultLetter
from kotacerdas.evaluation.models.published import (
    Milestone,
    Recommendation,
    Result,
    Round,
    Score,
    Source,
)

__all__ = [
    "Award",
    "Extension",
    "Milestone",
    "Participation",
    "RankInterval",
    "Recommendation",
    "Remark",
    "Result",
    "ResultLetter",
    "Round",
    "Score",
    "Source",
    "StepWindow",
]
