"""Deeds on files that are still on their way: begin, append a piece, complete, give up.

A piece is acknowledged, as `offset`, when its bytes have come safely to the disk; whatever lies behind the offset is
written over. So a killed server, a lost line or a reloaded page costs one piece at most.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any, BinaryIO, Protocol

from django.db import transaction
from django.db.models import F, Sum
from django.http import UnreadablePostError

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.actions import deliveries
from kotacerdas.evidence.domain.deliveries import GIVEN_UP_AFTER, no_room
from kotacerdas.evidence.gate import limits
from kotacerdas.evidence.models import Intake, Item, Upload
from kotacerdas.evidence.models.intakes import LONGEST_PATH
from kotacerdas.evidence.sending import parts
from kotacerdas.files import actions as files

AT_ONCE = 64 * 1024
# A part whose row is not there: the row comes first, so it is a leftover; unless the two were just being made.
ORPHANED_AFTER = timedelta(days=1)


class Readable(Protocol):
    """A request, or a file."""

    def read(self, size: int, /) -> bytes: ...


class WrongOffset(Exception):
    """The piece does not begin where the file has ended so far."""


class WrongChecksum(Exception):
    """The piece did not come as it was sent; nothing of it was kept."""


def begin(intake: Intake, *, path: str, size: int, mark: str, by: Any, now: datetime) -> Upload:
    """A file that will come in pieces; the one under way if the same file (`mark`) was begun before.

    One that is too large is refused, and named so in the delivery.
    """
    if fault := limits.too_large(path, size):
        deliveries.refuse_item(intake, path=path, size=size, fault=fault, by=by, now=now)
        raise Refused(fault)
    return _begun(intake, path=path, size=size, mark=mark, by=by, now=now)


@transaction.atomic
def _begun(intake: Intake, *, path: str, size: int, mark: str, by: Any, now: datetime) -> Upload:
    intake = deliveries.locked(intake)
    if by is not None and intake.by_id != by.pk:
        raise Refused(Fault("evidence-own-delivery", {}))
    if intake.state != Intake.State.OPEN:
        raise Refused(Fault("evidence-intake-closed", {}))
    fingerprint = hashlib.sha256(f"{size} {mark} {path}".encode()).hexdigest() if mark else ""
    known = intake.uploads.filter(fingerprint=fingerprint).first() if fingerprint else None
    if known is not None:
        return known
    if fault := _no_room(intake, size):
        raise Refused(fault)
    return Upload.objects.create(
        intake=intake, path=path[-LONGEST_PATH:], size=size, fingerprint=fingerprint, touched_at=now
    )


def _no_room(intake: Intake, size: int) -> Fault | None:
    """What is under way counts with the size that it will have; of what was refused no bytes are here."""
    coming = intake.uploads.unfinished()
    kept = intake.items.exclude(state=Item.State.REFUSED)
    files_, so_far = intake.items.count() + coming.count(), _bytes(kept) + _bytes(coming)
    return no_room(size, files=files_, so_far=so_far, free=parts.room())


def _bytes(rows: Any) -> int:
    return int(rows.aggregate(sum=Sum("size"))["sum"] or 0)


def append(
    upload: Upload, content: Readable, *, at: int, length: int | None, sha256: bytes | None, now: datetime
) -> Upload:
    """Bytes `at` this offset. Without a checksum, of a piece that breaks off what has come is kept.

    `length` is how many were announced; more than the file has room for is refused. Raises `parts.Busy`, `WrongOffset`
    or `WrongChecksum`.
    """
    with parts.writing(upload.code) as part:
        upload = _standing(upload, part)
        if at != upload.offset:
            raise WrongOffset
        left = upload.size - at
        if length is not None and length > left:
            raise Refused(Fault("evidence-piece-too-long", {"name": upload.path}))
        came, digest = _copy(content, part, at, left)
        if sha256 is not None and digest != sha256:
            raise WrongChecksum
        parts.bring_to_disk(part)
        Upload.objects.filter(pk=upload.pk, offset=at).update(offset=at + came, touched_at=now)
    upload.offset, upload.touched_at = at + came, now
    return upload


def _standing(upload: Upload, part: BinaryIO) -> Upload:
    """As the database says now; if the disk has less (another disk, a restored database), as the disk says."""
    found = Upload.objects.select_related("intake").get(pk=upload.pk)
    if found.intake.state != Intake.State.OPEN:
        raise Refused(Fault("evidence-intake-closed", {}))
    there = part.seek(0, 2)
    if found.item_id is not None:
        raise WrongOffset
    if there < found.offset:
        found.offset = there
        found.save(update_fields=["offset"])
    return found


def _copy(content: Readable, part: BinaryIO, at: int, most: int) -> tuple[int, bytes]:
    """How many bytes came, and their hash. A line that breaks off ends them."""
    part.seek(at)
    part.truncate()
    digest, came = hashlib.sha256(), 0
    while came < most and (some := _read(content, min(AT_ONCE, most - came))):
        part.write(some)
        digest.update(some)
        came += len(some)
    return came, digest.digest()


def _read(content: Readable, most: int) -> bytes:
    try:
        return content.read(most)
    except UnreadablePostError:
        return b""


def standing(upload: Upload, *, by: Any, now: datetime) -> Upload:
    """How far it has come; what broke off after the last piece is made up for."""
    if upload.item_id is None:
        with parts.writing(upload.code) as part:
            upload = _standing(upload, part)
        complete(upload, by=by, now=now)
    return upload


def complete_whole(intake: Intake, *, by: Any, now: datetime) -> None:
    """Before a delivery ends: files of which every piece was acknowledged."""
    for upload in intake.uploads.unfinished().filter(offset=F("size")).select_related("intake"):
        standing(upload, by=by, now=now)


def complete(upload: Upload, *, by: Any, now: datetime) -> Item | None:
    """Once all bytes have come, they become a file of the delivery; None before. Asked again, it is the same file."""
    if upload.item_id is not None or not upload.is_whole:
        return upload.item
    with parts.writing(upload.code) as part:
        part.seek(0)
        blob = files.store(part)
    if blob.size != upload.size:
        # The disk has less than was acknowledged, or another request has completed it in this moment.
        raise WrongOffset
    with transaction.atomic():
        deliveries.locked(upload.intake)
        found = Upload.objects.select_for_update().get(pk=upload.pk)
        if found.item_id is None:
            found.item = deliveries.add_item(upload.intake, blob, path=upload.path, by=by, now=now)
            found.save(update_fields=["item"])
    parts.remove(upload.code)
    upload.item = found.item
    return found.item


@transaction.atomic
def give_up(upload: Upload, *, by: Any, now: datetime) -> None:
    """The sender does not want to send it any more; one that has come whole stays with the delivery, and when its last
    piece came is remembered there."""
    code = upload.code
    deliveries.touch(upload.intake, at=upload.touched_at)
    upload.delete()
    transaction.on_commit(lambda: parts.remove(code))


def sweep(*, now: datetime) -> int:
    """Every night: files whose last piece came days ago, and parts that no row names; the number of both."""
    old = list(Upload.objects.filter(touched_at__lt=now - GIVEN_UP_AFTER).select_related("intake"))
    for upload in old:
        give_up(upload, by=None, now=now)
    return len(old) + _sweep_orphans(before=now - ORPHANED_AFTER)


def _sweep_orphans(*, before: datetime) -> int:
    aged = [code for code, touched_at in parts.each() if touched_at < before]
    named = set(Upload.objects.unfinished().filter(code__in=aged).values_list("code", flat=True))
    orphans = [code for code in aged if code not in named]
    parts.remove(*orphans)
    return len(orphans)
