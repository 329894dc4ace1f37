"""The reading room at one question: claim, history and proof side by side, and the reader's own mark.

The claim is read from the frozen bytes of the newest submission, never from what the city goes on writing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from kotacerdas.common.domain.faults import Fault
from kotacerdas.evaluation.domain.workflow import Deed, until, why_not
from kotacerdas.evaluation.models import Result, Score
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.evaluation.words import told
from kotacerdas.evidence import previews
from kotacerdas.evidence.domain.marking import Piece, pieces
from kotacerdas.evidence.models import Citation, Unit
from kotacerdas.evidence.previews import Sheet
from kotacerdas.instruments import queries as instruments
from kotacerdas.instruments.models import RubricText
from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.models import Clarification, Mark, Panel, Seat
from kotacerdas.panel.queries import submission
from kotacerdas.panel.queries.submission import Exhibit, Submitted, Told
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.models import Step
from kotacerdas.selfassessment.questionnaire import Question

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class Line:
    """One question in the list beside."""

    question: Question
    level: int | None
    is_flagged: bool
    is_changed: bool
    """The city answers it otherwise than when it was scored."""

    @property
    def is_scored(self) -> bool:
        return self.level is not None


@dataclass(frozen=True)
class Level:
    """One step of the scale, with what earns it where an office wrote that down."""

    number: int
    texts: list[RubricText]


@dataclass(frozen=True)
class Page:
    """A page of an exhibit as it lies open; `last` is the number of its pages."""

    citation: Citation
    unit: Unit
    last: int
    sheet: Sheet | None
    pieces: list[Piece]

    @property
    def is_cited(self) -> bool:
        """The page on which the quote stands."""
        return self.unit.number == self.citation.unit


@dataclass(frozen=True)
class Room:
    seat: Seat
    question: Question
    lines: list[Line]
    submitted: Submitted | None
    exhibits: list[Exhibit]
    page: Page | None
    mark: Mark | None
    others: list[Mark]
    """Of the other seats, once the panel is open."""
    scored_before: list[Score]
    """The same question in published rounds, the newest first."""
    steps: list[Step]
    """What was done to the answer up to its submission."""
    levels: list[Level]
    asked: list[Clarification]
    refusals: list[Fault]
    until: datetime | None

    @property
    def panel(self) -> Panel:
        return self.seat.panel

    @property
    def answer(self) -> Told:
        return self.submitted.answer(self.question.code) if self.submitted else {}

    @property
    def line(self) -> Line:
        return self.lines[self.question.position]

    @property
    def before(self) -> Line | None:
        return self.lines[self.question.position - 1] if self.question.position else None

    @property
    def after(self) -> Line | None:
        at = self.question.position + 1
        return self.lines[at] if at < len(self.lines) else None

    @property
    def next_exhibit(self) -> Exhibit | None:
        """The one after the open one, round and round; None where there is no other that can be shown."""
        shown = [each for each in self.exhibits if each.citation is not None]
        if self.page is None or len(shown) < 2:
            return None
        at = next(n for n, each in enumerate(shown) if each.code == self.page.citation.code)
        return shown[(at + 1) % len(shown)]

    @property
    def scored(self) -> int:
        return sum(line.is_scored for line in self.lines)


def of(
    seat: Seat, code: str, user: "Someone", *, exhibit: str = "", unit: int | None = None, now: datetime
) -> Room:
    """`seat` must be the reader's own, its panel with round and city. Raises `Refused` for an unknown question; an unknown
    exhibit or page opens the first. A fixed number of queries."""
    panel = seat.panel
    question = questionnaire.question(panel.round, code)
    read = submission.read(panel)
    answer = read.answer(code) if read else {}
    laid_out = submission.exhibits(panel, answer) if read else []
    marks, others = _marks(seat, code, user)
    calendar = calendar_of(panel.round, panel.city)
    fault = why_not(Deed.SCORE, calendar, now)
    edition = panel.round.edition
    texts = instruments.rubric(edition, question.node, user) if edition else {}
    return Room(
        seat=seat,
        question=question,
        lines=lines(panel, read, marks),
        submitted=read,
        exhibits=laid_out,
        page=_page(panel, code, _chosen(laid_out, exhibit), unit),
        mark=next((each for each in marks if each.code == code), None),
        others=others,
        scored_before=_scored_before(panel, question),
        steps=_steps(read, code),
        levels=[Level(n, texts.get(n, [])) for n in range(question.least, question.most + 1)],
        asked=list(panel.clarifications.filter(code=code, withdrawn_at=None).select_related("seat")),
        refusals=told([fault]) if fault else [],
        until=until(Deed.SCORE, calendar, now),
    )


def lines(panel: Panel, read: Submitted | None, marks: Iterable[Mark]) -> list[Line]:
    """Every question of the form with what one seat has given."""
    own: Mapping[str, Mark] = {each.code: each for each in marks}
    judged = {each.judged for each in own.values()}
    changed = submission.changed_since(panel, read, judged) if read else {}
    return [
        Line(
            question,
            level=mark.level if mark else None,
            is_flagged=bool(mark and mark.is_flagged),
            is_changed=bool(mark and mark.code in changed.get(mark.judged, ())),
        )
        for question in questionnaire.questions(panel.round).values()
        for mark in (own.get(question.code),)
    ]


def _chosen(laid_out: list[Exhibit], wanted: str) -> Citation | None:
    shown = [each.citation for each in laid_out if each.citation is not None]
    return next((each for each in shown if each.code == wanted), shown[0] if shown else None)


def _page(panel: Panel, code: str, citation: Citation | None, wanted: int | None) -> Page | None:
    """The page of the quote, unless another one of the same file is asked for."""
    if citation is None:
        return None
    units = citation.revision.content.units
    number = wanted if wanted is not None else citation.unit
    last = Unit.objects.filter(content=OuterRef("content")).order_by("-number").values("number")[:1]
    found = units.filter(number__in={number, citation.unit}).annotate(last=Subquery(last))
    both = {each.number: each for each in found}
    unit = both.get(number) or both.get(citation.unit)
    if unit is None:
        return None
    span = citation.span if unit.number == citation.unit else None
    sheet = previews.sheet(citation.revision, unit, [span] if span else [])
    if sheet is not None:
        here = [panel.round.code, panel.city.code, code, citation.code, unit.number]
        sheet = replace(sheet, url=reverse("panel:exhibit-picture", args=here))
    return Page(citation, unit, unit.last, sheet, pieces(unit.text, chosen=span))  # type: ignore[attr-defined]  # annotated


def _marks(seat: Seat, code: str, user: "Someone") -> tuple[list[Mark], list[Mark]]:
    """The seat's own of all questions, and those of the others of this one once the panel is open; one query."""
    wanted = Q(seat=seat)
    if seat.panel.is_open:
        wanted |= Q(seat__panel=seat.panel_id, seat__state=State.DECLARED, code=code)
    rows = Mark.objects.visible_to(user).filter(wanted).select_related("seat").order_by("seat__number")
    found = list(rows)
    return [row for row in found if row.seat_id == seat.pk], [row for row in found if row.seat_id != seat.pk]


def _scored_before(panel: Panel, question: Question) -> list[Score]:
    """Under the same code and the same words."""
    results = Result.objects.filter(
        city=panel.city_id, round__is_published=True, round__year__lt=panel.round.year
    )
    rows = Score.objects.filter(result__in=results, code=question.code).select_related("result__round")
    return [
        row
        for row in rows.order_by("-result__round__year")
        if questionnaire.asks(row.result.round.instrument, question.code, question.words.id)
    ]


def _steps(read: Submitted | None, code: str) -> list[Step]:
    if read is None:
        return []
    snapshot = read.opened.snapshot
    rows = Step.objects.filter(
        answer__assessment=snapshot.assessment_id, answer__code=code, at__lte=snapshot.at
    )
    return list(rows.select_related("answer__organisation").order_by("-at", "-pk"))


def picture_of(panel: Panel, code: str, exhibit: str, unit: int) -> tuple[Any, Unit] | None:
    """The revision and the page of an exhibit of one question, if it may be shown."""
    read = submission.read(panel)
    citation = submission.exhibit(panel, read.answer(code), exhibit) if read else None
    found = citation.revision.content.units.filter(number=unit).first() if citation else None
    return (citation.revision, found) if citation and found else None
