"""Deeds done to tasks, the only writers: give, take, report, accept, return, more time, hand over, cancel.

Each locks the task, asks the table of `domain.workflow`, appends one step to the history, and tells whom it concerns.
`by` None is the system: loaders, jobs and the command line.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import subjects, versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import actions as files
from kotacerdas.files.blobs import Blob
from kotacerdas.followup import planning, rights, telling
from kotacerdas.followup.domain import workflow
from kotacerdas.followup.domain.workflow import Deed, State
from kotacerdas.followup.models import (
    CODE_LENGTH,
    CalendarFeed,
    MoreTime,
    Part,
    Priority,
    Progress,
    Proof,
    Task,
    Watcher,
)
from kotacerdas.people.domain.codes import random_code
from kotacerdas.search import actions as search

if TYPE_CHECKING:
    from kotacerdas.people.models import City, Organisation, User


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


# --- Giving ------------------------------------------------------------------------------------------------


@transaction.atomic
def assign(
    *,
    city: "City",
    title: str,
    due_on: date,
    by: "User | None",
    now: datetime,
    owner: "User | None" = None,
    organisation: "Organisation | None" = None,
    description: str = "",
    about: models.Model | None = None,
    priority: str = Priority.NORMAL,
    needs_proof: bool = True,
    parts: Iterable[str] = (),
    watchers: "Iterable[User]" = (),
    is_sample: bool = False,
    code: str = "",
) -> Task:
    """Gives a task to a person, or to an organisation whose officers share it. A day that is past makes it late at once.

    Raises `Refused` if nobody would own it, or if the owner has nothing to do with this city. A `code` is given only to
    samples, whose addresses do not change.
    """
    planning.may_give(by, city)
    held = planning.ownership(city, owner, organisation, today=now.astimezone(city.timezone).date())
    at = subjects.reference(about)
    task = Task.objects.create(
        city=city,
        code=code or random_code(CODE_LENGTH),
        title=planning.title(title),
        description=description.strip(),
        subject_kind=at.kind,
        subject_key=at.key,
        owner=held.owner,
        organisation=held.organisation,
        assigned_by=by,
        assigned_at=now,
        due_on=due_on,
        priority=priority,
        needs_proof=needs_proof,
        state_at=now,
        is_sample=is_sample,
    )
    Part.objects.bulk_create(
        Part(task=task, position=position, text=text)
        for position, text in enumerate(planning.parts(parts), start=1)
    )
    Watcher.objects.bulk_create(
        Watcher(task=task, user=each) for each in {each.pk: each for each in watchers}.values()
    )
    facts = {"owner": held.name, "due": due_on.isoformat()}
    _append(task, Deed.ASSIGN, by=by, now=now, facts=facts)
    telling.assigned(task, by=by, now=now)
    search.refresh(task)
    audit.record("followup.assign", on=task, by=by, city=city, now=now, note=facts)
    return task


@transaction.atomic
def assign_to_many(
    organisations: "Iterable[Organisation]", *, by: "User | None", now: datetime, **what: Any
) -> list[Task]:
    """The same task for each of them, all or none; takes what `assign` takes."""
    return [assign(organisation=each, by=by, now=now, **what) for each in organisations]


@transaction.atomic
def change(
    task: Task, *, changes: Mapping[str, Any], expected: int, by: "User | None", now: datetime
) -> Task:
    """Corrects title, description, day, priority and whether a proof is needed.

    Raises `versions.StaleSave` with both versions if somebody else has saved since version `expected`.
    """
    found = _locked(task, Deed.CHANGE, by=by)
    wanted = dict(changes)
    if "title" in wanted:
        wanted["title"] = planning.title(wanted["title"])
    before = {name: getattr(found, name) for name in wanted}
    versions.save(found, expected=expected, changes=wanted)
    differing = {name: (before[name], value) for name, value in wanted.items() if before[name] != value}
    if not differing:
        return found
    facts = {"due": found.due_on.isoformat()} if "due_on" in differing else {}
    _append(found, Deed.CHANGE, by=by, now=now, facts=facts | {"fields": sorted(differing)})
    if "due_on" in differing:
        _day_moved(found, now)
    search.refresh(found)
    audit.record("followup.change", on=found, by=by, city=found.city, now=now, changes=differing)
    return found


# --- The owner's deeds -------------------------------------------------------------------------------------


@transaction.atomic
def take(task: Task, *, by: "User", now: datetime) -> Task:
    """An officer of the organisation makes the task his or her own."""
    found = _locked(task, Deed.TAKE, by=by)
    _write(found, owner=by, **_reaching(State.TAKEN, now))
    return _finish(found, Deed.TAKE, by=by, now=now)


@transaction.atomic
def note(task: Task, *, words: str, by: "User | None", now: datetime) -> Task:
    """How it stands; whoever follows the task reads it in its history."""
    found = _locked(task, Deed.NOTE, by=by)
    if not words.strip():
        raise Refused(Fault("task-without-reason"))
    return _finish(found, Deed.NOTE, by=by, now=now, words=words)


@transaction.atomic
def prove(task: Task, proof: NewProof, *, by: "User | None", now: datetime) -> Proof:
    found = _locked(task, Deed.PROVE, by=by)
    kept = _keep_proof(found, proof, by=by, now=now)
    _finish(found, Deed.PROVE, by=by, now=now, facts={"proof": str(kept)[:200]})
    return kept


@transaction.atomic
def tick(task: Task, *, done: Iterable[int], by: "User | None", now: datetime) -> Task:
    """Marks the parts at these positions as done, all others as not."""
    found = _locked(task, Deed.TICK, by=by)
    wanted = set(done)
    parts = list(found.parts.all())
    if wanted == {part.position for part in parts if part.is_done}:
        return found
    for part in parts:
        part.is_done = part.position in wanted
    Part.objects.bulk_update(parts, ["is_done"])
    facts = {"done": sum(part.is_done for part in parts), "of": len(parts)}
    return _finish(found, Deed.TICK, by=by, now=now, facts=facts)


@transaction.atomic
def wait(
    task: Task,
    *,
    reason: str,
    by: "User | None",
    now: datetime,
    other: Task | None = None,
    organisation: "Organisation | None" = None,
) -> Task:
    """The owner cannot go on before another task is finished, or before an organisation has done its part."""
    found = _locked(task, Deed.WAIT, by=by, reason=reason)
    planning.what_it_waits_for(found, other, organisation)
    _write(found, waiting_task=other, waiting_organisation=organisation)
    facts = {"waits_for": str(other or organisation)}
    return _finish(found, Deed.WAIT, by=by, now=now, words=reason, facts=facts)


@transaction.atomic
def go_on(task: Task, *, by: "User | None", now: datetime) -> Task:
    found = _locked(task, Deed.GO_ON, by=by)
    _write(found, waiting_task=None, waiting_organisation=None)
    return _finish(found, Deed.GO_ON, by=by, now=now)


@transaction.atomic
def report(
    task: Task, *, by: "User | None", now: datetime, words: str = "", proofs: Iterable[NewProof] = ()
) -> Task:
    """The owner says that it is done and shows it; from now on it lies with whoever gave it."""
    found = _locked(task, Deed.REPORT, by=by)
    for proof in proofs:
        _keep_proof(found, proof, by=by, now=now)
    if found.needs_proof and not found.proofs.exists():
        raise Refused(Fault("task-without-proof"))
    _write(
        found,
        owner=found.owner or by,
        reported_on=found.today(now),
        reported_by=by,
        waiting_task=None,
        waiting_organisation=None,
        **_reaching(State.REPORTED, now),
    )
    telling.reported(found, by=by, now=now)
    return _finish(found, Deed.REPORT, by=by, now=now, words=words)


@transaction.atomic
def take_back(task: Task, *, by: "User | None", now: datetime) -> Task:
    """The owner sees that something is missing before anybody has checked."""
    found = _locked(task, Deed.TAKE_BACK, by=by)
    _write(found, reported_on=None, reported_by=None, **_reaching(State.TAKEN, now))
    telling.with_owner_again(found, now=now)
    return _finish(found, Deed.TAKE_BACK, by=by, now=now)


@transaction.atomic
def ask_more_time(task: Task, *, wanted_on: date, reason: str, by: "User | None", now: datetime) -> MoreTime:
    """The day stays as it is until whoever gave the task has decided."""
    found = _locked(task, Deed.ASK_MORE_TIME, by=by, reason=reason)
    planning.later_day(found, wanted_on, now)
    if found.requests.filter(is_granted=None).exists():
        raise Refused(Fault("task-time-asked"))
    asked = MoreTime.objects.create(
        task=found, wanted_on=wanted_on, reason=reason.strip(), asked_by=by, asked_at=now
    )
    telling.asked_for_time(found, asked, by=by, now=now)
    _finish(found, Deed.ASK_MORE_TIME, by=by, now=now, words=reason, facts={"due": wanted_on.isoformat()})
    return asked


# --- The deeds of whoever gave it --------------------------------------------------------------------------


@transaction.atomic
def decide_more_time(
    task: Task, *, is_granted: bool, by: "User | None", now: datetime, answer: str = ""
) -> Task:
    """Grants the day that was asked for, or refuses it with a reason."""
    deed = Deed.GRANT_TIME if is_granted else Deed.REFUSE_TIME
    found = _locked(task, deed, by=by, reason=answer)
    asked = found.requests.filter(is_granted=None).first()
    if asked is None:
        raise Refused(Fault("task-time-not-asked"))
    asked.is_granted, asked.answer, asked.decided_by, asked.decided_at = is_granted, answer.strip(), by, now
    asked.save()
    facts = {"due": asked.wanted_on.isoformat()}
    if is_granted:
        versions.save(found, expected=found.version, changes={"due_on": asked.wanted_on})
        _day_moved(found, now)
    telling.time_decided(found, asked, by=by, now=now)
    return _finish(found, deed, by=by, now=now, words=answer, facts=facts)


@transaction.atomic
def accept(task: Task, *, by: "User | None", now: datetime, words: str = "") -> Task:
    found = _locked(task, Deed.ACCEPT, by=by)
    _write(found, **_reaching(State.ACCEPTED, now))
    telling.accepted(found, by=by, now=now)
    return _finish(found, Deed.ACCEPT, by=by, now=now, words=words)


@transaction.atomic
def return_(task: Task, *, reason: str, by: "User | None", now: datetime) -> Task:
    """Back to the owner, who reads what is missing."""
    found = _locked(task, Deed.RETURN, by=by, reason=reason)
    _write(found, reported_on=None, **_reaching(State.RETURNED, now))
    telling.returned(found, reason=reason, by=by, now=now)
    return _finish(found, Deed.RETURN, by=by, now=now, words=reason)


@transaction.atomic
def cancel(task: Task, *, reason: str, by: "User | None", now: datetime) -> Task:
    found = _locked(task, Deed.CANCEL, by=by, reason=reason)
    _write(found, **_reaching(State.CANCELLED, now))
    telling.cancelled(found, reason=reason, by=by, now=now)
    return _finish(found, Deed.CANCEL, by=by, now=now, words=reason)


@transaction.atomic
def reopen(task: Task, *, due_on: date, reason: str, by: "User | None", now: datetime) -> Task:
    """A finished task turns out not to be; it gets a new day."""
    found = _locked(task, Deed.REOPEN, by=by, reason=reason)
    _write(found, due_on=due_on, reported_on=None, reported_by=None, **_reaching(State.OPEN, now))
    telling.with_owner_again(found, now=now)
    facts = {"due": due_on.isoformat()}
    return _finish(found, Deed.REOPEN, by=by, now=now, words=reason, facts=facts)


@transaction.atomic
def hand_over(
    task: Task,
    *,
    by: "User | None",
    now: datetime,
    owner: "User | None" = None,
    organisation: "Organisation | None" = None,
    words: str = "",
) -> Task:
    """To another person or organisation; owner and head may pass it on only within their own organisation."""
    found = _locked(task, Deed.HAND_OVER, by=by)
    is_checker = workflow.Side.CHECKER in rights.sides(found, by)
    if not is_checker:
        organisation = found.organisation
    held = planning.ownership(found.city, owner, organisation, today=found.today(now))
    if not is_checker and held.organisation is None:
        raise Refused(Fault("task-not-yours"))
    changes: dict[str, Any] = {"owner": held.owner, "organisation": held.organisation}
    before = {name: getattr(found, name) for name in changes}
    versions.save(found, expected=found.version, changes=changes)
    if found.stands in workflow.WITH_OWNER:
        telling.handed_over(found, by=by, now=now)
    facts = {"owner": held.name, "from": str(before["owner"] or before["organisation"])}
    return _finish(found, Deed.HAND_OVER, by=by, now=now, words=words, facts=facts)


@transaction.atomic
def watch(task: Task, *, is_on: bool, by: "User", now: datetime) -> bool:
    """Somebody who sees the task hears of its end without having to do it. Whether that is new."""
    if not Task.objects.visible_to(by).filter(pk=task.pk).exists():
        raise Refused(Fault("task-not-yours"))
    if is_on:
        _row, is_new = Watcher.objects.get_or_create(task=task, user=by)
    else:
        is_new = bool(Watcher.objects.filter(task=task, user=by).delete()[0])
    if is_new:
        kind = "followup.watch" if is_on else "followup.unwatch"
        audit.record(kind, on=task, by=by, city=task.city, now=now)
    return is_new


@transaction.atomic
def tell_late(task: Task, *, now: datetime) -> bool:
    """Once for each day that passed unreported: an extension that passes, too, is another day."""
    found = Task.objects.select_for_update(of=("self",)).select_related("city").get(pk=task.pk)
    today = found.today(now)
    if (
        found.told_late_on == found.due_on
        or not found.days_late(today)
        or found.stands not in workflow.WITH_OWNER
    ):
        return False
    _write(found, told_late_on=found.due_on)
    telling.late(found, days_late=found.days_late(today), now=now)
    return True


# --- The calendar address ----------------------------------------------------------------------------------


@transaction.atomic
def make_feed(*, by: "User", now: datetime) -> str:
    """A new secret, told once; the one before stops working."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=by, defaults={"digest": digest_of(secret), "made_at": now})
    audit.record("followup.feed_made", on=by, by=by, city=None, now=now)
    return secret


