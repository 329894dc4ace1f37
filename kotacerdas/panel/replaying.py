"""Runs a published result through the whole workflow again: invitation, answers, submission, assessors, panel, result.

Of such a round only the means of its panel are known. Whole scores of the assessors are invented so that they have these
means, and every answer says that it is a sample; what must come out is the published result, in every component and in
the total.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.quiet import quietly
from kotacerdas.evaluation import actions as rounds
from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models import Result, Round
from kotacerdas.instruments.domain import scoring
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Given
from kotacerdas.panel.domain.splitting import rotated, split
from kotacerdas.panel.models import Panel, Seat
from kotacerdas.people.actions.roles import Offer, give_role
from kotacerdas.people.models import User
from kotacerdas.people.roles import Role
from kotacerdas.selfassessment import actions as answering
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.domain.content import Content
from kotacerdas.selfassessment.freezing import Signature
from kotacerdas.selfassessment.models import Assessment

SAMPLE = "Contoh: jawaban karangan untuk mengulang putaran yang sudah terbit."
STEPS = (
    Step.INVITATION,
    Step.SELF_ASSESSMENT,
    Step.VERIFICATION,
    Step.SUBMISSION,
    Step.STAGE_2,
    Step.RESULT,
)


class Compared(NamedTuple):
    """A node of the form with its figure as published and as it came out."""

    code: str
    published: Decimal | None
    replayed: Decimal | None

    @property
    def is_same(self) -> bool:
        return self.published == self.replayed


@dataclass(frozen=True)
class Replayed:
    panel: Panel
    parts: list[Compared]
    """The components, then "INDEX", the total."""
    questions: list[Compared]

    @property
    def is_same(self) -> bool:
        return all(each.is_same for each in (*self.parts, *self.questions))


@transaction.atomic
def replay(published: Result, *, seats: int, now: datetime) -> Replayed:
    """Through the same deeds as people do it; the round that it leaves is a draft marked as sample.

    Raises `Refused` where the round's form is not known, a question has no published mean, or no whole scores of so many
    assessors have it.
    """
    levels = _levels(published, seats)
    with quietly():
        round_ = _open(published, now)
        _submit(round_, published, levels, now)
        panel = _sit(round_, published, seats, now)
        for seat in panel.seats.order_by("number"):
            _score(seat, levels, now)
        actions.open_panel(panel, by=None, now=now)
        panel = actions.conclude(panel, by=None, now=now)
    made = Result.objects.prefetch_related("scores").get(round=round_, city=published.city)
    return Replayed(panel, list(_parts(published, made)), list(_questions(published, made)))


Levels = dict[str, tuple[int, ...]]


def _levels(published: Result, seats: int) -> Levels:
    means = published.answers()
    found: Levels = {}
    for turn, question in enumerate(questionnaire.questions(published.round).values()):
        mean = means.get(question.code)
        if not isinstance(mean, Decimal):
            raise Refused(Fault("replay-without-mean", {"code": question.code}))
        found[question.code] = rotated(split(mean, seats, least=question.least, most=question.most), turn)
    return found


def _open(published: Result, now: datetime) -> Round:
    earlier = published.round
    window = Window(now - timedelta(days=1), now + timedelta(days=1))
    made = rounds.open_round(
        rounds.NewRound(
            kind=Round.Kind.RUN,
            instrument=earlier.instrument,
            year=earlier.year,
            stage=earlier.stage,
            title_id=f"Contoh ulangan: {earlier.title_id}",
            title_en=f"Sample replay: {earlier.title_en}",
            zone=earlier.zone,
            days=dict.fromkeys(STEPS, window),
            is_sample=True,
        ),
        by=None,
        now=now,
    )
    (invited,) = rounds.invite(made, [published.city], by=None, now=now)
    rounds.answer_invitation(invited, takes_part=True, by=None, now=now)
    return made


def _submit(round_: Round, published: Result, levels: Levels, now: datetime) -> None:
    made: Assessment = answering.open_assessment(round_, published.city, by=None, now=now)
    for answer in made.answers.order_by("position"):
        content = Content(level=max(levels[answer.code]), statement=SAMPLE)
        handed = answering.hand_in(answer, content, expected=answer.version, by=None, now=now)
        answering.accept(handed, by=None, now=now)
    answering.submit(made, Signature("Contoh"), by=None, now=now)


def _sit(round_: Round, published: Result, count: int, now: datetime) -> Panel:
    people = [_assessor(number, now) for number in range(1, count + 1)]
    seats = actions.appoint(round_, published.city, people, by=None, now=now, is_sample=True)
    for seat in seats:
        actions.declare(seat, is_independent=True, by=None, now=now)
    return seats[0].panel


def _assessor(number: int, now: datetime) -> User:
    """Nobody can sign in with it."""
    email = f"asesor-ulangan-{number}@indonesia.example"
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, None, display_name=f"Asesor contoh {number}")
        give_role(person, Offer(Role.ASSESSOR, from_on=now.date()), by=None, now=now)
    return person


def _score(seat: Seat, levels: Levels, now: datetime) -> None:
    for code, panel in levels.items():
        actions.mark(seat, code, Given(panel[seat.number - 1]), expected=0, by=None, now=now)


def _parts(published: Result, made: Result) -> Iterator[Compared]:
    edition = published.round.edition
    assert edition is not None
    was, now = (scoring.score(edition, each.answers()) for each in (published, made))
    for node in edition.root.children:
        yield Compared(node.code, was.shown(node.code), now.shown(node.code))
    yield Compared("INDEX", published.published_final or published.index, made.index)


def _questions(published: Result, made: Result) -> Iterator[Compared]:
    after = {score.code: score.value for score in made.scores.all()}
    for score in published.scores.all():
        yield Compared(score.code, score.value.normalize(), after[score.code].normalize())
