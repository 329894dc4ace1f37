"""Deeds of this app. Nothing else writes its tables."""

from kotacerdas.panel.actions.advising import tell_first_advice
from kotacerdas.panel.actions.asking import ask, reply, withdraw
from kotacerdas.panel.actions.interviewing import (
    Named,
    attach_presentation,
    cancel_interview,
    schedule,
    set_speakers,
)
from kotacerdas.panel.actions.marking import Given, Said, mark, write_opinion
from kotacerdas.panel.actions.minutes import give_promise, log, strike
from kotacerdas.panel.actions.opening import conclude, open_panel, reopen_result, talk
from kotacerdas.panel.actions.seating import appoint, declare, end

__all__ = [
    "Given",
    "Named",
    "Said",
    "appoint",
    "ask",
    "attach_presentation",
    "cancel_interview",
    "conclude",
    "declare",
    "end",
    "give_promise",
    "log",
    "mark",
    "open_panel",
    "reopen_result",
    "reply",
    "schedule",
    "set_speakers",
    "strike",
    "talk",
    "tell_first_advice",
    "withdraw",
    "write_opinion",
]
