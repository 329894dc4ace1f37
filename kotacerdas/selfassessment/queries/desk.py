"""One answer as its writer and its checker need it: question, claim, history and proof side by side."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault
from kotacerdas.evaluation.domain.workflow import Deed as RoundDeed
from kotacerdas.evaluation.domain.workflow import until, why_not
from kotacerdas.evaluation.models import Result, Score
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.evaluation.targets import question_of
from kotacerdas.evaluation.words import told
from kotacerdas.evidence.models import Citation
from kotacerdas.evidence.queries import proposing
from kotacerdas.evidence.queries.proposing import Proposal
from kotacerdas.instruments import queries as instruments
from kotacerdas.instruments.models import RubricText
from kotacerdas.selfassessment import questionnaire, rights
from kotacerdas.selfassessment.domain import answering
from kotacerdas.selfassessment.domain.answering import Deed
from kotacerdas.selfassessment.models import Answer, Step
from kotacerdas.selfassessment.questionnaire import Question

if TYPE_CHECKING:
    from kotacerdas.evaluation.domain.workflow import Calendar
    from kotacerdas.people.access import Someone

MOST_PROPOSALS = 3


@dataclass(frozen=True)
class Level:
    """One step of the scale, with what earns it where an office wrote that down."""

    number: int
    texts: list[RubricText]


@dataclass(frozen=True)
class Earlier:
    """The same question in an earlier round: what was claimed here, or what was scored and published."""

    year: int
    answer: Answer | None
    score: Score | None


@dataclass(frozen=True)
class Desk:
    answer: Answer
    question: Question
    levels: list[Level]
    citations: list[Citation]
    """Living ones, each with `use_state`: whether it was confirmed for this question."""
    steps: list[Step]
    earlier: list[Earlier]
    possible: frozenset[Deed]
    """What the table of answers and the days of the round allow this reader now."""
    refusals: list[Fault]
    """Why nothing can be written now, where that is so."""
    until: datetime | None
    before: str
    after: str

    @property
    def confirmed(self) -> int:
        return sum(each.use_state == "confirmed" for each in self.citations)  # type: ignore[attr-defined]  # annotated

    @property
    def writes(self) -> bool:
        return Deed.SAVE in self.possible


def of(answer: Answer, user: "Someone", *, now: datetime) -> Desk:
    """`answer` must come from `visible_to`, with `for_rows`. A fixed number of queries."""
    round_, city = answer.assessment.round, answer.assessment.city
    form = questionnaire.questions(round_)
    question = form[answer.code]
    codes = list(form)
    calendar = calendar_of(round_, city)
    faults = _refusals(answer, calendar, now)
    steps = list(answer.steps.select_related("by").order_by("-at", "-pk"))
    kind, key = answer.target
    cited = Citation.objects.visible_to(user).living().for_target(kind, key).with_names()
    edition = round_.edition
    texts = instruments.rubric(edition, question.node, user) if edition else {}
    return Desk(
        answer=answer,
        question=question,
        levels=[Level(n, texts.get(n, [])) for n in range(question.least, question.most + 1)],
        citations=list(cited.order_by("at", "pk")),
        steps=steps,
        earlier=_earlier(answer),
        possible=frozenset() if faults else _possible(answer, user, steps),
        refusals=faults,
        until=until(RoundDeed.ANSWER, calendar, now),
        before=codes[question.position - 1] if question.position else "",
        after=codes[question.position + 1] if question.position + 1 < len(codes) else "",
    )


def _possible(answer: Answer, user: "Someone", steps: list[Step]) -> frozenset[Deed]:
    is_own = any(step.by_id == user.pk and step.deed in answering.WRITING for step in steps)
    return answering.possible(answer.stands, rights.sides(answer, user), is_own=is_own)


def _refusals(answer: Answer, calendar: "Calendar", now: datetime) -> list[Fault]:
    """Only what concerns everybody: who may do what is shown by which buttons there are."""
    if answer.assessment.is_submitted:
        return [Fault("assessment-locked")]
    faults = [why_not(deed, calendar, now) for deed in (RoundDeed.ANSWER, RoundDeed.VERIFY)]
    some = [each for each in faults if each is not None]
    return told(some[:1]) if len(some) == len(faults) else []


def proposals(answer: Answer, user: "Someone") -> list[Proposal]:
    """The best pages that the system found for its question; asked for when the page is there already."""
    target = question_of(answer.assessment.round, answer.code)
    if target is None:
        return []
    return proposing.propose(target, user=user, city=answer.assessment.city, limit=MOST_PROPOSALS)


def _earlier(answer: Answer) -> list[Earlier]:
    """Under the same code and the same words, the newest first; in two queries."""
    round_, city = answer.assessment.round, answer.assessment.city
    words = questionnaire.question(round_, answer.code).words.id
    claimed = Answer.objects.filter(
        assessment__city=city, assessment__round__year__lt=round_.year, code=answer.code
    ).select_related("assessment__round")
    results = Result.objects.filter(city=city, round__is_published=True, round__year__lt=round_.year)
    scored = Score.objects.filter(result__in=results, code=answer.code).select_related("result__round")
    found: dict[int, Earlier] = {}
    for row in claimed:
        if questionnaire.asks(row.assessment.round.instrument, answer.code, words):
            year = row.assessment.round.year
            found[year] = Earlier(year, row, None)
    for score in scored:
        if questionnaire.asks(score.result.round.instrument, answer.code, words):
            year = score.result.round.year
            found[year] = Earlier(year, found[year].answer if year in found else None, score)
    return [found[year] for year in sorted(found, reverse=True)]
