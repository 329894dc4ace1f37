"""Tables of a self-assessment: its answers with their history, and what was submitted."""

from kotacerdas.selfassessment.models.answers import Answer, Assessment, Step, SurveyFigure, Via
from kotacerdas.selfassessment.models.submitted import Receipt, Snapshot

__all__ = ["Answer", "Assessment", "Receipt", "Snapshot", "Step", "SurveyFigure", "Via"]
