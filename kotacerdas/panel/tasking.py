"""Tasks that a panel makes in the city: to reply to a question, and to keep what was promised at an interview.

They follow by themselves: a reply finishes the one, a promise that is struck out cancels the other. Whoever asks is
named by the number of the seat alone, so the system gives these tasks.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.followup import actions
from kotacerdas.followup.domain.workflow import WITH_OWNER, State
from kotacerdas.followup.models import Task
from kotacerdas.panel.models import Clarification, LogEntry
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.models import City, Organisation, User

MOST_TITLE = 200


def asked(clarification: Clarification, organisation: "Organisation | None", *, now: datetime) -> Task | None:
    """None where nobody answers the question yet."""
    if organisation is None:
        return None
    panel, due_at = clarification.panel, clarification.due_at
    with translation.override(settings.LANGUAGE_CODE):
        values = {
            "number": clarification.seat.number,
            "code": clarification.code,
            "at": formats.moment(due_at, panel.city.zone),
        }
        return actions.assign(
            city=panel.city,
            title=_("Reply to assessor %(number)s about question %(code)s until %(at)s") % values,
            description=clarification.words,
            organisation=organisation,
            due_on=last_day(due_at, panel.city),
            about=clarification,
            needs_proof=False,
            by=None,
            now=now,
            is_sample=panel.is_sample,
        )


def replied(clarification: Clarification, *, now: datetime) -> None:
    task = _locked(clarification.task_id)
    if task is None or task.is_finished:
        return
    with translation.override(settings.LANGUAGE_CODE):
        if task.stands in WITH_OWNER:
            task = actions.report(task, by=None, now=now, words=_("The reply is written."))
        if task.stands is State.REPORTED:
            actions.accept(task, by=None, now=now)


def withdrawn(clarification: Clarification, *, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _cancel(clarification.task_id, _("The assessor has withdrawn the question."), now=now)


def promised(
    entry: LogEntry, organisation: "Organisation | None", *, by: "User | None", now: datetime
) -> Task | None:
    """None as long as nobody is known who keeps it."""
    if organisation is None or entry.due_at is None:
        return None
    interview = entry.interview
    gives = by is not None and access.may(by, Permission.ASSIGN_TASKS, interview.city)
    with translation.override(settings.LANGUAGE_CODE):
        whole = _("Promised at the interview: %(words)s") % {"words": " ".join(entry.words.split())}
        return actions.assign(
            city=interview.city,
            title=whole if len(whole) <= MOST_TITLE else f"{whole[: MOST_TITLE - 1]}…",
            description=entry.words,
            organisation=organisation,
            due_on=last_day(entry.due_at, interview.city),
            about=interview,
            by=by if gives else None,
            now=now,
            is_sample=interview.is_sample,
        )


def handed_over(entry: LogEntry, organisation: "Organisation", *, by: "User | None", now: datetime) -> None:
    """To another organisation, as long as it is not done."""
    task = _locked(entry.task_id)
    if task is not None and not task.is_finished and task.organisation_id != organisation.pk:
        actions.hand_over(task, organisation=organisation, by=by, now=now)


def struck(entry: LogEntry, *, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _cancel(entry.task_id, _("The promise was struck out of the log of the interview."), now=now)


def last_day(due_at: datetime, city: "City") -> date:
    """What is due at midnight is due on the day that ends with it."""
    return (due_at - timedelta(seconds=1)).astimezone(city.timezone).date()


def _cancel(task_id: int | None, reason: str, *, now: datetime) -> None:
    task = _locked(task_id)
    if task is not None and not task.is_finished:
        actions.cancel(task, reason=reason, by=None, now=now)


def _locked(task_id: int | None) -> Task | None:
    rows = Task.objects.select_for_update(of=("self",)).select_related("city")
    return rows.filter(pk=task_id).first() if task_id else None
