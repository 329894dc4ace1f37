"""Tasks that are ordered again and again; plans stand in the code, when they are due next stands in the database.

The row is moved on in the transaction that orders the job, and only by whoever finds it as it was. So two workers never
order the same run twice, and a run that was missed while the machine was off is made up once, however many were missed.
The key of a scheduled job is the name of its task: whoever orders the task under that key in between joins it.
"""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.db import transaction

from kotacerdas.jobs import actions, registry
from kotacerdas.jobs.domain.timetable import Daily, Every, Timetable
from kotacerdas.jobs.models import Schedule


@dataclass(frozen=True)
class Plan:
    task: str
    timetable: Timetable
    arguments: dict[str, Any] = field(default_factory=dict)


_plans: dict[str, Plan] = {}


def every(task: str, /, *, minutes: int, **arguments: Any) -> None:
    """In `ready()` or in `tasks.py`: order the task every so many minutes, for the first time at once."""
    _enter(Plan(task, Every(minutes), arguments))


def daily(task: str, /, *, at: time, zone: str = "Asia/Jakarta", **arguments: Any) -> None:
    """Order the task each day at this hour of the zone."""
    _enter(Plan(task, Daily(at, zone), arguments))


def _enter(plan: Plan) -> None:
    if _plans.get(plan.task, plan) != plan:
        raise ValueError(f"the task {plan.task!r} has two schedules")
    _plans[plan.task] = plan


def plans() -> dict[str, Plan]:
    return dict(_plans)


@transaction.atomic
def prepare(*, now: datetime) -> None:
    """A row for each plan, anew where the plan has changed; none for plans that are no more. When a worker starts."""
    Schedule.objects.exclude(task__in=_plans).delete()
    known = {row.task: row for row in Schedule.objects.all()}
    for plan in _plans.values():
        row = known.get(plan.task)
        if row is None or row.plan != str(plan.timetable):
            Schedule.objects.update_or_create(
                task=plan.task, defaults={"plan": str(plan.timetable), "next_at": _first(plan, now)}
            )


def _first(plan: Plan, now: datetime) -> datetime:
    return now if isinstance(plan.timetable, Every) else plan.timetable.after(now)


def order_due(*, now: datetime) -> int:
    """Orders what is due; answers how many."""
    due = Schedule.objects.filter(next_at__lte=now, task__in=_plans)
    return sum(_order(row, now=now) for row in due)


@transaction.atomic
def _order(row: Schedule, *, now: datetime) -> bool:
    plan = _plans[row.task]
    unchanged = Schedule.objects.filter(pk=row.pk, next_at=row.next_at)
    if not unchanged.update(next_at=plan.timetable.after(now), last_at=now):
        return False
    if registry.find(plan.task) is None:
        raise LookupError(f"a schedule orders {plan.task!r}, but no task is called so")
    actions.enqueue(plan.task, key=plan.task, run_at=now, is_routine=True, **plan.arguments)
    return True
