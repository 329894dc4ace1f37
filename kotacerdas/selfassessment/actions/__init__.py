"""Deeds of a self-assessment; nothing else writes its tables."""

from kotacerdas.selfassessment.actions.answering import accept, hand_in, return_, take_back, write
from kotacerdas.selfassessment.actions.copying import copy_from
from kotacerdas.selfassessment.actions.opening import open_assessment
from kotacerdas.selfassessment.actions.sharing import Given, share
from kotacerdas.selfassessment.actions.submitting import (
    Attached,
    record_receipt,
    record_taken,
    reopen,
    submit,
)
from kotacerdas.selfassessment.actions.writing import Written, write_all

__all__ = [
    "Attached",
    "Given",
    "Written",
    "accept",
    "copy_from",
    "hand_in",
    "open_assessment",
    "record_receipt",
    "record_taken",
    "reopen",
    "return_",
    "share",
    "submit",
    "take_back",
    "write",
    "write_all",
]
