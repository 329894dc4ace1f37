"""What people see of jobs: those that were asked for, how many in which state, whether anybody works at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count

from kotacerdas.common import subjects
from kotacerdas.jobs.domain.estimate import time_left
from kotacerdas.jobs.models import Attempt, Job, JobQuerySet, Schedule, State, Step

# A worker looks twice a second; whatever has been due for so long, nobody looks for.
LATE = timedelta(minutes=2)


@dataclass(frozen=True)
class JobView:
    """A job with what stands around it, for one reader."""

    job: Job
    about: models.Model | None
    last: Attempt | None
    left: timedelta | None

    @property
    def about_address(self) -> str:
        address = getattr(self.about, "get_absolute_url", None)
        return str(address()) if address else ""


def found(
    *, seen_by: Any, state: str = "", queue: str = "", city: str = "", with_routine: bool = False
) -> JobQuerySet:
    """The newest first. What schedules order and has gone well is left out unless asked for."""
    rows: JobQuerySet = Job.objects.visible_to(seen_by).select_related("city", "asked_by").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    if queue:
        rows = rows.filter(queue=queue)
    if city:
        rows = rows.filter(city__code=city)
    if not with_routine:
        rows = rows.exclude(is_routine=True, state=State.DONE)
    return rows


def counts(rows: JobQuerySet) -> dict[State, int]:
    """How many in each state; those without one are there with nought."""
    counted = dict(rows.order_by().values_list("state").annotate(count=Count("pk")))
    return {state: counted.get(state, 0) for state in State}


def cities(*, seen_by: Any) -> list[tuple[str, str]]:
    """Code and name of the cities that have jobs which this reader sees."""
    rows = Job.objects.visible_to(seen_by).filter(city__isnull=False).order_by("city__name")
    return list(rows.values_list("city__code", "city__name").distinct())


def views(jobs: list[Job], *, seen_by: Any, now: datetime) -> list[JobView]:
    """A fixed number of queries, however many jobs."""
    things = subjects.find_many((job.subject for job in jobs), seen_by=seen_by)
    lasts = _last_attempts(jobs)
    return [
        JobView(job, things.get(job.subject), last, _left(job, last, now))
        for job in jobs
        for last in [lasts.get(job.pk)]
    ]


def _last_attempts(jobs: list[Job]) -> Mapping[int, Attempt]:
    """The newest attempt of each; those before it are overwritten."""
    rows = Attempt.objects.filter(job__in=jobs).order_by("job", "number")
    return {each.job_id: each for each in rows}


def _left(job: Job, last: Attempt | None, now: datetime) -> timedelta | None:
    if job.state != State.RUNNING or last is None:
        return None
    return time_left(passed=now - last.started_at, done=job.done, total=job.total)


def steps(job: Job) -> list[Step]:
    return list(Step.objects.filter(job=job))


def attempts(job: Job) -> list[Attempt]:
    return list(Attempt.objects.filter(job=job))


def schedules() -> list[Schedule]:
    return list(Schedule.objects.order_by("next_at"))


def nobody_works(*, now: datetime) -> bool:
    """Whether something should have been begun long ago, and no worker has: the page says so."""
    long_ago = now - LATE
    if Schedule.objects.filter(next_at__lt=long_ago).exists():
        return True
    left = Job.objects.filter(state=State.RUNNING, lease_until__lt=long_ago)
    waiting = Job.objects.filter(state=State.WAITING, run_at__lt=long_ago)
    busy = Job.objects.filter(state=State.RUNNING, lease_until__gte=now).values("queue")
    return left.exists() or waiting.exclude(queue__in=busy).exists()
