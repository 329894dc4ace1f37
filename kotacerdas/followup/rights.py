"""On which side of a task somebody stands today; roles may have changed since it was given."""

from typing import TYPE_CHECKING

from kotacerdas.followup.domain import workflow
from kotacerdas.followup.domain.workflow import Deed, Side
from kotacerdas.followup.models import Task
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import Role

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import User

# The system itself: loaders, jobs, the command line.
EVERY_SIDE = frozenset(Side)


def sides(task: Task, user: "Someone | None") -> frozenset[Side]:
    """`user` None is the system, which stands on every side."""
    if user is None:
        return EVERY_SIDE
    found = {
        Side.OWNER: is_owner(task, user),
        Side.HEAD: is_head(task, user),
        Side.CHECKER: access.may(user, Permission.ASSIGN_TASKS, task.city),
    }
    return frozenset(side for side, stands in found.items() if stands)


def is_owner(task: Task, user: "Someone") -> bool:
    """The person, as long as he or she works there; as long as there is none, everybody of the organisation."""
    if not access.may(user, Permission.DO_TASKS, task.city):
        return False
    works_there = task.organisation_id in _desks(task, user)
    if task.owner_id is None:
        return works_there
    return task.owner_id == user.pk and (task.organisation_id is None or works_there)


def is_head(task: Task, user: "Someone") -> bool:
    return task.organisation_id in _desks(task, user, role=Role.AGENCY_HEAD)


def is_own_report(task: Task, user: "Someone | None") -> bool:
    """A report that somebody else must check; a task that one gave to oneself concerns nobody else."""
    return user is not None and task.reported_by_id == user.pk and task.assigned_by_id != user.pk


def possible(task: Task, user: "User", *, asks_for_time: bool) -> frozenset[Deed]:
    """The deeds that the page offers."""
    mine = sides(task, user)
    return workflow.possible(
        task.stands, mine, is_own_report=is_own_report(task, user), asks_for_time=asks_for_time
    )


def _desks(task: Task, user: "Someone", *, role: Role | None = None) -> set[int]:
    return {
        held.organisation_id
        for held in access.assignments(user)
        if held.organisation_id is not None and held.city_id == task.city_id and role in {None, held.role}
    }
