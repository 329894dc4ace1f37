"""Deeds on packs: ask for one, make it, give its file up, and compare one that comes back."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import translation

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.events import actions as events
from kotacerdas.evidence import targets
from kotacerdas.evidence.models import Pack
from kotacerdas.evidence.packing import gathering, making
from kotacerdas.evidence.packing.making import Made, Tell
from kotacerdas.evidence.targets import Scope
from kotacerdas.files import actions as files
from kotacerdas.files.blobs import Blob
from kotacerdas.imports import kept
from kotacerdas.jobs.actions import enqueue
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

TASK = "evidence.pack"
MEDIA_TYPE = "application/zip"
KEPT_FOR = timedelta(days=30)
"""A pack is a copy of what is kept anyway; after this time only its seal and hash are."""


@transaction.atomic
def order(city: Any, scope: Scope, *, language: str, with_secret: bool, by: Any, now: datetime) -> Pack:
    """A job makes it. While one of the same kind is being made for the same person, that one is returned."""
    _require_rights(city, with_secret=with_secret, by=by)
    same = {"city": city, "scope_key": scope.key, "language": language, "with_secret": with_secret, "by": by}
    for waiting in Pack.objects.filter(**same, state=Pack.State.MAKING).select_related("job"):
        if waiting.is_working:
            return waiting
    with translation.override(language):
        named = targets.scope(by, city, scope.key)
    pack = _begun(city, named, language=language, with_secret=with_secret, by=by, now=now)
    pack.job = enqueue(TASK, by=by, city=city, about=pack, key=pack.code, pack=pack.pk)
    pack.save(update_fields=["job"])
    audit.record("evidence.pack-ordered", on=pack, by=by, city=city, now=now)
    return pack


def fill(pack: Pack, *, tell: Tell, now: datetime) -> Pack:
    """Makes an ordered pack and keeps its file. A fault that people can mend ends on its page."""
    if pack.state != Pack.State.MAKING:
        return pack
    try:
        with translation.override(pack.language):
            scope = targets.scope(pack.by, pack.city, pack.scope_key)
        with tempfile.TemporaryFile() as opened:
            made = _made(opened, pack, scope, tell=tell)
            opened.seek(0)
            blob = files.store(opened)
    except Refused as refused:
        return _give_up(pack, refused, now=now)
    return _keep(pack, made, blob=blob, now=now)


def write(
    path: Path, city: Any, scope: Scope, *, language: str, with_secret: bool, now: datetime, tell: Tell
) -> Pack:
    """The command line: straight to a file, of which the system keeps only the hash. Nothing is left of a failure."""
    pack = Pack(
        city=city,
        scope_kind=scope.kind,
        scope_key=scope.key,
        title=scope.title,
        language=language,
        with_secret=with_secret,
        at=now,
    )
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with unfinished.open("w+b") as opened:
            made = _made(opened, pack, scope, tell=tell)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return _keep(pack, made, blob=None, now=now)


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """The files of old packs go; their rows stay, so that a pack can be compared for ever."""
    old = Pack.objects.filter(file__isnull=False, at__lt=now - KEPT_FOR).select_related("file", "city")
    count = 0
    for pack in old:
        file, pack.file = pack.file, None
        pack.save(update_fields=["file"])
        if file is not None:
            files.give_up(file, about=pack, by=None, now=now)
            count += 1
    return count


def _begun(city: Any, scope: Scope, *, language: str, with_secret: bool, by: Any, now: datetime) -> Pack:
    return Pack.objects.create(
        city=city,
        scope_kind=scope.kind,
        scope_key=scope.key,
        title=scope.title,
        language=language,
        with_secret=with_secret,
        by=by,
        at=now,
    )


def _require_rights(city: Any, *, with_secret: bool, by: Any) -> None:
    if with_secret and not access.may(by, Permission.SEE_SECRET_EVIDENCE, city):
        raise Refused(Fault("evidence-pack-no-secrets"))


def _made(opened: BinaryIO, pack: Pack, scope: Scope, *, tell: Tell) -> Made:
    with translation.override(pack.language):
        gathered = gathering.gather(pack.city, scope, user=pack.by, with_secret=pack.with_secret)
    if not gathered.citations:
        raise Refused(Fault("evidence-pack-empty", {"title": scope.title}))
    return making.make(
        opened,
        gathered,
        made_at=pack.at,
        language=pack.language,
        with_secret=pack.with_secret,
        tell=tell,
    )


@transaction.atomic
def _keep(pack: Pack, made: Made, *, blob: Blob | None, now: datetime) -> Pack:
    pack.state, pack.counts = Pack.State.READY, made.counts
    pack.seal, pack.sha256, pack.size = made.seal, made.sha256, made.size
    pack.save()
    pack.revisions.set(made.revisions)
    if blob is not None:
        pack.file = files.keep(
            blob, name=pack.file_name, media_type=MEDIA_TYPE, about=pack, by=pack.by, city=pack.city, now=now
        )
        pack.save(update_fields=["file"])
    events.emit("evidence.packed", subject=pack, by=pack.by, city=pack.city, at=now)
    note = {"seal": made.seal, "sha256": made.sha256, "citations": made.counts["citations"]}
    audit.record("evidence.packed", on=pack, by=pack.by, city=pack.city, now=now, note=note)
    return pack


@transaction.atomic
def _give_up(pack: Pack, refused: Refused, *, now: datetime) -> Pack:
    pack.state, pack.faults = Pack.State.FAILED, kept.as_json(refused.faults)
    pack.save(update_fields=["state", "faults"])
    audit.record("evidence.pack-failed", on=pack, by=pack.by, city=pack.city, now=now)
    return pack
