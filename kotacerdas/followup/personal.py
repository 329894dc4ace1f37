"""What this app keeps of persons: who owes what, who reported, who watches."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.followup.models import CalendarFeed, Progress, Task, Watcher


def _tasks(user: Any) -> list[Mapping[str, Any]]:
    rows = Task.objects.filter(owner=user).values_list("code", "title", "due_on", "state")
    return [{"code": code, "title": title, "due_on": due, "state": state} for code, title, due, state in rows]


def _steps(user: Any) -> list[Mapping[str, Any]]:
    rows = Progress.objects.filter(by=user).values_list("at", "task__code")
    return [{"at": at.isoformat(), "task": code} for at, code in rows]


def _erase(user: Any, now: datetime) -> int:
    """What is only for the person goes; open tasks are handed over by the office, not forgotten."""
    feeds: int = CalendarFeed.objects.filter(user=user).delete()[0]
    return feeds + Watcher.objects.filter(user=user).delete()[0]


register(
    Holding(
        name="followup.tasks",
        what=_("Tasks: whose, since when, reported and decided by whom, with which proof"),
        of_whom=_("officers, and members from outside"),
        why=_("So that nothing promised is forgotten"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("followup.Task", "followup.Progress", "followup.Proof", "followup.MoreTime"),
        export=lambda user: [*_tasks(user), *_steps(user)],
        stays_because=_(
            "Who promised and proved what is the city's record; without the account it names nobody."
        ),
    ),
    Holding(
        name="followup.watching",
        what=_("Which tasks somebody watches; the secret address of one's calendar"),
        of_whom=_("people with an account"),
        why=_("To hear of a task, and to see one's days in a calendar"),
        basis=Basis.CONSENT,
        until=_("the person ends it or asks for erasure"),
        tables=("followup.Watcher", "followup.CalendarFeed"),
        erase=_erase,
    ),
)
