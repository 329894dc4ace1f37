"""Deeds on jobs: order one, cancel it, ask for it again, prune old ones. What a worker writes is in `leases`."""

import json
from datetime import datetime
from typing import Any

import structlog
from django.db import IntegrityError, connection, models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kotacerdas.audit.actions import record
from kotacerdas.common import subjects
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.jobs import registry
from kotacerdas.jobs.models import Job, State

log = structlog.get_logger()


def enqueue(
    task: str,
    /,
    *,
    by: Any = None,
    city: Any = None,
    about: models.Model | None = None,
    run_at: datetime | None = None,
    key: str = "",
    is_routine: bool = False,
    **arguments: Any,
) -> Job:
    """Order a task, in the caller's transaction: if that is rolled back, the job was never there.

    Arguments are JSON: numbers, text, lists, never a row (give its key). A job of this task that waits under the same
    `key` is that job, with the arguments it has; whatever the caller has written will be committed before it starts.
    Two with the same key never run beside each other.
    """
    known = registry.find(task)
    if known is None:
        raise LookupError(f"no task is called {task!r}; the known ones are: {', '.join(registry.names())}")
    now = timezone.now()
    subject = subjects.reference(about)
    order = Job(
        task=task,
        queue=known.queue,
        arguments=_as_json(task, arguments),
        key=key,
        is_routine=is_routine,
        city=city,
        asked_by=by,
        subject_kind=subject.kind,
        subject_key=subject.key,
        run_at=run_at or now,
        created_at=now,
    )
    with transaction.atomic():
        return _once_for_its_key(order) if key else _saved(order)


def _as_json(task: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """As the worker will read them, or a complaint here, where the mistake is, and not there."""
    try:
        read: dict[str, Any] = json.loads(json.dumps(arguments, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise TypeError(f"arguments of {task!r} must be JSON: {error}") from error
    if read != arguments:
        raise TypeError(f"arguments of {task!r} would not come back as they are: keys are text, no tuples")
    return read


def _saved(order: Job) -> Job:
    order.save(force_insert=True)
    return order


def _once_for_its_key(order: Job) -> Job:
    for last in (False, False, True):
        if found := _waiting(order):
            return found
        try:
            with transaction.atomic():
                return _saved(order)
        except IntegrityError:
            # Somebody ordered the same in this moment; unless a worker has begun it by now, it is ours too.
            if last:
                raise
    raise AssertionError("returned or raised above")


def _waiting(order: Job) -> Job | None:
    """The job that waits under this key, kept from starting until the caller's transaction ends."""
    same: QuerySet[Job] = Job.objects.filter(task=order.task, key=order.key, state=State.WAITING).order_by(
        "pk"
    )
    soon = _shared(same.filter(run_at__lte=order.run_at))
    if soon is not None:
        return soon
    late = same.select_for_update().first()
    # One that failed waits out its pause, unless a schedule comes round meanwhile. Somebody may have brought it forward
    # since we looked: putting it off again would strand those who have just found it soon enough, in a deadlock.
    if late is not None and order.run_at < late.run_at and (late.attempts == 0 or order.is_routine):
        late.run_at = order.run_at
        late.save(update_fields=["run_at"])
    return late


def _shared(rows: QuerySet[Job]) -> Job | None:
    """Locks against the worker but not against each other: many requests order the same at one moment.

    Without a lock a worker could begin, and finish, before the caller's rows can be seen. SQLite has one writer.
    """
    if connection.vendor != "postgresql":
        return rows.first()
    sql, given = rows[:1].query.sql_with_params()
    return next(iter(Job.objects.raw(f"{sql} FOR SHARE", given)), None)


@transaction.atomic
def cancel(job: Job, *, by: Any, now: datetime) -> Job:
    """One that waits is cancelled at once; one that runs is asked to stop at its next step."""
    found = _locked(job)
    if not found.is_open:
        raise Refused(Fault("job-is-over", {"state": str(State(found.state).label)}))
    found.is_cancel_wanted = True
    if found.state == State.WAITING:
        found.state, found.ended_at = State.CANCELLED, now
    found.save(update_fields=["is_cancel_wanted", "state", "ended_at"])
    log.info("job.cancelled", job=found.pk, task=found.task, state=found.state)
    record("jobs.cancelled", on=found, by=by, city=found.city, now=now)
    return found


@transaction.atomic
def retry(job: Job, *, by: Any, now: datetime) -> Job:
    """Failed or cancelled, it is worked off again, with all its attempts anew; steps that are done stay done."""
    found = _locked(job)
    if found.state not in {State.FAILED, State.CANCELLED}:
        raise Refused(Fault("job-cannot-be-retried", {"state": str(State(found.state).label)}))
    found.state, found.run_at, found.ended_at = State.WAITING, now, None
    found.failures, found.is_cancel_wanted = 0, False
    if (
        found.attempts == 0
        and Job.objects.filter(key=found.key, state=State.WAITING).exclude(key="").exists()
    ):
        raise Refused(Fault("job-waits-already", {}))
    found.save(update_fields=["state", "run_at", "ended_at", "failures", "is_cancel_wanted"])
    log.info("job.retried", job=found.pk, task=found.task)
    record("jobs.retried", on=found, by=by, city=found.city, now=now)
    return found


def _locked(job: Job) -> Job:
    found: Job = Job.objects.select_for_update(of=("self",)).select_related("city").get(pk=job.pk)
    return found


@transaction.atomic
def prune(*, routine_before: datetime, others_before: datetime) -> int:
    """Forget jobs that are done or cancelled, those of schedules sooner; failed ones go with the others."""
    over = Job.objects.filter(ended_at__isnull=False)
    routine = over.filter(is_routine=True, ended_at__lt=routine_before, state=State.DONE)
    count = 0
    for rows in (routine, over.filter(ended_at__lt=others_before)):
        count += rows.count()
        rows.delete()
    return count
