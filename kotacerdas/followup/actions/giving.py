"""Deeds that say what is to be done, by whom and until when."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import subjects, versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.followup import planning, rights, telling
from kotacerdas.followup.actions.shared import (
    append,
    day_moved,
    finish,
    locked,
)
from kotacerdas.followup.domain import workflow
from kotacerdas.followup.domain.workflow import Deed
from kotacerdas.followup.models import (
    CODE_LENGTH,
    Part,
    Priority,
    Task,
    Watcher,
)
from kotacerdas.people.domain.codes import random_code
from kotacerdas.search import actions as search

if TYPE_CHECKING:
    from kotacerdas.people.models import City, Organisation, User


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
    append(task, Deed.ASSIGN, by=by, now=now, facts=facts)
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
    found = locked(task, Deed.CHANGE, by=by)
    wanted = dict(changes)
    if "title" in wanted:
        wanted["title"] = planning.title(wanted["title"])
    before = {name: getattr(found, name) for name in wanted}
    versions.save(found, expected=expected, changes=wanted)
    differing = {name: (before[name], value) for name, value in wanted.items() if before[name] != value}
    if not differing:
        return found
    facts = {"due": found.due_on.isoformat()} if "due_on" in differing else {}
    append(found, Deed.CHANGE, by=by, now=now, facts=facts | {"fields": sorted(differing)})
    if "due_on" in differing:
        day_moved(found, now)
    search.refresh(found)
    audit.record("followup.change", on=found, by=by, city=found.city, now=now, changes=differing)
    return found


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
    found = locked(task, Deed.HAND_OVER, by=by)
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
    return finish(found, Deed.HAND_OVER, by=by, now=now, words=words, facts=facts)
