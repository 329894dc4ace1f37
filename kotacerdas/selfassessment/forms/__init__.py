"""What people type: what narrows the board, and the answer to a question."""

from kotacerdas.selfassessment.forms.answers import AnswerForm, ReasonForm
from kotacerdas.selfassessment.forms.board import BoardFilter

__all__ = ["AnswerForm", "BoardFilter", "ReasonForm"]
