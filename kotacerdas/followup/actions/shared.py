"""What all deeds share: the locked task and the table of deeds before, the history, the search and the trail after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from kotacerdas.audit import actions as audit
from kotacerdas.common import subjects
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import actions as files
from kotacerdas.files.blobs import Blob
from kotacerdas.followup import rights, telling
from kotacerdas.followup.domain import workflow
from kotacerdas.followup.domain.workflow import Deed, State
from kotacerdas.followup.models import Progress, Proof, Task
from kotacerdas.search import actions as search

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@dataclass(frozen=True)
class Attachment:
    """A file whose bytes are on the disk already: `files.actions.store` before the transaction."""

    blob: Blob
    name: str
    media_type: str


@dataclass(frozen=True)
class NewProof:
    """One of: words, an address, a file, another object of the system."""

    text: str = ""
    url: str = ""
    file: Attachment | None = None
    about: models.Model | None = None


def locked(task: Task, deed: Deed, *, by: "User | None", reason: str = "") -> Task:
    """The task as it is now, nobody else writing it, once it is sure that this may be done to it."""
    rows = Task.objects.select_for_update(of=("self",)).for_rows()
    found = rows.get(pk=task.pk)
    workflow.require(
        found.stands,
        deed,
        sides=rights.sides(found, by),
        reason=reason,
        is_own_report=rights.is_own_report(found, by),
    )
    return found


def reaching(state: State, now: datetime) -> dict[str, Any]:
    return {"state": state, "state_at": now}


def write(task: Task, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(task, name, value)
    task.save(update_fields=list(fields))


def append(
    task: Task,
    deed: Deed,
    *,
    by: "User | None",
    now: datetime,
    words: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    Progress.objects.create(
        task=task, deed=deed, state=task.state, at=now, by=by, note=words.strip(), facts=dict(facts or {})
    )


def finish(
    task: Task,
    deed: Deed,
    *,
    by: "User | None",
    now: datetime,
    words: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Task:
    """The step in the history, the search, and last the trail, which locks the city's chain."""
    append(task, deed, by=by, now=now, words=words, facts=facts)
    search.refresh(task)
    told = dict(facts or {}) | ({"words": words.strip()} if words.strip() else {})
    audit.record(f"followup.{deed.value}", on=task, by=by, city=task.city, now=now, note=told)
    return task


def keep_proof(task: Task, proof: NewProof, *, by: "User | None", now: datetime) -> Proof:
    at = subjects.reference(proof.about)
    text, url = proof.text.strip(), proof.url.strip()
    if url and not url.lower().startswith(("https://", "http://")):
        raise Refused(Fault("task-link-wrong"))
    kinds = {
        Proof.Kind.FILE: proof.file,
        Proof.Kind.LINK: url,
        Proof.Kind.SUBJECT: at.kind,
        Proof.Kind.WORDS: text,
    }
    kind = next((kind for kind, value in kinds.items() if value), None)
    if kind is None:
        raise Refused(Fault("task-proof-empty"))
    kept = None
    if proof.file is not None:
        attached = proof.file
        kept = files.keep(
            attached.blob,
            name=attached.name,
            media_type=attached.media_type,
            about=task,
            by=by,
            city=task.city,
            now=now,
        )
    return Proof.objects.create(
        task=task,
        kind=kind,
        text=text,
        url=url,
        file=kept,
        subject_kind=at.kind,
        subject_key=at.key,
        by=by,
        at=now,
    )


def day_moved(task: Task, now: datetime) -> None:
    """While the task lies with the checker nobody is reminded of its day."""
    if task.stands in workflow.WITH_OWNER:
        telling.with_owner_again(task, now=now)
