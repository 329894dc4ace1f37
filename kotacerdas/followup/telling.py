"""Who hears of a deed: other apps as events, people as notices, and a ladder that climbs while a task is late."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.quiet import is_quiet
from kotacerdas.events import actions as events
from kotacerdas.events import kinds as event_kinds
from kotacerdas.followup import queries
from kotacerdas.followup.models import MoreTime, Task
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register
from kotacerdas.people.models import User

LADDER = "followup.late"
# Due is the whole day; the ladder counts from the day on which this moment lies in the city.
END_OF_DAY = time(23, 59)

event_kinds.register(
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
)

register(
    Kind(
        "followup.assigned",
        title=_("Tasks given to me or my organisation"),
        subject=_("New task: %(what)s"),
        body=_("%(who)s gave this task: “%(what)s”. It is due on %(due)s."),
        button=_("Open the task"),
    ),
    Kind(
        "followup.reported",
        title=_("Reports on tasks that I gave"),
        subject=_("Done, please check: %(what)s"),
        body=_("%(who)s reports “%(what)s” as done. Accept it, or return it and say what is missing."),
        button=_("Check the report"),
        may_digest=True,
    ),
    Kind(
        "followup.returned",
        title=_("Reports of mine that were returned"),
        subject=_("Returned: %(what)s"),
        body=_("%(who)s returned the report on “%(what)s”:\n\n%(reason)s\n\nThe task is due on %(due)s."),
        button=_("Open the task"),
    ),
    Kind(
        "followup.accepted",
        title=_("Reports of mine that were accepted"),
        subject=_("Accepted: %(what)s"),
        body=_("%(who)s accepted the report on “%(what)s”. The task is finished."),
        button=_("Open the task"),
        may_unsubscribe=True,
        may_digest=True,
    ),
    Kind(
        "followup.cancelled",
        title=_("Tasks of mine that were cancelled"),
        subject=_("Cancelled: %(what)s"),
        body=_("%(who)s cancelled the task “%(what)s”:\n\n%(reason)s"),
        button=_("Open the task"),
        may_digest=True,
    ),
    Kind(
        "followup.more_time_asked",
        title=_("Requests for more time for tasks that I gave"),
        subject=_("More time wanted: %(what)s"),
        body=_("%(who)s asks to move “%(what)s” from %(due)s to %(wanted)s:\n\n%(reason)s"),
        button=_("Decide"),
    ),
    Kind(
        "followup.more_time_decided",
        title=_("Decisions on more time for my tasks"),
        subject=_("About the day of: %(what)s"),
        body=_("%(who)s decided on the request for more time. “%(what)s” is due on %(due)s."),
        button=_("Open the task"),
    ),
)


def assigned(task: Task, *, by: "User | None", now: datetime) -> None:
    events_of("assigned", task, by=by, now=now)
    handed_over(task, by=by, now=now)


def handed_over(task: Task, *, by: "User | None", now: datetime) -> None:
    _notify("assigned", _actors(task, now), task, by=by, now=now, due=task.due_on)
    with_owner_again(task, now=now)


def with_owner_again(task: Task, *, now: datetime) -> None:
    """The ladder counts from the task's day as it is now, and reminds whoever owns it now."""
    if is_quiet():
        return
    notices.climb(
        ladder=LADDER,
        about=task,
        owner=task.owner,
        organisation=task.organisation,
        city=task.city,
        due_at=datetime.combine(task.due_on, END_OF_DAY, task.city.timezone),
        now=now,
        url=_address(task),
    )


def reported(task: Task, *, by: "User | None", now: datetime) -> None:
    notices.step_down(about=task, now=now)
    events_of("done", task, by=by, now=now, days_late=task.days_late(task.today(now)))
    _notify("reported", _checkers(task, now), task, by=by, now=now)


def asked_for_time(task: Task, asked: MoreTime, *, by: "User | None", now: datetime) -> None:
    words = {"due": task.due_on, "wanted": asked.wanted_on, "reason": asked.reason}
    _notify("more_time_asked", _checkers(task, now), task, by=by, now=now, **words)


def time_decided(task: Task, asked: MoreTime, *, by: "User | None", now: datetime) -> None:
    people = [asked.asked_by] if asked.asked_by else _actors(task, now)
    _notify("more_time_decided", people, task, by=by, now=now, due=task.due_on)


def accepted(task: Task, *, by: "User | None", now: datetime) -> None:
    events_of("accepted", task, by=by, now=now, days_late=task.days_late(task.today(now)))
    _notify("accepted", [*_actors(task, now), *_watchers(task)], task, by=by, now=now)


def returned(task: Task, *, reason: str, by: "User | None", now: datetime) -> None:
    events_of("returned", task, by=by, now=now)
    _notify("returned", _actors(task, now), task, by=by, now=now, reason=reason, due=task.due_on)
    with_owner_again(task, now=now)


def cancelled(task: Task, *, reason: str, by: "User | None", now: datetime) -> None:
    notices.step_down(about=task, now=now)
    events_of("cancelled", task, by=by, now=now)
    _notify("cancelled", [*_actors(task, now), *_watchers(task)], task, by=by, now=now, reason=reason)


def late(task: Task, *, days_late: int, now: datetime) -> None:
    """People hear of it by the ladder."""
    events_of("late", task, by=None, now=now, days_late=days_late)


def events_of(name: str, task: Task, *, by: "User | None", now: datetime, **fields: Any) -> None:
    events.emit(f"followup.{name}", subject=task, by=by, city=task.city, at=now, **fields)


def _notify(
    kind: str, to: Iterable[User], task: Task, *, by: "User | None", now: datetime, **values: Any
) -> None:
    """Nobody is told of what he or she did."""
    people = [each for each in to if by is None or each.pk != by.pk]
    if people and not is_quiet():
        notices.notify(
            f"followup.{kind}",
            to=people,
            about=task,
            by=by,
            city=task.city,
            now=now,
            values={"what": task.title, **values},
            url=_address(task),
        )


def _address(task: Task) -> str:
    """Without a language: the notice leads to the page in the receiver's."""
    with translation.override(settings.LANGUAGE_CODE):
        return task.get_absolute_url()


def _actors(task: Task, now: datetime) -> list[User]:
    return queries.people_of(task, task.today(now))


def _checkers(task: Task, now: datetime) -> list[User]:
    """Whoever gave it, as long as he or she may check; else everybody in the city who may."""
    able = queries.givers(task.city, task.today(now))
    return [each for each in able if each.pk == task.assigned_by_id] or able


def _watchers(task: Task) -> list[User]:
    return [each.user for each in task.watchers.select_related("user")]
