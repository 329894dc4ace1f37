"""Deeds on evidence: take files in, keep documents and their revisions, read them, cite them, review, judge, request."""

from kotacerdas.evidence.actions.citing import cite, end_use, is_last, may_end, use_for, withdraw
from kotacerdas.evidence.actions.deciding import accept_proposal, reject_proposal
from kotacerdas.evidence.actions.deliveries import (
    add_item,
    cancel,
    finish,
    open_intake,
    refuse_item,
    resume,
)
from kotacerdas.evidence.actions.judging import add_synonyms, change_synonyms, judge, remove_synonyms
from kotacerdas.evidence.actions.keeping import add_revision, describe, withdraw_document
from kotacerdas.evidence.actions.linking import (
    Sent,
    mail_link,
    make_link,
    pass_link_on,
    receive,
    take_link_back,
    whatsapp_address,
)
from kotacerdas.evidence.actions.requesting import ask, ask_for_more, drop, say_enough
from kotacerdas.evidence.actions.reviewing import review
from kotacerdas.evidence.actions.taking_in import take_in_item

__all__ = [
    "Sent",
    "accept_proposal",
    "add_item",
    "add_revision",
    "add_synonyms",
    "ask",
    "ask_for_more",
    "cancel",
    "change_synonyms",
    "cite",
    "describe",
    "drop",
    "end_use",
    "finish",
    "is_last",
    "judge",
    "mail_link",
    "make_link",
    "may_end",
    "open_intake",
    "pass_link_on",
    "receive",
    "refuse_item",
    "reject_proposal",
    "remove_synonyms",
    "resume",
    "review",
    "say_enough",
    "take_in_item",
    "take_link_back",
    "use_for",
    "whatsapp_address",
    "withdraw",
    "withdraw_document",
]
