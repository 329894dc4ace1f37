"""Deeds of whoever gave a task, and of the clock that finds it late."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.followup import telling
from kotacerdas.followup.actions.shared import day_moved, finish, locked, reaching, write
from kotacerdas.followup.domain import workflow
from kotacerdas.followup.domain.workflow import Deed, State
from kotacerdas.followup.models import Task

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@transaction.atomic
def accept(task: Task, *, by: "User | None", now: datetime, words: str = "") -> Task:
    found = locked(task, Deed.ACCEPT, by=by)
    write(found, **reaching(State.ACCEPTED, now))
    telling.accepted(found, by=by, now=now)
    return finish(found, Deed.ACCEPT, by=by, now=now, words=words)


@transaction.atomic
def return_(task: Task, *, reason: str, by: "User | None", now: datetime) -> Task:
    """Back to the owner, who reads what is missing."""
    found = locked(task, Deed.RETURN, by=by, reason=reason)
    write(found, reported_on=None, **reaching(State.RETURNED, now))
    telling.returned(found, reason=reason, by=by, now=now)
    return finish(found, Deed.RETURN, by=by, now=now, words=reason)


@transaction.atomic
def decide_more_time(
    task: Task, *, is_granted: bool, by: "User | None", now: datetime, answer: str = ""
) -> Task:
    """Grants the day that was asked for, or refuses it with a reason."""
    deed = Deed.GRANT_TIME if is_granted else Deed.REFUSE_TIME
    found = locked(task, deed, by=by, reason=answer)
    asked = found.requests.filter(is_granted=None).first()
    if asked is None:
        raise Refused(Fault("task-time-not-asked"))
    asked.is_granted, asked.answer, asked.decided_by, asked.decided_at = is_granted, answer.strip(), by, now
    asked.save()
    facts = {"due": asked.wanted_on.isoformat()}
    if is_granted:
        versions.save(found, expected=found.version, changes={"due_on": asked.wanted_on})
        day_moved(found, now)
    telling.time_decided(found, asked, by=by, now=now)
    return finish(found, deed, by=by, now=now, words=answer, facts=facts)


@transaction.atomic
def cancel(task: Task, *, reason: str, by: "User | None", now: datetime) -> Task:
    found = locked(task, Deed.CANCEL, by=by, reason=reason)
    write(found, **reaching(State.CANCELLED, now))
    telling.cancelled(found, reason=reason, by=by, now=now)
    return finish(found, Deed.CANCEL, by=by, now=now, words=reason)


@transaction.atomic
def reopen(task: Task, *, due_on: date, reason: str, by: "User | None", now: datetime) -> Task:
    """A finished task turns out not to be; it gets a new day."""
    found = locked(task, Deed.REOPEN, by=by, reason=reason)
    write(found, due_on=due_on, reported_on=None, reported_by=None, **reaching(State.OPEN, now))
    telling.with_owner_again(found, now=now)
    facts = {"due": due_on.isoformat()}
    return finish(found, Deed.REOPEN, by=by, now=now, words=reason, facts=facts)


@transaction.atomic
def tell_late(task: Task, *, now: datetime) -> bool:
    """Once for each day that passed unreported: an extension that passes, too, is another day."""
    found = Task.objects.select_for_update(of=("self",)).select_related("city").get(pk=task.pk)
    today = found.today(now)
    if (
        found.told_late_on == found.due_on
        or not found.days_late(today)
        or found.stands not in workflow.WITH_OWNER
    ):
        return False
    write(found, told_late_on=found.due_on)
    telling.late(found, days_late=found.days_late(today), now=now)
    return True
