"""Deeds on documents: make one of checked bytes, add a revision, describe, withdraw."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.actions import scanning
from kotacerdas.evidence.gate.checking import Looked
from kotacerdas.evidence.models import Content, Document, OtherName, Revision
from kotacerdas.evidence.models.documents import LONGEST_TITLE, DocumentQuerySet
from kotacerdas.evidence.models.intakes import LONGEST_PATH
from kotacerdas.files import actions as files
from kotacerdas.files.blobs import Blob
from kotacerdas.files.domain import names
from kotacerdas.files.domain.kinds import Kind
from kotacerdas.jobs.actions import enqueue
from kotacerdas.search import actions as search

READ_TASK = "evidence.read"
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def title_of(name: str) -> str:
    """A first title from the name of a file; people mend it."""
    stem = _ENDING.sub("", names.clean(name)).replace("_", " ").strip()
    return " ".join(stem.split())[:LONGEST_TITLE] or names.NAMELESS


def content_of(blob: Blob, kind: Kind) -> Content:
    """The row of these bytes; made if they are new here."""
    content, _made = Content.objects.get_or_create(
        sha256=blob.sha256,
        defaults={"size": blob.size, "kind": kind.name.lower(), "media_type": kind.media_type},
    )
    return content


def revision_with(content: Content, *, among: DocumentQuerySet) -> Revision | None:
    """Which of these documents keeps the same bytes already."""
    rows = Revision.objects.filter(content=content, document__in=among.current())
    return rows.select_related("document").order_by("pk").first()


def remember_name(revision: Revision, path: str, *, now: datetime) -> bool:
    """The same bytes came under another name or in another folder. False if that was known."""
    path = path[-LONGEST_PATH:]
    if path == revision.name:
        return False
    return OtherName.objects.get_or_create(revision=revision, path=path, defaults={"at": now})[1]


def make_document(
    content: Content, *, path: str, like: Any, by: Any, now: datetime, **fields: Any
) -> Document:
    """A new document with its first revision. `like` (an intake) says city, agency and confidentiality.

    Part of the caller's transaction, which records the deed.
    """
    document = Document.objects.create(
        city=like.city,
        agency=like.agency,
        confidentiality=like.confidentiality,
        has_personal_data=like.has_personal_data,
        title=title_of(path.rpartition("/")[2]),
        by=by,
        at=now,
        **fields,
    )
    revision = _append(document, content, name=path.rpartition("/")[2], by=by, now=now)
    remember_name(revision, path, now=now)
    search.refresh(document)
    return document


@transaction.atomic
def add_revision(
    document: Document,
    blob: Blob,
    kind: Kind,
    *,
    name: str,
    by: Any,
    now: datetime,
    seen: Looked | None = None,
) -> Revision:
    """Newer bytes of the same document. Citations of earlier ones stay with them. Bytes it had before are refused.

    `seen` is what the gate found out about them.
    """
    document = current(document)
    content = content_of(blob, kind)
    if seen is not None:
        scanning.note(content, seen, now=now)
    if document.revisions.filter(content=content).exists():
        raise Refused(Fault("evidence-same-bytes", {"title": document.title}))
    revision = _append(document, content, name=name, by=by, now=now)
    note = {"revision": revision.number, "name": revision.name, "sha256": content.sha256}
    audit.record("evidence.revised", on=document, by=by, city=document.city, now=now, note=note)
    return revision


def _append(document: Document, content: Content, *, name: str, by: Any, now: datetime) -> Revision:
    last = document.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = Revision(
        document=document, number=last + 1, content=content, name=names.clean(name), by=by, at=now
    )
    revision.file = files.keep(
        Blob(content.sha256, content.size),
        name=name,
        media_type=content.media_type,
        about=document,
        by=by,
        city=document.city,
        now=now,
        is_recorded=False,
    )
    revision.save()
    Document.objects.filter(pk=document.pk).update(latest=revision)
    document.latest = revision
    if content.reading == "waiting":
        enqueue(READ_TASK, key=READ_TASK)
    return revision


@transaction.atomic
def describe(
    document: Document, changes: Mapping[str, Any], *, expected: int, by: Any, now: datetime
) -> Document:
    """Title, owner, confidentiality, times, note. Raises `StaleSave` if somebody saved meanwhile."""
    current(document)
    before = {name: getattr(document, name) for name in changes}
    document = versions.save(document, expected=expected, changes=changes)
    search.refresh(document)
    differing = {name: (before[name], value) for name, value in changes.items() if before[name] != value}
    audit.record("evidence.described", on=document, by=by, city=document.city, now=now, changes=differing)
    return document


@transaction.atomic
def withdraw_document(document: Document, *, reason: str, by: Any, now: datetime) -> Document:
    """It is shown in lists no more. What was cited of it stays readable, so one with living citations is refused."""
    document = locked(document)
    if document.withdrawn_at is not None:
        return document
    living = document.citations.living().count()
    if living:
        raise Refused(Fault("evidence-still-cited", {"count": living}))
    if not reason.strip():
        raise Refused(Fault("evidence-reason-missing", {}))
    document.withdrawn_at, document.withdrawn_because = now, reason.strip()[:500]
    document.save(update_fields=["withdrawn_at", "withdrawn_because"])
    search.refresh(document)
    audit.record(
        "evidence.withdrawn", on=document, by=by, city=document.city, now=now, note={"reason": reason}
    )
    return document


def locked(document: Document) -> Document:
    """The document, until the transaction ends: what is done to it and to its citations is done one after another."""
    return Document.objects.select_for_update(of=("self",)).select_related("city").get(pk=document.pk)


def current(document: Document) -> Document:
    """Under lock. Raises `Refused` if it was withdrawn."""
    found = locked(document)
    refuse_withdrawn(found)
    return found


def refuse_withdrawn(document: Document) -> None:
    """Of a document that was read under its lock."""
    if document.withdrawn_at is not None:
        raise Refused(Fault("evidence-withdrawn", {"title": document.title}))
