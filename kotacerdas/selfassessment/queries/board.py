"""The board of a round: every question with who answers it, how far it is and whether it has proof."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from kotacerdas.evaluation.targets import scope_of
from kotacerdas.evidence.queries import board as evidence
from kotacerdas.evidence.queries.board import Question as Proof
from kotacerdas.instruments.words import text
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.domain import counting
from kotacerdas.selfassessment.domain.answering import WITH_AGENCY
from kotacerdas.selfassessment.domain.counting import Count, Point
from kotacerdas.selfassessment.models import Answer, Assessment
from kotacerdas.selfassessment.questionnaire import Question

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import Organisation

NO_DIMENSION = "-"
"""In an address: questions that belong to none."""
NOBODY = 0
"""In an address: questions that were given to no agency."""


@dataclass(frozen=True)
class Row:
    answer: Answer
    question: Question
    proof: Proof
    """Citations and proposed pages, as the board of evidence counts them."""
    today: date

    @property
    def title(self) -> str:
        return text(self.question.words)

    @property
    def has_proof(self) -> bool:
        return self.proof.confirmed > 0

    @property
    def is_late(self) -> bool:
        return self.answer.is_late(self.today)

    @property
    def point(self) -> Point:
        answer = self.answer
        return Point(
            code=answer.code,
            dimension=self.question.dimension,
            agency=answer.organisation_id,
            due=answer.due_on,
            state=answer.stands,
            has_proof=self.has_proof,
            is_written=answer.is_written,
        )


@dataclass(frozen=True)
class AgencyLine:
    agency: "Organisation | None"
    count: Count


@dataclass(frozen=True)
class Wanted:
    """What narrows the board; empty means all."""

    state: str = ""
    dimension: str = ""
    agency: int | None = None
    words: str = ""
    late: bool = False
    unproven: bool = False

    @property
    def narrows(self) -> bool:
        return self != ALL


ALL = Wanted()


@dataclass(frozen=True)
class Board:
    assessment: Assessment
    rows: list[Row]
    """All questions, in the order of the form."""
    today: date

    @property
    def count(self) -> Count:
        return counting.count(self._points, today=self.today)

    @property
    def by_dimension(self) -> dict[str, Count]:
        return counting.by(self._points, lambda point: point.dimension, today=self.today)

    @property
    def by_due(self) -> dict[date | None, Count]:
        """What agencies still owe, the earliest day first; without a day last."""
        owed = [each for each in self._points if each.state in WITH_AGENCY]
        found = counting.by(owed, lambda point: point.due, today=self.today)
        return dict(sorted(found.items(), key=lambda each: (each[0] is None, each[0] or date.max)))

    @property
    def by_agency(self) -> list[AgencyLine]:
        """Who has most to deliver first; what was given to nobody last."""
        agencies = {row.answer.organisation_id: row.answer.organisation for row in self.rows}
        found = counting.by(self._points, lambda point: point.agency, today=self.today)
        lines = [AgencyLine(agencies[key], each) for key, each in found.items()]
        return sorted(
            lines,
            key=lambda line: (
                line.agency is None,
                -line.count.late,
                -(line.count.open + line.count.returned),
                str(line.agency),
            ),
        )

    @property
    def _points(self) -> list[Point]:
        return [row.point for row in self.rows]


def of(assessment: Assessment, user: "Someone", *, today: date) -> Board:
    """In a fixed number of queries; proof is counted of what this reader may see."""
    form = questionnaire.questions(assessment.round)
    answers = assessment.answers.select_related("organisation", "person", "survey").order_by("position")
    proof = evidence.of_scope(user, assessment.city, scope_of(assessment.round))
    proven = {each.target.code: each for each in proof.questions}
    rows = []
    for answer in answers:
        answer.assessment = assessment
        rows.append(Row(answer, form[answer.code], proven[answer.code], today))
    return Board(assessment, rows, today)


def narrowed(board: Board, wanted: Wanted) -> list[Row]:
    return [row for row in board.rows if _fits(row, wanted)]


def _fits(row: Row, wanted: Wanted) -> bool:
    words = wanted.words.casefold()
    return (
        wanted.state in ("", row.answer.state)
        and (not wanted.dimension or row.question.dimension == wanted.dimension.strip(NO_DIMENSION))
        and (wanted.agency is None or (row.answer.organisation_id or NOBODY) == wanted.agency)
        and (not wanted.late or row.is_late)
        and (not wanted.unproven or not row.has_proof)
        and words in f"{row.answer.code} {row.title} {row.question.words.id}".casefold()
    )


def grouped(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """By the components of the form."""
    for component, some in groupby(rows, key=lambda row: row.question.component.code):
        found = list(some)
        yield f"{component}. {text(found[0].question.component.title)}", found


def agencies_of(board: Board) -> "list[Organisation]":
    found = {
        row.answer.organisation.pk: row.answer.organisation for row in board.rows if row.answer.organisation
    }
    return sorted(found.values(), key=str)
