"""Makes jobs for tests, as deeds and workers do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kotacerdas.jobs import actions, leases
from kotacerdas.jobs.leases import Failure
from kotacerdas.jobs.models import Job

# A task that every installation has.
TASK = "jobs.prune"


def waiting(**fields: Any) -> Job:
    return actions.enqueue(TASK, **fields)


def running(**fields: Any) -> Job:
    # Before all others that wait.
    fields.setdefault("run_at", timezone.now() - timedelta(days=1))
    job = waiting(**fields)
    claimed = leases.claim(job.queue, worker="test", now=timezone.now())
    assert claimed == job, "another job was due"
    return claimed


def failed(error: str = "ValueError", **fields: Any) -> Job:
    job = running(**fields)
    leases.failed(job, Failure(error, place="letters/press.py:7 compose", is_final=True), now=timezone.now())
    job.refresh_from_db()
    return job


def done(**fields: Any) -> Job:
    job = running(**fields)
    leases.finish(job, {"rows": 3}, now=timezone.now())
    job.refresh_from_db()
    return job
