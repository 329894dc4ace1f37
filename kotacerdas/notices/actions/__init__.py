"""Deeds of this app: tell somebody something, remind and stop reminding, wish otherwise, decide about deliveries."""

from kotacerdas.notices.actions.bouncing import take_report
from kotacerdas.notices.actions.deciding import correct_address, pass_on, say_received, send_again
from kotacerdas.notices.actions.reminding import climb, climb_due, step_down
from kotacerdas.notices.actions.targeting import add_target, switch_target
from kotacerdas.notices.actions.telling import notify, notify_address
from kotacerdas.notices.actions.wishing import read, read_all, save_wishes, unsubscribe

__all__ = [
    "add_target",
    "climb",
    "climb_due",
    "correct_address",
    "notify",
    "notify_address",
    "pass_on",
    "read",
    "read_all",
    "save_wishes",
    "say_received",
    "send_again",
    "step_down",
    "switch_target",
    "take_report",
    "unsubscribe",
]
