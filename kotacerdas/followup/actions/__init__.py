"""Deeds done to tasks, the only writers: give, take, report, accept, return, more time, hand over, cancel.

Each locks the task, asks the table of `domain.workflow`, appends one step to the history, and tells whom it concerns.
`by` None is the system: loaders, jobs and the command line.
"""

from kotacerdas.followup.actions.checking import accept, cancel, decide_more_time, reopen, return_, tell_late
from kotacerdas.followup.actions.doing import (
    ask_more_time,
    go_on,
    note,
    prove,
    report,
    take,
    take_back,
    tick,
    wait,
    watch,
)
from kotacerdas.followup.actions.feeds import digest_of, make_feed, revoke_feed
from kotacerdas.followup.actions.giving import assign, assign_to_many, change, hand_over
from kotacerdas.followup.actions.shared import Attachment, NewProof

__all__ = [
    "Attachment",
    "NewProof",
    "accept",
    "ask_more_time",
    "assign",
    "assign_to_many",
    "cancel",
    "change",
    "decide_more_time",
    "digest_of",
    "go_on",
    "hand_over",
    "make_feed",
    "note",
    "prove",
    "reopen",
    "report",
    "return_",
    "revoke_feed",
    "take",
    "take_back",
    "tell_late",
    "tick",
    "wait",
    "watch",
]
