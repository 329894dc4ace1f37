"""Reads of tasks that pages and other apps share; the number of queries never grows with the tasks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from kotacerdas.common.subjects import Reference
from kotacerdas.followup.domain import agenda
from kotacerdas.followup.domain.agenda import Section
from kotacerdas.followup.domain.workflow import FINISHED, UNFINISHED, WITH_OWNER, State
from kotacerdas.followup.models import MoreTime, Priority, Task, TaskQuerySet, of_desk, owned_by
from kotacerdas.people import access
from kotacerdas.people.models import Organisation, RoleAssignment, User
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES, Role

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

_DOERS = [role for role, duty in ROLES.items() if Permission.DO_TASKS in duty.permissions]
_GIVERS = [role for role, duty in ROLES.items() if Permission.ASSIGN_TASKS in duty.permissions]


# --- Who does tasks ----------------------------------------------------------------------------------------


def holders(city: "City", today: date) -> "QuerySet[RoleAssignment]":
    """The roles of a city under which somebody can do a task today."""
    return RoleAssignment.objects.active(today).filter(city=city, role__in=_DOERS, user__is_active=True)


def doers(city: "City", today: date) -> "QuerySet[User]":
    held = holders(city, today).values("user")
    return User.objects.get_queryset().filter(pk__in=held).order_by("display_name", "pk")


def colleagues(organisation: "Organisation", city: "City", today: date) -> "QuerySet[User]":
    held = holders(city, today).filter(organisation=organisation).values("user")
    return User.objects.get_queryset().filter(pk__in=held).order_by("display_name", "pk")


def desks_of(user: "User", city: "City", today: date) -> list["Organisation | None"]:
    """The organisations somebody works in there today, None for a role without one; empty for a stranger."""
    held = holders(city, today).filter(user=user).select_related("organisation").order_by("pk")
    found = {each.organisation_id: each.organisation for each in held}
    return [each for each in found.values() if each is not None] or list(found.values())


def people_of(task: Task, today: date) -> list["User"]:
    """Whoever is to act on it: the person as long as he or she is there, else the officers of the organisation."""
    there = holders(task.city, today)
    if task.owner_id is not None:
        mine = there.filter(user=task.owner_id)
        if task.organisation_id is not None:
            mine = mine.filter(organisation=task.organisation_id)
        return [task.owner] if task.owner is not None and mine.exists() else []
    return list(colleagues(task.organisation, task.city, today)) if task.organisation else []


def givers(city: "City", today: date) -> list["User"]:
    held = RoleAssignment.objects.active(today).filter(city=city, role__in=_GIVERS, user__is_active=True)
    return list(User.objects.get_queryset().filter(pk__in=held.values("user")).order_by("pk"))


def without_owner(city: "City", today: date) -> TaskQuerySet:
    """Unfinished tasks that nobody would do: the person has left, or nobody works in the organisation."""
    there = holders(city, today)
    alone = Q(organisation=None) & Exists(there.filter(user=OuterRef("owner")))
    at_desk = there.filter(user=OuterRef("owner"), organisation=OuterRef("organisation"))
    shared = Q(owner=None) & Exists(there.filter(organisation=OuterRef("organisation")))
    return Task.objects.filter(city=city, state__in=UNFINISHED).exclude(alone | Exists(at_desk) | shared)


# --- My tasks ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A task as a list shows it today."""

    task: Task
    section: Section
    days_late: int
    is_mine: bool
    asks_for_time: bool


@dataclass
class Agenda:
    """One person's tasks by what is to be done about them today."""

    sections: dict[Section, list[Row]] = field(default_factory=lambda: {each: [] for each in Section})
    to_check: list[Row] = field(default_factory=list)
    done_count: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.to_check and not any(self.sections.values())

    def count(self, section: Section) -> int:
        return len(self.sections[section])


