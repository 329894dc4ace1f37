"""Who hears of a deed: other apps as events, people as notices, and a ladder that climbs while a task is late."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.events import actions as events
from kotacerdas.events import kinds as event_kinds
from kotacerdas.followup.models import Task

if TYPE_CHECKING:
    from kotacerdas.followup.models import MoreTime
    from kotacerdas.people.models import User

for _kind in (
    event_kinds.Kind("followup.assigned", _("A task was given to a person or an organisation.")),
    event_kinds.Kind(
        "followup.done", _("A task was reported as done by its owner."), fields={"days_late": int}
    ),
    event_kinds.Kind(
        "followup.late", _("The day of a task has passed without a report."), fields={"days_late": int}
    ),
    event_kinds.Kind(
        "followup.accepted", _("A report was accepted: the task is finished."), fields={"days_late": int}
    ),
    event_kinds.Kind("followup.returned", _("A report was returned with a reason.")),
    event_kinds.Kind("followup.cancelled", _("A task was cancelled with a reason.")),
):
    event_kinds.register(_kind)


def event(name: str, task: Task, *, by: "User | None", now: datetime, **fields: Any) -> None:
    events.emit(f"followup.{name}", subject=task, by=by, city=task.city, at=now, **fields)


def assigned(task: Task, *, by: "User | None", now: datetime) -> None:
    event("assigned", task, by=by, now=now)


def handed_over(task: Task, *, by: "User | None", now: datetime) -> None:
    pass


def due_changed(task: Task, *, now: datetime) -> None:
    pass


def with_owner_again(task: Task, *, now: datetime) -> None:
    pass


def reported(task: Task, *, by: "User | None", now: datetime) -> None:
    event("done", task, by=by, now=now, days_late=task.days_late(task.today(now)))


def asked_for_time(task: Task, asked: "MoreTime", *, by: "User | None", now: datetime) -> None:
    pass


def time_decided(task: Task, asked: "MoreTime", *, by: "User | None", now: datetime) -> None:
    pass


def accepted(task: Task, *, by: "User | None", now: datetime) -> None:
    event("accepted", task, by=by, now=now, days_late=task.days_late(task.today(now)))


def returned(task: Task, *, reason: str, by: "User | None", now: datetime) -> None:
    event("returned", task, by=by, now=now)


def cancelled(task: Task, *, reason: str, by: "User | None", now: datetime) -> None:
    event("cancelled", task, by=by, now=now)


def late(task: Task, *, days_late: int, now: datetime) -> None:
    event("late", task, by=None, now=now, days_late=days_late)
