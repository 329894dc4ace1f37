"""The question board: every question of a round with its proof, its proposals, and whom it was asked of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kotacerdas.evidence import targets
from kotacerdas.evidence.domain import board as rules
from kotacerdas.evidence.domain.board import Owed, Standing
from kotacerdas.evidence.domain.states import State
from kotacerdas.evidence.models import AskedFor, Use
from kotacerdas.evidence.queries import proposing
from kotacerdas.evidence.targets import Scope, Target

if TYPE_CHECKING:
    from kotacerdas.evidence.models import EvidenceRequest
    from kotacerdas.people.models import City, Organisation

Key = tuple[str, str]


@dataclass(frozen=True)
class Question:
    target: Target
    standing: Standing
    confirmed: int
    waiting: int
    proposed: int
    request: "EvidenceRequest | None"
    """The open one that asks for it, the earliest day first."""

    @property
    def is_without_proof(self) -> bool:
        return self.standing in rules.WITHOUT_PROOF

    @property
    def agency(self) -> "Organisation | None":
        return self.request.agency if self.request else None


@dataclass(frozen=True)
class Line:
    """One agency in the table of what is still owed."""

    agency: "Organisation | None"
    cells: list[tuple[str, int, int]]
    """Dimension, number, step of colour."""
    total: int
    due: date | None
    is_late: bool


@dataclass(frozen=True)
class Matrix:
    columns: list[str]
    lines: list[Line]
    sums: list[int]
    total: int

    @property
    def has_dimensions(self) -> bool:
        """A list of recommendations has none, so an agency is asked for one of them at a time."""
        return any(self.columns)


@dataclass(frozen=True)
class Board:
    scope: Scope
    questions: list[Question]
    """All of the scope, in the order of the form."""

    def count(self, standing: Standing) -> int:
        return sum(each.standing is standing for each in self.questions)

    @property
    def without_proof(self) -> int:
        return sum(each.is_without_proof for each in self.questions)


@dataclass(frozen=True)
class Wanted:
    """What narrows the board. `agency` 0 is "nobody was asked"; `dimension` "-" is "belongs to none"."""

    standing: str = ""
    dimension: str = ""
    agency: int | None = None
    words: str = ""


NO_DIMENSION = "-"


def of_scope(user: Any, city: "City", scope: Scope) -> Board:
    """The number of queries is the same for ten questions and for a thousand."""
    wanted = targets.of_scope(city, scope)
    keys = [each.key for each in wanted]
    cited = _cited(user, city, scope, keys)
    proposed = proposing.count_all(wanted, user=user, city=city)
    asked = _asked(user, city, scope, keys)
    return Board(scope, [_question(each, cited, proposed, asked) for each in wanted])


def of_target(user: Any, city: "City", target: Target) -> Question:
    """One question, as the board shows it."""
    scope = Scope(target.kind, "", "", target.year)
    cited = _cited(user, city, scope, [target.key])
    proposed = proposing.count_all([target], user=user, city=city)
    return _question(target, cited, proposed, _asked(user, city, scope, [target.key]))


def _question(
    target: Target,
    cited: dict[Key, dict[str, int]],
    proposed: dict[Key, int],
    asked: "dict[Key, EvidenceRequest]",
) -> Question:
    key = (target.kind, target.key)
    found = cited.get(key, {})
    confirmed, waiting = found.get(State.CONFIRMED, 0), found.get(State.WAITING, 0)
    pages = proposed.get(key, 0)
    return Question(
        target=target,
        standing=rules.standing(confirmed=confirmed, waiting=waiting, proposed=pages),
        confirmed=confirmed,
        waiting=waiting,
        proposed=pages,
        request=asked.get(key),
    )


def _cited(user: Any, city: "City", scope: Scope, keys: list[str]) -> dict[Key, dict[str, int]]:
    """How many uses of citations in which state, of those that the reader may see and whose file still proves something."""
    uses = Use.objects.visible_to(user).living().sound()
    uses = uses.filter(citation__city=city, target_kind=scope.kind, target_key__in=keys)
    found: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kind, key, state in uses.values_list("target_kind", "target_key", "state"):
        found[kind, key][state] += 1
    return found


def _asked(user: Any, city: "City", scope: Scope, keys: list[str]) -> "dict[Key, EvidenceRequest]":
    rows = AskedFor.objects.visible_to(user).filter(
        target_kind=scope.kind, target_key__in=keys, request__city=city, request__closed_at=None
    )
    some = sorted(
        rows.select_related("request__agency", "request__task"), key=lambda row: row.request.day, reverse=True
    )
    return {(row.target_kind, row.target_key): row.request for row in some}


def narrowed(board: Board, wanted: Wanted) -> list[Question]:
    return [each for each in board.questions if _fits(each, wanted)]


def _fits(question: Question, wanted: Wanted) -> bool:
    target = question.target
    if wanted.standing and question.standing != wanted.standing:
        return False
    if wanted.dimension and target.dimension != wanted.dimension.strip(NO_DIMENSION):
        return False
    if wanted.agency is not None and (question.agency.pk if question.agency else 0) != wanted.agency:
        return False
    words = wanted.words.casefold()
    return not words or words in f"{target.code} {target.title} {target.words}".casefold()


def grouped(questions: Iterable[Question]) -> Iterator[tuple[str, list[Question]]]:
    """By the headings of the form, which stand together there."""
    for title, some in groupby(questions, key=lambda each: each.target.group):
        yield title, list(some)


def matrix(board: Board, *, today: date) -> Matrix:
    """Questions without proof, by whom they were asked of and by dimension."""
    owed = [
        Owed(
            each.target.dimension,
            each.agency.pk if each.agency else None,
            each.request.day if each.request else None,
        )
        for each in board.questions
        if each.is_without_proof
    ]
    agencies = {each.agency.pk: each.agency for each in board.questions if each.agency}
    columns = rules.columns(owed)
    lines = [
        Line(
            agency=agencies[line.agency] if line.agency is not None else None,
            cells=[
                (code, line.counts.get(code, 0), rules.shade(line.counts.get(code, 0))) for code in columns
            ],
            total=line.total,
            due=line.due,
            is_late=line.due is not None and line.due < today,
        )
        for line in rules.matrix(owed)
    ]
    sums = [sum(each.dimension == code for each in owed) for code in columns]
    return Matrix(columns, lines, sums, len(owed))
