"""Deeds: keep a file at an object, give it up."""

import io
from datetime import datetime
from typing import Any, BinaryIO

from django.db import models, transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import subjects
from kotacerdas.files import blobs
from kotacerdas.files.blobs import Blob
from kotacerdas.files.domain import names
from kotacerdas.files.models import File


def store(content: BinaryIO | bytes) -> Blob:
    """Writes content to the disk and nothing to the database.

    Call it before the transaction for what is large, then `keep` what it returns; without a row it is swept after a
    day.
    """
    return blobs.store().put(io.BytesIO(content) if isinstance(content, bytes) else content)


def keep(
    content: BinaryIO | bytes | Blob,
    *,
    name: str,
    media_type: str,
    about: models.Model,
    by: Any,
    city: Any,
    now: datetime,
    is_recorded: bool = True,
) -> File:
    """A file at the object `about`, whose guard decides who may have it. Content first, row second.

    `is_recorded=False` where the caller's own entry in the trail, in the same transaction, names the file and its hash.
    """
    blob = content if isinstance(content, Blob) else store(content)
    with transaction.atomic():
        file = _write(blob, name=name, media_type=media_type, about=about, by=by, city=city, now=now)
        if is_recorded:
            note = {"file": file.name, "sha256": file.sha256}
            audit.record("files.kept", on=about, by=by, city=city, now=now, note=note)
    return file


def _write(
    blob: Blob, *, name: str, media_type: str, about: models.Model, by: Any, city: Any, now: datetime
) -> File:
    at = subjects.reference(about)
    return File.objects.create(
        subject_kind=at.kind,
        subject_key=at.key,
        name=names.clean(name),
        media_type=media_type,
        size=blob.size,
        sha256=blob.sha256,
        city=city,
        by=by,
        at=now,
    )


@transaction.atomic
def give_up(file: File, *, about: models.Model, by: Any, now: datetime) -> None:
    """The row goes now, the content in the next sweep after a day, if no other row names it."""
    file.delete()
    note = {"file": file.name, "sha256": file.sha256}
    audit.record("files.given-up", on=about, by=by, city=file.city, now=now, note=note)
