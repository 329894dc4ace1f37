"""Reminders that climb: which step is due when, counted in working days from the moment a thing is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, tzinfo
from enum import StrEnum

from kotacerdas.common.domain.calendar import Calendar

NONE_YET = -1
EARLIEST, LATEST = time(7), time(16)


class Receiver(StrEnum):
    OWNER = "owner"
    HEAD = "head"
    PROGRAMME_OFFICE = "programme_office"


@dataclass(frozen=True)
class Step:
    days: int
    """Working days from the due day: -3 is three before it, 0 the day itself, 1 the first after it."""
    to: tuple[Receiver, ...]
    kind: str
    """The notice that is sent."""


@dataclass(frozen=True)
class Ladder:
    code: str
    steps: tuple[Step, ...]
    hour: time = time(8)
    title: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        days = [step.days for step in self.steps]
        if not days or days != sorted(set(days)):
            raise ValueError(f"the ladder {self.code} needs steps on days that rise")
        if not all(step.to for step in self.steps):
            raise ValueError(f"a step of the ladder {self.code} is for nobody")
        if not EARLIEST <= self.hour <= LATEST:
            raise ValueError(f"the ladder {self.code} reminds outside working hours")


@dataclass(frozen=True)
class Standing:
    """What to do now, and when to look again."""

    step: int | None
    """The step to send, or None. Where several were missed it is the highest; those below it are passed over."""
    reached: int
    next_at: datetime | None
    """None at the top."""


def standing(
    ladder: Ladder,
    *,
    due_at: datetime,
    started_at: datetime,
    reached: int,
    now: datetime,
    calendar: Calendar,
    zone: tzinfo,
) -> Standing:
    """Steps that lay in the past when the reminding began are never sent: nobody is reminded of what was just given."""
    moments = dict(enumerate(moments_of(ladder, due_at=due_at, calendar=calendar, zone=zone)))
    ahead = {at: moment for at, moment in moments.items() if at > reached and moment >= started_at}
    passed = [at for at, moment in ahead.items() if moment <= now]
    step = max(passed, default=None)
    coming = [moment for moment in ahead.values() if moment > now]
    return Standing(step, reached if step is None else step, min(coming, default=None))


def moments_of(ladder: Ladder, *, due_at: datetime, calendar: Calendar, zone: tzinfo) -> list[datetime]:
    """When each step is due: in the morning of a working day, in the city's zone."""
    due = due_at.astimezone(zone).date()
    # A due day that is off is reminded of on the working day before it, when something can still be done.
    last = calendar.on_or_before(due)
    days = [
        calendar.add_working_days(due, step.days)
        if step.days > 0
        else calendar.add_working_days(last, step.days)
        for step in ladder.steps
    ]
    return [datetime.combine(day, ladder.hour, zone) for day in days]
