"""What workers write: take a job under a lease, renew it, give it back, end it. Nothing else changes a running job.

A lease says until when a worker answers for a job. Every statement here asks for the very attempt (`Job.held`), so a
worker that was thought dead, and whose job somebody else has taken, changes nothing any more.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import IntegrityError, transaction

from kotacerdas.jobs import registry
from kotacerdas.jobs.domain.backoff import pause
from kotacerdas.jobs.models import Attempt, Job, State, Step

log = structlog.get_logger()
LEASE = timedelta(seconds=30)
Texts = dict[str, str]


@dataclass(frozen=True)
class Failure:
    """How an attempt failed, without a word of what the error said: it may quote somebody."""

    error: str
    place: str = ""
    reasons: Texts = field(default_factory=dict)
    is_final: bool = False
    outcome: Attempt.Outcome = Attempt.Outcome.FAILED


LOST = Failure("", outcome=Attempt.Outcome.LOST)
TOO_LONG = Failure("TookTooLong")
UNKNOWN_TASK = Failure("UnknownTask", is_final=True)


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    doing: Texts


def claim(queue: str, *, worker: str, now: datetime, lease: timedelta = LEASE) -> Job | None:
    """The next job whose time has come, now held by `worker`; None if nothing is due."""
    if not Job.objects.due(queue, now).exists():
        return None
    try:
        return _claimed(queue, worker, now, lease)
    except IntegrityError:
        # In this moment somebody else has begun another one with the same key; the next look finds what is left.
        return None


def _claimed(queue: str, worker: str, now: datetime, lease: timedelta) -> Job | None:
    while True:
        with transaction.atomic():
            # PostgreSQL passes over rows that others hold; on SQLite the transaction is the only writer.
            job = Job.objects.due(queue, now).select_for_update(skip_locked=True).first()
            if job is None:
                return None
            if job.state == State.RUNNING and not _may_go_on(job, now=now):
                continue
            return _taken(job, worker=worker, now=now, lease=lease)


def _may_go_on(job: Job, *, now: datetime) -> bool:
    """Whether a job that its worker left behind is tried again, or has come to its end."""
    if job.is_cancel_wanted:
        cancelled(job, now=now)
        return False
    _close_attempt(job, LOST.outcome, now=now)
    job.failures += 1
    if _is_spent(job):
        _end(job, State.FAILED, now=now)
        return False
    return True


def _taken(job: Job, *, worker: str, now: datetime, lease: timedelta) -> Job:
    job.state, job.worker, job.lease_until = State.RUNNING, worker, now + lease
    job.attempts += 1
    job.started_at = job.started_at or now
    job.save(update_fields=["state", "worker", "lease_until", "attempts", "failures", "started_at"])
    Attempt.objects.create(job=job, number=job.attempts, worker=worker, started_at=now)
    return job


def renew(job: Job, *, now: datetime, lease: timedelta = LEASE, progress: Progress | None = None) -> bool:
    """Whether this attempt still holds the job; if so, for another lease. Tells the progress by the way."""
    told = {} if progress is None else vars(progress)
    return bool(Job.objects.held(job).update(lease_until=now + lease, **told))


def is_cancel_wanted(job: Job) -> bool:
    return Job.objects.filter(pk=job.pk, is_cancel_wanted=True).exists()


def keep_step(job: Job, name: str, result: Any, *, now: datetime, lease: timedelta) -> bool:
    """In the transaction of the step's effects, as its last statements. False: roll back, the job is not ours."""
    if not renew(job, now=now, lease=lease):
        return False
    Step.objects.create(job=job, name=name, result=result, done_at=now)
    return True


@transaction.atomic
def finish(job: Job, result: Any, *, now: datetime, progress: Progress | None = None) -> bool:
    told = {} if progress is None else vars(progress)
    return _give_up_lease(
        job, Attempt.Outcome.DONE, now=now, state=State.DONE, result=result, ended_at=now, **told
    )


@transaction.atomic
def cancelled(job: Job, *, now: datetime) -> bool:
    return _give_up_lease(job, Attempt.Outcome.CANCELLED, state=State.CANCELLED, ended_at=now, now=now)


@transaction.atomic
def release(job: Job, *, now: datetime) -> bool:
    """Back to where it waited, because the worker stops; that is nobody's failure."""
    if is_cancel_wanted(job):
        return cancelled(job, now=now)
    return _give_up_lease(job, Attempt.Outcome.RELEASED, state=State.WAITING, run_at=now, now=now)


@transaction.atomic
def failed(job: Job, failure: Failure, *, now: datetime) -> bool:
    """Tries again after a pause, or ends the job once its attempts are used up."""
    if not renew(job, now=now):
        return False
    job.failures += 1
    _close_attempt(job, failure.outcome, now=now, failure=failure)
    if is_cancel_wanted(job):
        _end(job, State.CANCELLED, now=now)
    elif failure.is_final or _is_spent(job):
        _end(job, State.FAILED, now=now)
    else:
        _wait_again(job, now=now)
    return True


def _wait_again(job: Job, *, now: datetime) -> None:
    job.state, job.lease_until, job.run_at = State.WAITING, None, now + pause(job.failures)
    job.save(update_fields=["state", "lease_until", "run_at", "failures"])


def abandon(job: Job, *, now: datetime) -> bool:
    """Ends the lease of a worker that is known to be dead, so that the job need not wait for the end of it."""
    return bool(Job.objects.held(job).update(lease_until=now - timedelta(seconds=1)))


def _is_spent(job: Job) -> bool:
    known = registry.find(job.task)
    return known is None or job.failures >= known.attempts


def _end(job: Job, state: State, *, now: datetime) -> None:
    job.state, job.lease_until, job.ended_at = state, None, now
    job.save(update_fields=["state", "lease_until", "ended_at", "failures"])
    if state == State.FAILED:
        log.warning("job.failed", job=job.pk, task=job.task, attempts=job.attempts)
        _tell_failed(job)


def _tell_failed(job: Job) -> None:
    """A hearer that breaks must not keep the job from ending: it would be taken and taken again, and others wait."""
    for hearer in registry.hearers():
        try:
            with transaction.atomic():
                hearer(job)
        except Exception as error:  # noqa: BLE001 - as above
            log.error("job.failure_not_told", job=job.pk, error=type(error).__name__)


def _give_up_lease(job: Job, outcome: Attempt.Outcome, *, now: datetime, **fields: Any) -> bool:
    if not Job.objects.held(job).update(lease_until=None, **fields):
        return False
    _close_attempt(job, outcome, now=now)
    return True


def _close_attempt(
    job: Job, outcome: Attempt.Outcome, *, now: datetime, failure: Failure | None = None
) -> None:
    told = {} if failure is None else {
        "error": failure.error, "place": failure.place, "reasons": failure.reasons
    }  # fmt: skip
    Attempt.objects.filter(job=job, number=job.attempts).update(outcome=outcome, ended_at=now, **told)
