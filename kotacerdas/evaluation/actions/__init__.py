"""Deeds of this app: results that are loaded and published, rounds that are opened and their days. Nothing else writes
its tables."""

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
    "DaysChanged",
    "NewRound",
    "answer_invitation",
    "extend",
    "invite",
    "load_results",
    "open_round",
    "publish",
    "put_back",
    "set_days",
    "snapshot",
    "take_back",
    "take_out",
]
