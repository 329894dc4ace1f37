"""Tables of rounds: what was published, and the calendar of those that are still on their way."""

from kotacerdas.evaluation.models.calendar import Extension, Participation, StepWindow
from kotacerdas.evaluation.models.published import (
    Milestone,
    Recommendation,
    Result,
    Round,
    Score,
    Source,
)

__all__ = [
    "Extension",
    "Milestone",
    "Participation",
    "Recommendation",
    "Result",
    "Round",
    "Score",
    "Source",
    "StepWindow",
]
