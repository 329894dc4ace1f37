"""Checks a task before it is written: who can own it, what it can wait for. Only reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.followup import queries
from kotacerdas.followup.models import Task
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.models import City, Organisation, User


@dataclass(frozen=True)
class Ownership:
    """Who does it, and who keeps it when that person leaves."""

    owner: "User | None"
    organisation: "Organisation | None"

    @property
    def name(self) -> str:
        return str(self.owner or self.organisation)


def ownership(
    city: "City", owner: "User | None", organisation: "Organisation | None", *, today: date
) -> Ownership:
    """A person alone brings his or her organisation along, so that the task stays when the person goes.

    Raises `Refused` with everything that is wrong.
    """
    if owner is None and organisation is None:
        raise Refused(Fault("task-without-owner"))
    faults = []
    if organisation is not None and organisation.city_id not in {None, city.pk}:
        faults.append(Fault("task-organisation-elsewhere", {"organisation": str(organisation)}))
    if owner is not None:
        desks = queries.desks_of(owner, city, today)
        if not desks or (
            organisation is not None and organisation.pk not in {each.pk for each in desks if each}
        ):
            faults.append(Fault("task-owner-elsewhere", {"owner": str(owner)}))
        elif organisation is None and len(desks) == 1:
            organisation = desks[0]
    if faults:
        raise Refused(faults)
    return Ownership(owner, organisation)


def may_give(by: "User | None", city: "City") -> None:
    if by is not None and not access.may(by, Permission.ASSIGN_TASKS, city):
        raise Refused(Fault("task-city-unreached", {"city": str(city)}))


def what_it_waits_for(task: Task, other: Task | None, organisation: "Organisation | None") -> None:
    """Raises `Refused` for nothing, for itself, and for a circle of tasks that wait for each other."""
    if organisation is None and (other is None or other.city_id != task.city_id):
        raise Refused(Fault("task-waits-for-nothing"))
    # Asked of the database step by step: rows in memory may be older than what they wait for.
    at = other.pk if other is not None else None
    seen = {task.pk}
    while at is not None:
        if at in seen:
            raise Refused(Fault("task-waits-for-itself"))
        seen.add(at)
        at = Task.objects.filter(pk=at).values_list("waiting_task", flat=True).first()


def title(words: str) -> str:
    short = " ".join(words.split())
    if not short:
        raise Refused(Fault("task-no-title"))
    return short


def parts(lines: Iterable[str]) -> list[str]:
    return [short for line in lines if (short := " ".join(line.split()))]


def later_day(task: Task, wanted_on: date, now: datetime) -> None:
    if wanted_on <= max(task.due_on, task.today(now)):
        raise Refused(Fault("task-due-not-later", {"day": task.due_on}))
