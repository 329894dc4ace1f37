"""Tables of panels: seats, marks, questions to the city, and the interview."""

from kotacerdas.panel.models.asking import Clarification
from kotacerdas.panel.models.interviews import Interview, LogEntry, Speaker
from kotacerdas.panel.models.marks import Mark, Opinion, Talk
from kotacerdas.panel.models.seats import Panel, Seat

__all__ = [
    "Clarification",
    "Interview",
    "LogEntry",
    "Mark",
    "Opinion",
    "Panel",
    "Seat",
    "Speaker",
    "Talk",
]
