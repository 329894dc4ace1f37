"""Deeds of this app. Nothing else writes its tables."""

from kotacerdas.panel.actions.marking import Given, Said, mark, write_opinion
from kotacerdas.panel.actions.opening import conclude, open_panel, reopen_result, talk
from kotacerdas.panel.actions.seating import appoint, declare, end

__all__ = [
    "Given",
    "Said",
    "appoint",
    "conclude",
    "declare",
    "end",
    "mark",
    "open_panel",
    "reopen_result",
    "talk",
    "write_opinion",
]
