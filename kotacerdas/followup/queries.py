"""Reads of tasks that pages and other apps share; the number of queries never grows with the tasks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from kotacerdas.common.subjects import Reference
from kotacerdas.followup.domain import agenda
from kotacerdas.followup.domain.agenda import Section
from kotacerdas.followup.domain.workflow import FINISHED, UNFINISHED, WITH_OWNER, State
from kotacerdas.followup.models import MoreTime, Priority, Proof, Task, TaskQuerySet, of_desk, owned_by
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
    today: date
    is_mine: bool
    asks_for_time: bool
    has_proof: bool

    @property
    def days_late(self) -> int:
        return self.task.days_late(self.today)

    @property
    def days_left(self) -> int:
        return (self.task.due_on - self.today).days

    @property
    def can_be_reported(self) -> bool:
        return self.task.stands in WITH_OWNER

    @property
    def is_one_tap(self) -> bool:
        """Nothing is missing but the word that it is done."""
        return self.can_be_reported and self.is_mine and (self.has_proof or not self.task.needs_proof)


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


def acted_on_by(user: "Someone") -> Q:
    """One's own tasks, and those of one's organisation that nobody has taken."""
    return owned_by(user) | of_desk(user) & Q(owner=None)


def with_marks(tasks: TaskQuerySet) -> TaskQuerySet:
    """Knowing of each whether more time is asked for, and whether there is a proof."""
    return tasks.for_rows().annotate(
        asks_for_time=Exists(MoreTime.objects.filter(task=OuterRef("pk"), is_granted=None)),
        has_proof=Exists(Proof.objects.filter(task=OuterRef("pk"))),
    )


def agenda_of(user: "Someone", *, now: datetime, origin: str = "", words: str = "") -> Agenda:
    """Everything of "my tasks" in three queries."""
    listed = _narrowed(with_marks(Task.objects.visible_to(user)), origin, words)
    found = Agenda()
    unfinished = listed.filter(acted_on_by(user), state__in=UNFINISHED)
    for task in unfinished.order_by("due_on", _BY_PRIORITY, "pk"):
        row = row_of(task, user, now)
        found.sections[row.section].append(row)
    done = listed.filter(owned_by(user) | Q(reported_by=user.pk), state__in=FINISHED)
    found.sections[Section.DONE] = [
        row_of(task, user, now) for task in done.order_by("-state_at", "-pk")[:RECENTLY_DONE]
    ]
    if access.may(user, Permission.ASSIGN_TASKS):
        lies_with_me = Q(state=State.REPORTED) | Q(asks_for_time=True, state__in=WITH_OWNER)
        given = listed.filter(lies_with_me, assigned_by=user.pk)
        found.to_check = [row_of(task, user, now) for task in given.order_by("state_at", "pk")]
    return found


def row_of(task: Task, user: "Someone", now: datetime) -> Row:
    today = task.today(now)
    return Row(
        task,
        agenda.section(task.stands, task.due_on, today=today, is_waiting=task.is_waiting),
        today,
        is_mine=task.owner_id == user.pk,
        asks_for_time=bool(getattr(task, "asks_for_time", False)),
        has_proof=bool(getattr(task, "has_proof", False)),
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


LATE, UNDER_WAY = "late", "under_way"
_TURN = Case(
    When(state__in=WITH_OWNER, then=Value(0)),
    When(state=State.REPORTED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def overseen(user: "Someone", city: "City | None" = None) -> TaskQuerySet:
    tasks = Task.objects.visible_to(user).filter(access.reach(user, Permission.SEE_ALL_TASKS).rows("city"))
    return tasks if city is None else tasks.filter(city=city)


def board(user: "Someone", city: "City", wanted: Wanted, *, today: date) -> TaskQuerySet:
    """The tasks of a city that somebody oversees: the longest overdue first, finished ones last."""
    tasks = _narrowed(overseen(user, city), wanted.origin, wanted.words)
    if wanted.organisation:
        tasks = tasks.filter(organisation=wanted.organisation)
    if wanted.state == LATE:
        tasks = tasks.late(today)
    elif wanted.state == UNDER_WAY:
        tasks = tasks.unfinished()
    elif wanted.state:
        tasks = tasks.filter(state=wanted.state)
    return with_marks(tasks).order_by(_TURN, "due_on", _BY_PRIORITY, "pk")


@dataclass(frozen=True)
class Desk:
    """How the tasks of one organisation stand."""

    organisation: "Organisation | None"
    late: int
    under_way: int
    to_check: int
    done: int

    @property
    def total(self) -> int:
        return self.under_way + self.to_check + self.done


def desks(tasks: TaskQuerySet, *, today: date) -> list[Desk]:
    """The same tasks counted by organisation, those with most overdue first; two queries."""
    with_owner = Q(state__in=WITH_OWNER)
    counted = (
        tasks.order_by()
        .values("organisation")
        .annotate(
            late=Count("pk", filter=with_owner & Q(due_on__lt=today)),
            under_way=Count("pk", filter=with_owner),
            to_check=Count("pk", filter=Q(state=State.REPORTED)),
            done=Count("pk", filter=Q(state=State.ACCEPTED)),
        )
    )
    rows = list(counted)
    known = Organisation.objects.in_bulk([row["organisation"] for row in rows if row["organisation"]])
    found = [
        Desk(
            known.get(row["organisation"]),
            row["late"],
            row["under_way"],
            row["to_check"],
            row["done"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda desk: (-desk.late, -desk.under_way, str(desk.organisation or "")))


def origins(tasks: TaskQuerySet) -> list[str]:
    """The kinds of objects that tasks were made of."""
    kinds = tasks.exclude(subject_kind="").order_by("subject_kind").values_list("subject_kind", flat=True)
    return list(kinds.distinct())


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


# --- Handing over ------------------------------------------------------------------------------------------


def to_hand_over(user: "User", *, now: datetime) -> list[Task]:
    """Of the tasks that nobody would do, those that somebody can give to another: all of the city, or of one's agency."""
    cities = {held.city_id: held.city for held in access.assignments(user) if held.city is not None}
    led = [held.organisation_id for held in access.assignments(user) if held.role == Role.AGENCY_HEAD]
    found: list[Task] = []
    for city in cities.values():
        gives = access.may(user, Permission.ASSIGN_TASKS, city)
        tasks = without_owner(city, now.astimezone(city.timezone).date())
        here = tasks if gives else tasks.filter(organisation__in=led)
        found += with_marks(here).order_by("due_on", "pk")
    return found


def newly_late(*, now: datetime) -> TaskQuerySet:
    """Tasks whose day has passed somewhere and was not told yet; the deed looks at the city's own date."""
    # The easternmost zone is the first to see a new day.
    latest = now.astimezone(ZoneInfo("Asia/Jayapura")).date()
    return Task.objects.late(latest).exclude(told_late_on=F("due_on")).select_related("city")