@transaction.atomic
def revoke_feed(*, by: "User", now: datetime) -> bool:
    gone, _kinds = CalendarFeed.objects.filter(user=by).delete()
    if gone:
        audit.record("followup.feed_revoked", on=by, by=by, city=None, now=now)
    return bool(gone)


def digest_of(secret: str) -> str:
    """The secret has 256 bits, so a plain hash keeps it."""
    return hashlib.sha256(secret.encode()).hexdigest()


# --- What all deeds share ----------------------------------------------------------------------------------


def _locked(task: Task, deed: Deed, *, by: "User | None", reason: str = "") -> Task:
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


def _day_moved(task: Task, now: datetime) -> None:
    """While the task lies with the checker nobody is reminded of its day."""
    if task.stands in workflow.WITH_OWNER:
        telling.with_owner_again(task, now=now)


def _reaching(state: State, now: datetime) -> dict[str, Any]:
    return {"state": state, "state_at": now}


def _write(task: Task, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(task, name, value)
    task.save(update_fields=list(fields))


def _append(
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


def _finish(
    task: Task,
    deed: Deed,
    *,
    by: "User | None",
    now: datetime,
    words: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Task:
    """The step in the history, the search, and last the trail, which locks the city's chain."""
    _append(task, deed, by=by, now=now, words=words, facts=facts)
    search.refresh(task)
    told = dict(facts or {}) | ({"words": words.strip()} if words.strip() else {})
    audit.record(f"followup.{deed.value}", on=task, by=by, city=task.city, now=now, note=told)
    return task


def _keep_proof(task: Task, proof: NewProof, *, by: "User | None", now: datetime) -> Proof:
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
