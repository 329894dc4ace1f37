"""Deeds of this app: tell somebody something, remind and stop reminding, wish otherwise, decide about deliveries."""

from kotacerdas.notices.actions.reminding import climb, climb_due, step_down
from kotacerdas.notices.actions.telling import notify, notify_address

__all__ = ["climb", "climb_due", "notify", "notify_address", "step_down"]