_BY_PRIORITY = Case(
    When(priority=Priority.HIGH, then=Value(0)),
    When(priority=Priority.NORMAL, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
RECENTLY_DONE = 10


def mine(user: "Someone") -> TaskQuerySet:
    """What somebody is to act on: own tasks, and those of the own organisation that nobody has taken."""
    untaken = of_desk(user) & Q(owner=None)
    return Task.objects.visible_to(user).filter(owned_by(user) | untaken)


def agenda_of(user: "Someone", *, now: datetime, origin: str = "", words: str = "") -> Agenda:
    """Everything of "my tasks" in three queries."""
    asking = Exists(MoreTime.objects.filter(task=OuterRef("pk"), is_granted=None))
    listed = _narrowed(Task.objects.visible_to(user).for_rows(), origin, words).annotate(asks_for_time=asking)
    found = Agenda()
    unfinished = listed.filter(owned_by(user) | of_desk(user) & Q(owner=None), state__in=UNFINISHED)
    for task in unfinished.order_by("due_on", _BY_PRIORITY, "pk"):
        row = _row(task, user, now)
        found.sections[row.section].append(row)
    done = listed.filter(owned_by(user) | Q(reported_by=user.pk), state__in=FINISHED)
    found.sections[Section.DONE] = [
        _row(task, user, now) for task in done.order_by("-state_at", "-pk")[:RECENTLY_DONE]
    ]
    if access.may(user, Permission.ASSIGN_TASKS):
        lies_with_me = Q(state=State.REPORTED) | Q(asks_for_time=True, state__in=WITH_OWNER)
        given = listed.filter(lies_with_me, assigned_by=user.pk)
        found.to_check = [_row(task, user, now) for task in given.order_by("state_at", "pk")]
    return found


def _row(task: Task, user: "Someone", now: datetime) -> Row:
    today = task.today(now)
    return Row(
        task,
        agenda.section(task.stands, task.due_on, today=today, is_waiting=task.is_waiting),
        task.days_late(today),
        is_mine=task.owner_id == user.pk,
        asks_for_time=bool(getattr(task, "asks_for_time", False)),
    )


def _narrowed(tasks: TaskQuerySet, origin: str, words: str) -> TaskQuerySet:
    if origin:
        tasks = tasks.filter(subject_kind=origin)
    if words:
        tasks = tasks.filter(
            Q(title__icontains=words) | Q(description__icontains=words) | Q(code=words.upper())
        )
    return tasks


# --- The board of the city ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """What the board is asked for; empty means everything."""

    words: str = ""
    organisation: int | None = None
    origin: str = ""
    state: str = ""


LATE, OPEN, TO_CHECK = "late", "open", "to_check"


def board(user: "Someone", wanted: Wanted, *, now: datetime, city: "City | None" = None) -> TaskQuerySet:
    """The tasks that somebody oversees, the longest overdue first, then those that are open, then finished ones."""
    overseen = access.reach(user, Permission.SEE_ALL_TASKS).rows("city")
    tasks = _narrowed(Task.objects.visible_to(user).filter(overseen), wanted.origin, wanted.words)
    if city is not None:
        tasks = tasks.filter(city=city)
    if wanted.organisation:
        tasks = tasks.filter(organisation=wanted.organisation)
    today = now.astimezone(city.timezone).date() if city else now.date()
    match wanted.state:
        case "late":
            tasks = tasks.late(today)
        case "open":
            tasks = tasks.unfinished()
        case "to_check":
            tasks = tasks.filter(state=State.REPORTED)
        case state if state in set(State):
            tasks = tasks.filter(state=state)
    is_over = Case(
        When(state__in=WITH_OWNER, then=Value(0)),
        When(state=State.REPORTED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return tasks.for_rows().order_by(is_over, "due_on", _BY_PRIORITY, F("pk"))


def about(references: Iterable[Reference], *, seen_by: "Someone") -> dict[Reference, list[Task]]:
    """The tasks made of each of these objects, in one query."""
    wanted = [each for each in references if each.kind]
    if not wanted:
        return {}
    kinds: dict[str, set[str]] = {}
    for each in wanted:
        kinds.setdefault(each.kind, set()).add(each.key)
    here = Q(pk__in=[])
    for kind, keys in kinds.items():
        here |= Q(subject_kind=kind, subject_key__in=keys)
    found: dict[Reference, list[Task]] = {}
    for task in Task.objects.visible_to(seen_by).filter(here).for_rows():
        found.setdefault(task.subject, []).append(task)
    return found


def heads_of(organisation: "Organisation", city: "City", today: date) -> list["User"]:
    held = holders(city, today).filter(organisation=organisation, role=Role.AGENCY_HEAD)
    return list(User.objects.get_queryset().filter(pk__in=held.values("user")).order_by("pk"))
