"""Takes a delivery in: looks at each file and settles it, one transaction each.

So a job that is killed in the middle goes on with the next file that waits, and nothing comes in twice. Bytes of a
file that was refused, or that were here already, are named by no row any more and swept after a day.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Count

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.events import actions as events
from kotacerdas.evidence.actions import keeping, knowing, scanning
from kotacerdas.evidence.actions.deliveries import locked
from kotacerdas.evidence.actions.turns import Turn
from kotacerdas.evidence.gate import checking
from kotacerdas.evidence.models import Content, Intake, Item
from kotacerdas.evidence.models.intakes import LONGEST_PATH
from kotacerdas.files import blobs
from kotacerdas.imports import kept

log = structlog.get_logger()

COUNTED = (Item.State.ADDED, Item.State.KNOWN, Item.State.REFUSED)


def take_in(intake: Intake, *, clock: Callable[[], datetime], tell: Callable[[int, int], None]) -> None:
    """Every waiting item, those from archives too. `tell(done, of)` may raise to stop between two items. One that fails
    is left for the next try, after the others."""
    turn = Turn(intake.items.waiting, set_aside=_set_aside)
    for item in turn.rows():
        total = intake.items.count()
        tell(total - intake.items.waiting().count(), total)
        with turn.trying(item):
            take_in_item(item, now=clock())
    turn.end()
    total = intake.items.count()
    tell(total, total)
    conclude(intake, now=clock())


def take_in_item(item: Item, *, now: datetime) -> Item:
    """Look at one file and settle it: added, already here, unpacked into further items, refused or left out.

    What is slow (reading, checking, unpacking to the disk) happens before the transaction that settles.
    """
    try:
        found = _look(item)
    except Refused as refused:
        return _settle(item, Item.State.REFUSED, faults=refused.faults)
    if isinstance(found, checking.LeftOut):
        return _settle(item, Item.State.LEFT_OUT, faults=[found.why])
    if isinstance(found, checking.Unpacked):
        return _settle_archive(item, found)
    return _settle_document(item, found, now=now)


def _look(item: Item) -> checking.Looked | checking.Unpacked | checking.LeftOut:
    """One file that the gate itself stumbles over must not hold up the rest: it is refused, and the log says where."""
    try:
        return checking.look(item)
    except (Refused, OSError, DatabaseError, MemoryError):
        # The disk, the database: the job tries again, for the file is not to blame.
        raise
    except Exception as error:
        log.exception("evidence.look_failed", item=item.pk, error=type(error).__name__)
        raise Refused(Fault("evidence-look-failed", {"name": item.path})) from error


@transaction.atomic
def _settle(item: Item, state: Item.State, *, faults: Any = ()) -> Item:
    """The row keeps the name and the reason."""
    found = _waiting(item)
    if found is None:
        return item
    found.state, found.faults = state, kept.as_json(faults)
    found.save(update_fields=["state", "faults"])
    return found


def _set_aside(item: Item) -> Item:
    return _settle(item, Item.State.REFUSED, faults=[Fault("evidence-not-taken-in", {"name": item.path})])


@transaction.atomic
def _settle_archive(item: Item, unpacked: checking.Unpacked) -> Item:
    found = _waiting(item)
    if found is None:
        return item
    Item.objects.bulk_create(_part(found, entry) for entry in unpacked.entries)
    found.state, found.faults = Item.State.UNPACKED, kept.as_json(unpacked.faults)
    found.save(update_fields=["state", "faults"])
    return found


def _part(archive: Item, entry: checking.Entry) -> Item:
    """Its bytes lie on the disk without a row until it is settled: within a day, or it is unpacked again."""
    state = Item.State.REFUSED if entry.fault else Item.State.WAITING
    return Item(
        intake=archive.intake,
        inside=archive,
        path=f"{archive.path}/{entry.path}"[-LONGEST_PATH:],
        size=entry.size,
        sha256=entry.blob.sha256 if entry.blob else "",
        state=state,
        faults=kept.as_json([entry.fault] if entry.fault else []),
    )


@transaction.atomic
def _settle_document(item: Item, looked: checking.Looked, *, now: datetime) -> Item:
    found = _waiting(item)
    if found is None:
        return item
    intake = found.intake
    content = keeping.content_of(looked.blob, looked.kind)
    # Another delivery may bring the same bytes in this moment: it waits here, then finds them.
    content = Content.objects.select_for_update().get(pk=content.pk)
    scanning.note(content, looked, now=now)
    known = keeping.revision_with(content, among=knowing.known_to(intake))
    if known is not None:
        if knowing.may_name(intake, known.document):
            keeping.remember_name(known, found.path, now=now)
        found.state, found.document = Item.State.KNOWN, known.document
        found.save(update_fields=["state", "document"])
        return found
    found.document = keeping.make_document(
        content, path=found.path, like=intake, by=intake.by, now=now, is_sample=intake.is_sample
    )
    found.state = Item.State.ADDED
    found.save(update_fields=["state", "document"])
    note = {"name": found.path, "sha256": content.sha256}
    events.emit("evidence.added", subject=found.document, by=intake.by, city=intake.city, at=now)
    audit.record("evidence.added", on=found.document, by=intake.by, city=intake.city, now=now, note=note)
    return found


@transaction.atomic
def conclude(intake: Intake, *, now: datetime) -> Intake:
    """Nothing waits any more."""
    intake = locked(intake)
    if intake.state == Intake.State.WORKING and not intake.items.waiting().exists():
        intake.state = Intake.State.DONE
        intake.save(update_fields=["state"])
        counted = dict(intake.items.order_by().values_list("state").annotate(count=Count("pk")))
        note = {state.value: counted.get(state, 0) for state in COUNTED}
        audit.record("evidence.intake-done", on=intake, by=intake.by, city=intake.city, now=now, note=note)
    return intake


def content_of(item: Item) -> Any:
    """The bytes of an item that waits; raises `blobs.Missing` where an unpacked part was swept."""
    return blobs.store().open(item.sha256)


def _waiting(item: Item) -> Item | None:
    """The item under lock, if it still waits: another worker may have been faster, or somebody has stopped it."""
    intake = locked(item.intake)
    found = Item.objects.select_for_update().get(pk=item.pk)
    if found.state != Item.State.WAITING:
        return None
    found.intake = intake
    return found
