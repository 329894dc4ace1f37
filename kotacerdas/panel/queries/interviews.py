"""Interviews as people prepare and follow them: who speaks to what, the log with its promises, who may write in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q, QuerySet

from kotacerdas.common.domain.faults import Fault
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Calendar, Deed, Step, why_not
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.evaluation.words import told
from kotacerdas.panel import parts
from kotacerdas.panel.domain.interviewing import usual_promise
from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.models import Interview, LogEntry, Seat, Speaker
from kotacerdas.people import access
from kotacerdas.people.models import Organisation, RoleAssignment, User
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import HEADS
from kotacerdas.selfassessment.models import Answer

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


# --- Who may do what ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rights:
    """What somebody is to an interview; the days are asked beside."""

    keeps: bool
    """Sets its time, and strikes out what others wrote."""
    prepares: bool
    """For the city: the presentation, and who speaks."""
    seat: Seat | None
    """One's own, once it is declared."""

    @property
    def writes(self) -> bool:
        return self.keeps or self.prepares or self.seat is not None


ALL = Rights(keeps=True, prepares=True, seat=None)
"""Of the system itself."""


def rights_of(interview: Interview, user: "Someone | None") -> Rights:
    if user is None:
        return ALL
    city, round_ = interview.city, interview.round
    declared = Seat.objects.of(user).filter(state=State.DECLARED)
    return Rights(
        keeps=access.may(user, guarding.keeper_of(round_), city),
        prepares=access.may(user, Permission.KEEP_ROUNDS, city),
        seat=declared.filter(panel__round=round_, panel__city=city).first(),
    )


# --- The list ----------------------------------------------------------------------------------------------


def coming(user: "Someone", *, now: datetime, round_code: str = "") -> "QuerySet[Interview]":
    rows = _seen(user, round_code).filter(ends_at__gt=now)
    return rows.order_by("starts_at", "pk")


def past(user: "Someone", *, now: datetime, round_code: str = "") -> "QuerySet[Interview]":
    rows = _seen(user, round_code).filter(ends_at__lte=now)
    return rows.order_by("-starts_at", "-pk")


def _seen(user: "Someone", round_code: str) -> "QuerySet[Interview]":
    rows = Interview.objects.visible_to(user).for_rows()
    if round_code:
        rows = rows.filter(round__code=round_code)
    return rows.annotate(
        promises=Count("entries", filter=Q(entries__kind="promise", entries__struck_at=None))
    )


# --- Who speaks --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Speaking:
    """Who answers to a question or a part; what is suggested has no row yet."""

    node: str
    title: str
    organisation: Organisation | None
    name: str
    stand_in: str = ""


def speakers(interview: Interview) -> list[Speaking]:
    """In the order of the form; one query."""
    rows = Speaker.objects.filter(interview=interview).select_related("organisation")
    return _in_order(interview.round, [_of_row(interview.round, row) for row in rows])


def _of_row(round_: "Round", row: Speaker) -> Speaking:
    return Speaking(row.node, parts.title(round_, row.node), row.organisation, row.name, row.stand_in)


def _in_order(round_: "Round", some: Iterable[Speaking]) -> list[Speaking]:
    place = {code: number for number, code in enumerate(parts.parts(round_))}
    return sorted(some, key=lambda each: place.get(each.node, len(place)))


def suggested(interview: Interview, *, on: date) -> list[Speaking]:
    """From the self-assessment: each part that one organisation answers alone, else its questions one by one; whoever
    leads the organisation on that day speaks. Two queries."""
    round_ = interview.round
    asked = Answer.objects.filter(
        assessment__round=round_, assessment__city=interview.city, organisation__isnull=False
    )
    rows = list(asked.select_related("organisation").order_by("position"))
    answers = {row.code: row.organisation for row in rows if row.organisation is not None}
    heads = _heads({each.pk for each in answers.values()}, on)
    return [
        Speaking(code, parts.title(round_, code), organisation, *heads.get(organisation.pk, ("", "")))
        for code, organisation in _gathered(round_, answers)
    ]


def _gathered(round_: "Round", answers: dict[str, Organisation]) -> list[tuple[str, Organisation]]:
    known = parts.parts(round_)
    leaves: dict[str, list[str]] = {}
    for code, part in known.items():
        if part.node.is_leaf:
            leaves.setdefault(part.under[-1] if part.under else code, []).append(code)
    found: list[tuple[str, Organisation]] = []
    for component, codes in leaves.items():
        those = {answers[code].pk for code in codes if code in answers}
        if len(those) == 1 and all(code in answers for code in codes):
            found.append((component, answers[codes[0]]))
        else:
            found += [(code, answers[code]) for code in codes if code in answers]
    return found


