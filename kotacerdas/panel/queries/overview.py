"""One panel: for a seat how far it is, for its keeper how far all are, and once it is open every mark beside the others."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault
from kotacerdas.evaluation.domain.workflow import Calendar, Deed, until
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.instruments.domain.edition import Node
from kotacerdas.instruments.domain.numbers import round_half_up
from kotacerdas.instruments.domain.scoring import panel_mean
from kotacerdas.panel.domain import standing
from kotacerdas.panel.domain.marking import WIDE, spread
from kotacerdas.panel.domain.standing import Duty, Standing
from kotacerdas.panel.models import Mark, Opinion, Panel, Seat, Talk
from kotacerdas.panel.models.marks import Stage
from kotacerdas.panel.queries import progress, room, submission
from kotacerdas.panel.queries.panels import days_against
from kotacerdas.panel.queries.room import Line
from kotacerdas.panel.queries.rounds import SeatLine, standing_of
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.models import Snapshot
from kotacerdas.selfassessment.questionnaire import Question

if TYPE_CHECKING:
    from kotacerdas.people.models import User

MEAN_PLACES = 2


@dataclass(frozen=True)
class Part:
    """One component of the form, as the own seat has scored it."""

    component: Node
    lines: list[Line]

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def scored(self) -> int:
        return sum(line.is_scored for line in self.lines)

    @property
    def flagged(self) -> int:
        return sum(line.is_flagged for line in self.lines)

    @property
    def changed(self) -> int:
        """Answered otherwise by the city since they were scored."""
        return sum(line.is_changed for line in self.lines)

    @property
    def next_code(self) -> str:
        """The first without a score, else the first."""
        return next((line for line in self.lines if not line.is_scored), self.lines[0]).question.code


@dataclass(frozen=True)
class Row:
    """One question with the marks of all seats that count, in their order."""

    question: Question
    marks: list[tuple[Seat, Mark | None]]

    @property
    def levels(self) -> list[int]:
        return [mark.level for _seat, mark in self.marks if mark is not None and mark.level is not None]

    @property
    def mean(self) -> Decimal | None:
        return round_half_up(panel_mean(tuple(self.levels)), MEAN_PLACES) if self.levels else None

    @property
    def spread(self) -> int:
        return spread(self.levels)

    @property
    def first_spread(self) -> int:
        return spread(mark.first for _seat, mark in self.marks if mark and mark.first is not None)

    @property
    def is_wide(self) -> bool:
        return self.spread >= WIDE


@dataclass(frozen=True)
class Difference:
    """A question on which assessors differ, or did when the panel was opened."""

    row: Row
    talk: Talk | None

    @property
    def code(self) -> str:
        return self.row.question.code

    @property
    def is_left(self) -> bool:
        """Nobody has noted yet what came of talking about it."""
        return self.row.is_wide and self.talk is None


@dataclass(frozen=True)
class Overview:
    panel: Panel
    seat: Seat | None
    """The reader's own."""
    seats: list[SeatLine]
    submission: Snapshot | None
    parts: list[Part]
    """Of the own seat."""
    opinions: list[tuple[Stage, Opinion | None]]
    rows: list[Row]
    """Empty until the panel is open."""
    differences: list[Difference]
    standing: Standing
    calendar: Calendar
    now: datetime

    @property
    def own(self) -> SeatLine | None:
        return next((line for line in self.seats if self.seat and line.seat.pk == self.seat.pk), None)

    @property
    def duty(self) -> Duty | None:
        if self.own is None:
            return None
        return standing.duty(
            progress.way_of(self.panel),
            has_declared=self.own.counts,
            is_submitted=self.submission is not None,
            left=self.own.left,
        )

    @property
    def next_code(self) -> str:
        """Where the own seat goes on: the first question without a score, else the first."""
        behind = (part for part in self.parts if part.scored < part.total)
        return next(behind, self.parts[0]).next_code

    @property
    def counting(self) -> list[Seat]:
        return [line.seat for line in self.seats if line.counts]

    @property
    def left(self) -> int:
        return sum(each.is_left for each in self.differences)

    @property
    def scoring_until(self) -> datetime | None:
        return until(Deed.SCORE, self.calendar, self.now)

    def against(self, deed: Deed) -> list[Fault]:
        """Why the days do not allow it now."""
        return days_against(deed, self.calendar, self.now)


def of(panel: Panel, seat: Seat | None, user: "User", *, now: datetime) -> Overview:
    """`panel` with round and city. A fixed number of queries; no mark of another seat is read before the opening."""
    form = questionnaire.questions(panel.round)
    marks = list(Mark.objects.visible_to(user).filter(seat__panel=panel))
    seats = list(panel.seats.select_related("user").order_by("number"))
    counts = progress.scored(seats)
    told = [SeatLine(each, counts.get(each.pk, 0), len(form)) for each in seats]
    talks = {
        each.code: each for each in Talk.objects.visible_to(user).filter(panel=panel).select_related("by")
    }
    rows = (
        _rows(list(form.values()), [line.seat for line in told if line.counts], marks)
        if panel.is_open
        else []
    )
    read = submission.read(panel)
    lines = room.lines(panel, read, [each for each in marks if each.seat_id == seat.pk]) if seat else []
    return Overview(
        panel=panel,
        seat=seat,
        seats=told,
        submission=read.opened.snapshot if read else None,
        parts=_parts(lines),
        opinions=_opinions(seat) if seat else [],
        rows=rows,
        differences=_differences(rows, talks),
        standing=standing_of(panel, told, is_rehearsal=panel.is_rehearsal),
        calendar=calendar_of(panel.round, panel.city),
        now=now,
    )


def _rows(questions: list[Question], seats: list[Seat], marks: list[Mark]) -> list[Row]:
    given = {(each.seat_id, each.code): each for each in marks}
    return [
        Row(question, [(seat, given.get((seat.pk, question.code))) for seat in seats])
        for question in questions
    ]


def _differences(rows: list[Row], talks: dict[str, Talk]) -> list[Difference]:
    """What is left first, then by width; in the order of the form where they are as wide."""
    wide = [
        Difference(row, talks.get(row.question.code))
        for row in rows
        if max(row.spread, row.first_spread) >= WIDE or row.question.code in talks
    ]
    return sorted(wide, key=lambda each: (not each.is_left, -each.row.spread))


def _parts(lines: list[Line]) -> list[Part]:
    return [
        Part(some[0].question.component, some)
        for _code, group in groupby(lines, key=lambda line: line.question.component.code)
        for some in (list(group),)
    ]


def _opinions(seat: Seat) -> list[tuple[Stage, Opinion | None]]:
    written = {each.stage: each for each in Opinion.objects.filter(seat=seat)}
    return [(stage, written.get(stage)) for stage in Stage]
