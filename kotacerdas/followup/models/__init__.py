"""Tables of tasks: the task itself, its history, its proofs, requests for more time, parts, watchers, calendar feeds."""

from kotacerdas.followup.models.feeds import CalendarFeed
from kotacerdas.followup.models.history import MoreTime, Part, Progress, Proof
from kotacerdas.followup.models.tasks import (
    CODE_LENGTH,
    Priority,
    Task,
    TaskQuerySet,
    Watcher,
    of_desk,
    owned_by,
)

__all__ = [
    "CODE_LENGTH",
    "CalendarFeed",
    "MoreTime",
    "Part",
    "Priority",
    "Progress",
    "Proof",
    "Task",
    "TaskQuerySet",
    "Watcher",
    "of_desk",
    "owned_by",
]