def _heads(organisations: set[int], on: date) -> dict[int, tuple[str, str]]:
    """By organisation, who leads it on that day and who could stand in, in the order of `people.queries.heads_of`: whoever
    acts for the head, who is away, then the head."""
    held = RoleAssignment.objects.active(on).filter(
        organisation__in=organisations, role__in=HEADS, user__in=User.objects.may_sign_in()
    )
    found: dict[int, list[str]] = {}
    manner = RoleAssignment.Manner
    rows = sorted(
        held.select_related("user"),
        key=lambda each: (each.manner == manner.SUBSTANTIVE, each.from_on, each.pk),
    )
    for each in rows:
        if each.organisation_id is not None:
            found.setdefault(each.organisation_id, []).append(str(each.user))
    return {pk: (names[0], names[1] if len(names) > 1 else "") for pk, names in found.items()}


def speaks_to(interview: Interview, code: str) -> Organisation | None:
    """The organisation that answers a question: as the table of speakers says, of the question or of a part above it;
    else as the self-assessment says."""
    part = parts.parts(interview.round).get(code)
    if part is None:
        return None
    rows = Speaker.objects.filter(interview=interview, node__in=(code, *part.under)).select_related(
        "organisation"
    )
    found = {row.node: row.organisation for row in rows}
    nearest = next((found[each] for each in (code, *part.under) if each in found), None)
    if nearest is not None:
        return nearest
    row = Answer.objects.filter(
        assessment__round=interview.round, assessment__city=interview.city, code=code
    ).select_related("organisation")
    answer = row.first()
    return answer.organisation if answer else None


# --- The log -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """An entry as the page shows it."""

    entry: LogEntry
    author: str
    """ "" for an assessor, whose number is told instead."""
    seat: int | None
    may_strike: bool


def lines(
    interview: Interview, user: "Someone", rights: Rights, *, numbers: dict[int, int] | None = None
) -> list[Line]:
    """In the order of the minutes, struck-out ones in their place; one query, and one for the `numbers` of seats."""
    numbers = seat_numbers(interview) if numbers is None else numbers
    rows = LogEntry.objects.filter(interview=interview).select_related(
        "by", "task__organisation", "task__owner"
    )
    return [
        Line(
            row,
            author="" if row.by_id in numbers else str(row.by or ""),
            seat=numbers.get(row.by_id or 0),
            may_strike=row.struck_at is None and (rights.keeps or (rights.writes and row.by_id == user.pk)),
        )
        for row in rows
    ]


def seat_numbers(interview: Interview) -> dict[int, int]:
    """By person, the number under which the city knows an assessor."""
    rows = Seat.objects.filter(panel__round=interview.round_id, panel__city=interview.city_id)
    return dict(rows.order_by("number").values_list("user", "number"))


def mark_of_log(interview: Interview) -> str:
    """The same as long as nothing was written or struck out, and no promise has moved on; one query."""
    found = LogEntry.objects.filter(interview=interview).aggregate(
        count=Count("pk"), struck=Count("struck_at"), last=Max("struck_at"), moved=Max("task__state_at"), given=Count("task")
    )  # fmt: skip
    moments = (f"{at.timestamp():.3f}" if at else "-" for at in (found["last"], found["moved"]))
    return "_".join([str(found["count"]), str(found["struck"]), str(found["given"]), *moments])


def promises(some: Sequence[Line]) -> list[Line]:
    """Those that hold, in the order in which they are due."""
    held = [each for each in some if each.entry.kind == "promise" and each.entry.struck_at is None]
    return sorted(held, key=lambda each: (each.entry.due_at is None, each.entry.due_at, each.entry.pk))


def calendar(interview: Interview) -> Calendar:
    return calendar_of(interview.round, interview.city)


def usual_due(interview: Interview, days: Calendar, *, at: datetime) -> datetime:
    """Until when a promise is kept where nobody says otherwise."""
    window = days.get(Step.COMPLETION)
    return usual_promise(at, window.closes_at if window else None, interview.city.timezone)


def why_not_now(days: Calendar, *, now: datetime) -> list[Fault]:
    """Why the days allow no interview; empty where they do."""
    fault = why_not(Deed.HOLD_INTERVIEW, days, now)
    return told([fault] if fault else [])


def organisations(city: "City", *, now: datetime) -> list[Organisation]:
    """That can speak for a city today: its own, and those that all cities share."""
    today = now.astimezone(city.timezone).date()
    return list(Organisation.objects.of_city(city).in_force(today).order_by("name", "pk"))
