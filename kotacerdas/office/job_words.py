"""Sentences about background work: the headline of its page, how a job stands, how long it still takes."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kotacerdas.common.formats import clock, moment, number, zone_of
from kotacerdas.jobs import schedules
from kotacerdas.jobs.domain.timetable import Every
from kotacerdas.jobs.models import Job, Schedule, State
from kotacerdas.jobs.queries import JobView

TONES = {
    State.WAITING: "",
    State.RUNNING: "jalan",
    State.DONE: "ok",
    State.FAILED: "telat",
    State.CANCELLED: "",
}

QUEUES = {"quick": gettext_lazy("quick"), "heavy": gettext_lazy("heavy")}


def of_jobs(counts: Mapping[State, int]) -> str:
    """The headline: what has failed comes first, for somebody has to look after it."""
    failed, opened = counts[State.FAILED], counts[State.RUNNING] + counts[State.WAITING]
    if failed:
        words = ngettext(
            "%(count)s job has failed and needs somebody",
            "%(count)s jobs have failed and need somebody",
            failed,
        )
        return words % {"count": number(failed)}
    if opened:
        words = ngettext(
            "%(count)s job is running or waiting", "%(count)s jobs are running or waiting", opened
        )
        return words % {"count": number(opened)}
    return _("Nothing is waiting and nothing has failed")


def states(counts: Mapping[State, int], current: str, asked: QueryDict) -> list[tuple[str, str, bool]]:
    """Words, address and whether it is the one shown, for all jobs and for those of each state."""
    options = [("", _("All"), sum(counts.values()))]
    options += [(state.value, str(state.label), counts[state]) for state in State]
    return [
        (f"{words} ({number(count)})", _address(asked, state), state == current)
        for state, words, count in options
    ]


def _address(asked: QueryDict, state: str) -> str:
    changed = asked.copy()
    changed.pop("halaman", None)
    changed["keadaan"] = state
    return f"?{changed.urlencode()}"


def state(view: JobView) -> tuple[str, str]:
    """How it stands, and the tone of it."""
    job = view.job
    if job.is_open and job.is_cancel_wanted:
        return _("Stops at its next step"), "awas"
    if job.is_trying_again:
        return _("Waits for another attempt"), "awas"
    return str(State(job.state).label), TONES[State(job.state)]


def left(time: timedelta | None) -> str:
    if time is None:
        return ""
    minutes = round(time.total_seconds() / 60)
    if minutes < 1:
        return _("less than a minute left")
    return ngettext("about %(count)s minute left", "about %(count)s minutes left", minutes) % {
        "count": number(minutes)
    }


def facts(job: Job, zone: tzinfo) -> list[tuple[str, str]]:
    """Name and value of what is known about it."""
    if job.asked_by is not None:
        asked_by = str(job.asked_by)
    else:
        asked_by = _("a schedule") if job.is_routine else _("the system")
    return [
        (_("Number"), str(job.pk)),
        (_("City"), job.city.name if job.city else _("the installation")),
        (_("Queue"), str(QUEUES.get(job.queue, job.queue))),
        (_("Asked for by"), asked_by),
        (_("Asked for"), moment(job.created_at, zone)),
        (_("First began"), moment(job.started_at, zone)),
        (_("Ended"), moment(job.ended_at, zone)),
    ]


def plan(schedule: Schedule) -> str:
    """When it is ordered, in words; a plan that the code has no more is shown as it is stored."""
    found = schedules.plans().get(schedule.task)
    if found is None:
        return schedule.plan
    timetable = found.timetable
    if isinstance(timetable, Every):
        words = ngettext("every minute", "every %(count)s minutes", timetable.minutes)
        return words % {"count": number(timetable.minutes)}
    at = datetime.combine(schedule.next_at.date(), timetable.at, tzinfo=zone_of(timetable.zone))
    return _("daily at %(clock)s") % {"clock": clock(at, zone_of(timetable.zone))}
