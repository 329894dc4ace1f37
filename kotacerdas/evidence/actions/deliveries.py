"""Deeds on deliveries: open one, add files to it, say that these are all, go on after a failure, stop, give up.

A file is acknowledged when `add_item` returns: its bytes lie on the disk and a row names them. What becomes of it is
the business of `taking_in`, whose job goes from item to item.
"""

import contextlib
from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence import telling
from kotacerdas.evidence.domain.deliveries import LEFT_AFTER, percent, shown, unseen_in
from kotacerdas.evidence.models import Intake, Item
from kotacerdas.evidence.models.intakes import LONGEST_PATH
from kotacerdas.evidence.sending import parts
from kotacerdas.files.blobs import Blob
from kotacerdas.imports import kept
from kotacerdas.jobs import actions as jobs

TASK = "evidence.take-in"


@transaction.atomic
def open_intake(
    *,
    city: Any,
    agency: Any,
    by: Any,
    now: datetime,
    way: Intake.Way = Intake.Way.BROWSER,
    confidentiality: str = "internal",
    has_personal_data: bool = False,
) -> Intake:
    intake = Intake.objects.create(
        city=city,
        agency=agency,
        by=by,
        at=now,
        touched_at=now,
        way=way,
        confidentiality=confidentiality,
        has_personal_data=has_personal_data,
    )
    audit.record("evidence.intake-opened", on=intake, by=by, city=city, now=now)
    return intake


@transaction.atomic
def add_item(intake: Intake, blob: Blob, *, path: str, by: Any, now: datetime) -> Item:
    """Acknowledge a file whose bytes are stored. Until it is taken in, nobody can have it from the system.

    It stands in no trail by itself: the end of the delivery counts its files, and each document has its own entry.
    Raises `Refused` for a name that no row keeps as it is.
    """
    if fault := unseen_in(path):
        raise Refused(fault)
    _require_open(intake)
    touch(intake, at=now)
    return Item.objects.create(intake=intake, path=path[-LONGEST_PATH:], size=blob.size, sha256=blob.sha256)


@transaction.atomic
def refuse_item(intake: Intake, *, path: str, size: int, fault: Fault, by: Any, now: datetime) -> Item:
    """A file that was not even begun is named with its reason, once however often it is tried."""
    _require_open(intake)
    touch(intake, at=now)
    return Item.objects.get_or_create(
        intake=intake,
        path=shown(path)[-LONGEST_PATH:],
        size=size,
        state=Item.State.REFUSED,
        defaults={"faults": kept.as_json([fault])},
    )[0]


@transaction.atomic
def finish(intake: Intake, *, by: Any, now: datetime, waits: bool = False) -> Intake:
    """These are all files: a job takes them in. Asked a second time, it does nothing.

    What came in part is refused by name. `waits`: whoever asks takes them in by itself, as the command does.
    """
    intake = locked(intake)
    if intake.state != Intake.State.OPEN:
        return intake
    _give_up_parts(intake)
    if not intake.items.exists():
        raise Refused(Fault("evidence-nothing-sent", {}))
    intake.state = Intake.State.WORKING
    if not waits:
        intake.job = _ordered(intake, by)
    intake.save(update_fields=["state", "job"])
    note = {"files": intake.items.count()}
    audit.record("evidence.intake-sent", on=intake, by=by, city=intake.city, now=now, note=note)
    return intake


def _give_up_parts(intake: Intake) -> None:
    unfinished = list(intake.uploads.unfinished())
    for upload in unfinished:
        values = {"name": upload.path, "percent": percent(upload.offset, upload.size)}
        Item.objects.create(
            intake=intake,
            path=upload.path,
            size=upload.size,
            state=Item.State.REFUSED,
            faults=kept.as_json([Fault("evidence-came-in-part", values)]),
        )
    _forget_uploads(intake)


def _forget_uploads(intake: Intake) -> None:
    codes = list(intake.uploads.values_list("code", flat=True))
    intake.uploads.all().delete()
    transaction.on_commit(lambda: parts.remove(*codes))


@transaction.atomic
def resume(intake: Intake, *, by: Any, now: datetime) -> Intake:
    """Go on with what waits, where the job has failed, was cancelled, or a command was interrupted."""
    intake = locked(intake)
    if intake.state != Intake.State.WORKING or intake.is_working:
        return intake
    intake.job = _ordered(intake, by)
    intake.save(update_fields=["job"])
    audit.record("evidence.intake-resumed", on=intake, by=by, city=intake.city, now=now)
    return intake


def _ordered(intake: Intake, by: Any) -> Any:
    return jobs.enqueue(TASK, by=by, city=intake.city, about=intake, key=intake.code, intake=intake.pk)


@transaction.atomic
def cancel(intake: Intake, *, by: Any, now: datetime) -> Intake:
    """What was taken in stays; what waits is let go."""
    intake = locked(intake)
    if intake.state not in {Intake.State.OPEN, Intake.State.WORKING}:
        return intake
    intake.items.waiting().update(state=Item.State.CANCELLED)
    _forget_uploads(intake)
    intake.state = Intake.State.CANCELLED
    intake.save(update_fields=["state"])
    if intake.job is not None and intake.job.is_open and not intake.job.is_cancel_wanted:
        # It may have ended since.
        with contextlib.suppress(Refused):
            jobs.cancel(intake.job, by=by, now=now)
    audit.record("evidence.intake-cancelled", on=intake, by=by, city=intake.city, now=now)
    return intake


def give_up_left(*, now: datetime) -> int:
    """Every night: open deliveries that nobody has touched for long, so that their bytes do not lie here for ever; the
    number given up."""
    return sum(_give_up(each, now=now) for each in Intake.objects.left_since(now - LEFT_AFTER))


@transaction.atomic
def _give_up(intake: Intake, *, now: datetime) -> bool:
    """Unless a file has come meanwhile. Each file that waited says why it was let go; whoever began it is told."""
    intake = locked(intake)
    if not Intake.objects.left_since(now - LEFT_AFTER).filter(pk=intake.pk).exists():
        return False
    why = Fault("evidence-delivery-left", {"days": LEFT_AFTER.days})
    count = intake.items.waiting().update(state=Item.State.CANCELLED, faults=kept.as_json([why]))
    _forget_uploads(intake)
    intake.state = Intake.State.GIVEN_UP
    intake.save(update_fields=["state"])
    telling.given_up(intake, count=count, days=LEFT_AFTER.days, now=now)
    note = {"days": LEFT_AFTER.days, "files": count}
    audit.record("evidence.intake-given-up", on=intake, by=None, city=intake.city, now=now, note=note)
    return True


def touch(intake: Intake, *, at: datetime) -> None:
    """From then on it is waited for anew."""
    Intake.objects.filter(pk=intake.pk, touched_at__lt=at).update(touched_at=at)


def locked(intake: Intake) -> Intake:
    """The delivery, until the transaction ends. Whoever changes its items locks it first, so that none slips through."""
    found: Intake = (
        Intake.objects.select_for_update(of=("self",))
        .select_related("city", "agency", "by", "job")
        .get(pk=intake.pk)
    )
    return found


def _require_open(intake: Intake) -> None:
    if locked(intake).state != Intake.State.OPEN:
        raise Refused(Fault("evidence-intake-closed", {}))
