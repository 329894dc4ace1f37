"""Tells of an event within the deed, hands it to its consumers after it, and tells again when asked."""

import traceback
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from django.db import models, transaction

from kotacerdas.common import subjects
from kotacerdas.events import consumers, kinds
from kotacerdas.events.models import Delivery, Event
from kotacerdas.jobs.actions import enqueue

log = structlog.get_logger()

TASK = "events.deliver"
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=10)
AT_A_TIME = 200


@transaction.atomic
def emit(
    kind: str,
    *,
    subject: models.Model | None,
    by: Any,
    city: Any,
    at: datetime,
    opportunity: str = "",
    **fields: Any,
) -> Event:
    """Part of the deed's transaction: if the deed fails, nothing was told. Raises `TypeError` for wrong fields."""
    known = kinds.kind(kind)
    about = subjects.reference(subject)
    event = Event.objects.create(
        kind=kind,
        subject_kind=about.kind,
        subject_key=about.key,
        city=city,
        actor=by,
        at=at,
        opportunity=opportunity,
        fields=known.written(fields),
    )
    hearing = consumers.hearing(kind)
    if hearing:
        Delivery.objects.bulk_create(
            Delivery(event=event, consumer=each.name, not_before=at) for each in hearing
        )
        enqueue(TASK, key=TASK)
    return event


def deliver(*, now: datetime) -> int:
    """Hand over what is due, each delivery in a transaction of its own. The number handed over well.

    One handler that fails does not hold up the others; its delivery is tried again later, and given up after
    `MOST_ATTEMPTS` until somebody replays it. So a consumer may hear of a later event first.
    """
    done = 0
    while due := list(Delivery.objects.due(now).values_list("pk", flat=True)[:AT_A_TIME]):
        done += sum(_hand_over(key, now) for key in due)
    return done


def _hand_over(key: int, now: datetime) -> bool:
    with transaction.atomic():
        found = Delivery.objects.select_for_update().due(now).filter(pk=key).select_related(None).first()
        if found is None:
            return False
        try:
            with transaction.atomic():
                consumers.named(found.consumer).handle(found.event)
        except Exception as error:  # noqa: BLE001 - whatever a handler does wrong, the others must hear
            _put_off(found, error, now)
            return False
        found.state, found.done_at, found.fault = Delivery.State.DONE, now, ""
        found.attempts += 1
        found.save()
    return True


def _put_off(delivery: Delivery, error: Exception, now: datetime) -> None:
    delivery.attempts += 1
    delivery.fault = _place(error)
    delivery.not_before = now + FIRST_WAIT * 2 ** (delivery.attempts - 1)
    if delivery.attempts >= MOST_ATTEMPTS:
        delivery.state = Delivery.State.FAILED
    delivery.save()
    if delivery.state == Delivery.State.WAITING:
        enqueue(TASK, run_at=delivery.not_before)
    log.warning("event.not_handled", consumer=delivery.consumer, fault=delivery.fault, state=delivery.state)


def _place(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__qualname__} {Path(last.filename).name}:{last.lineno}"[:200]


@transaction.atomic
def replay(
    consumer: str,
    *,
    now: datetime,
    since: datetime | None = None,
    only: Iterable[str] = (),
    failed_only: bool = False,
) -> int:
    """Let a consumer hear again, also of events told before it existed. The number of events it will hear.

    Raises `KeyError` if there is no such consumer, or it does not hear a kind in `only`.
    """
    known = consumers.named(consumer)
    if strange := set(only) - known.kinds:
        raise KeyError(min(strange))
    told = Event.objects.filter(kind__in=set(only) or known.kinds)
    if since is not None:
        told = told.filter(at__gte=since)
    again = Delivery.objects.filter(consumer=consumer, event__in=told)
    if failed_only:
        again = again.filter(state=Delivery.State.FAILED)
    count = again.update(state=Delivery.State.WAITING, done_at=None, attempts=0, not_before=now, fault="")
    if not failed_only:
        unheard = told.exclude(deliveries__consumer=consumer).values_list("pk", flat=True)
        fresh = [Delivery(event_id=key, consumer=consumer, not_before=now) for key in unheard.iterator()]
        count += len(Delivery.objects.bulk_create(fresh, batch_size=500))
    if count:
        enqueue(TASK, key=TASK)
    return count
