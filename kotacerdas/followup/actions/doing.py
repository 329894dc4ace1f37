"""Deeds of those who answer for a task, and of those who follow it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.followup import planning, telling
from kotacerdas.followup.actions.shared import NewProof, finish, keep_proof, locked, reaching, write
from kotacerdas.followup.domain.workflow import Deed, State
from kotacerdas.followup.models import MoreTime, Part, Proof, Task, Watcher

if TYPE_CHECKING:
    from kotacerdas.people.models import Organisation, User


@transaction.atomic
def take(task: Task, *, by: "User", now: datetime) -> Task:
    """An officer of the organisation makes the task his or her own."""
    found = locked(task, Deed.TAKE, by=by)
    write(found, owner=by, **reaching(State.TAKEN, now))
    return finish(found, Deed.TAKE, by=by, now=now)


@transaction.atomic
def note(task: Task, *, words: str, by: "User | None", now: datetime) -> Task:
    """How it stands; whoever follows the task reads it in its history."""
    found = locked(task, Deed.NOTE, by=by)
    if not words.strip():
        raise Refused(Fault("task-without-reason"))
    return finish(found, Deed.NOTE, by=by, now=now, words=words)


@transaction.atomic
def prove(task: Task, proof: NewProof, *, by: "User | None", now: datetime) -> Proof:
    found = locked(task, Deed.PROVE, by=by)
    kept = keep_proof(found, proof, by=by, now=now)
    finish(found, Deed.PROVE, by=by, now=now, facts={"proof": str(kept)[:200]})
    return kept


@transaction.atomic
def tick(task: Task, *, done: Iterable[int], by: "User | None", now: datetime) -> Task:
    """Marks the parts at these positions as done, all others as not."""
    found = locked(task, Deed.TICK, by=by)
    wanted = set(done)
    parts = list(found.parts.all())
    if wanted == {part.position for part in parts if part.is_done}:
        return found
    for part in parts:
        part.is_done = part.position in wanted
    Part.objects.bulk_update(parts, ["is_done"])
    facts = {"done": sum(part.is_done for part in parts), "of": len(parts)}
    return finish(found, Deed.TICK, by=by, now=now, facts=facts)


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
    found = locked(task, Deed.WAIT, by=by, reason=reason)
    planning.what_it_waits_for(found, other, organisation)
    write(found, waiting_task=other, waiting_organisation=organisation)
    facts = {"waits_for": str(other or organisation)}
    return finish(found, Deed.WAIT, by=by, now=now, words=reason, facts=facts)


@transaction.atomic
def go_on(task: Task, *, by: "User | None", now: datetime) -> Task:
    found = locked(task, Deed.GO_ON, by=by)
    write(found, waiting_task=None, waiting_organisation=None)
    return finish(found, Deed.GO_ON, by=by, now=now)


@transaction.atomic
def report(
    task: Task, *, by: "User | None", now: datetime, words: str = "", proofs: Iterable[NewProof] = ()
) -> Task:
    """The owner says that it is done and shows it; from now on it lies with whoever gave it."""
    found = locked(task, Deed.REPORT, by=by)
    for proof in proofs:
        keep_proof(found, proof, by=by, now=now)
    if found.needs_proof and not found.proofs.exists():
        raise Refused(Fault("task-without-proof"))
    write(
        found,
        owner=found.owner or by,
        reported_on=found.today(now),
        reported_by=by,
        waiting_task=None,
        waiting_organisation=None,
        **reaching(State.REPORTED, now),
    )
    telling.reported(found, by=by, now=now)
    return finish(found, Deed.REPORT, by=by, now=now, words=words)


@transaction.atomic
def take_back(task: Task, *, by: "User | None", now: datetime) -> Task:
    """The owner sees that something is missing before anybody has checked."""
    found = locked(task, Deed.TAKE_BACK, by=by)
    write(found, reported_on=None, reported_by=None, **reaching(State.TAKEN, now))
    telling.with_owner_again(found, now=now)
    return finish(found, Deed.TAKE_BACK, by=by, now=now)


@transaction.atomic
def ask_more_time(task: Task, *, wanted_on: date, reason: str, by: "User | None", now: datetime) -> MoreTime:
    """The day stays as it is until whoever gave the task has decided."""
    found = locked(task, Deed.ASK_MORE_TIME, by=by, reason=reason)
    planning.later_day(found, wanted_on, now)
    if found.requests.filter(is_granted=None).exists():
        raise Refused(Fault("task-time-asked"))
    asked = MoreTime.objects.create(
        task=found, wanted_on=wanted_on, reason=reason.strip(), asked_by=by, asked_at=now
    )
    telling.asked_for_time(found, asked, by=by, now=now)
    finish(found, Deed.ASK_MORE_TIME, by=by, now=now, words=reason, facts={"due": wanted_on.isoformat()})
    return asked


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
