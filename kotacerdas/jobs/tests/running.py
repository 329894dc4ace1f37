"""For tests of every app: works off, in this process, what the deeds of a test have ordered."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kotacerdas.jobs import leases
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.registry import QUEUES
from kotacerdas.jobs.run import Run
from kotacerdas.jobs.runner import work_off

ENOUGH = 1000


def run_all(queue: str | None = None, now: datetime | None = None, *, may_fail: bool = False) -> list[Job]:
    """Everything that is due at `now` (else: at this moment), and what that orders in turn; the jobs as they ended.

    A task that asks `run.now()` hears this time, too.

    The error of a task is raised here, unless the test says that it may fail; the job has been written down as
    failed or as waiting for its next attempt by then.
    """
    worked: list[Job] = []
    queues = [queue] if queue else list(QUEUES)
    clock = timezone.now if now is None else lambda: now
    while job := _next(queues, clock()):
        error = work_off(Run(job, clock=clock))
        job.refresh_from_db()
        worked.append(job)
        if error and not may_fail:
            raise error
        if len(worked) >= ENOUGH:
            raise AssertionError(f"jobs order jobs without end; the last was {job.task}")
    return worked


def _next(queues: list[str], now: datetime) -> Job | None:
    return next((job for queue in queues if (job := leases.claim(queue, worker="test", now=now))), None)
