"""What a person may type about a recommendation, and what narrows the list."""

from kotacerdas.recommendations.forms.board import ListFilter
from kotacerdas.recommendations.forms.deeds import ClaimForm, JudgeForm, PlanForm, ReasonForm, VerdictForm

__all__ = ["ClaimForm", "JudgeForm", "ListFilter", "PlanForm", "ReasonForm", "VerdictForm"]
