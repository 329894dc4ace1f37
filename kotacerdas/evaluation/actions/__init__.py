"""Deeds of this app: results that are loaded and published, letters that are recorded, rounds that are opened and their
days. Nothing else writes its tables."""

from kotacerdas.evaluation.actions.awards import NewAward, give_award, remove_award
from kotacerdas.evaluation.actions.intervals import compute_intervals, order_intervals
from kotacerdas.evaluation.actions.letters import (
    Attached,
    Head,
    LetterChanged,
    NewRemark,
    record_letter,
    tell_first_advice,
    write_remarks,
)
from kotacerdas.evaluation.actions.results import (
    load_results,
    publish,
    put_back,
    snapshot,
    take_back,
    take_out,
)
from kotacerdas.evaluation.actions.rounds import (
    DaysChanged,
    NewRound,
    answer_invitation,
    extend,
    invite,
    open_round,
    set_days,
)

__all__ = [
    "Attached",
    "DaysChanged",
    "Head",
    "LetterChanged",
    "NewAward",
    "NewRemark",
    "NewRound",
    "answer_invitation",
    "compute_intervals",
    "extend",
    "give_award",
    "invite",
    "load_results",
    "open_round",
    "order_intervals",
    "publish",
    "put_back",
    "record_letter",
    "remove_award",
    "set_days",
    "snapshot",
    "take_back",
    "take_out",
    "tell_first_advice",
    "write_remarks",
]
