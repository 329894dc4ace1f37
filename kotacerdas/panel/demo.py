"""A round that an operator runs, with the demo's city before three assessors who are scoring it: invented, and marked as
samples. The questions are the official ones."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.evaluation import actions as rounds
from kotacerdas.evaluation.demo import AUTHOR
from kotacerdas.evaluation.demo_round import CODE as OWN_ROUND
from kotacerdas.evaluation.demo_round import INSTRUMENT, ZONE
from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models import Round
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Given
from kotacerdas.panel.models import Panel, Seat
from kotacerdas.people.models import City, User
from kotacerdas.selfassessment import actions as answering
from kotacerdas.selfassessment.demo import VERIFIER, WRITER, Cast, prove
from kotacerdas.selfassessment.freezing import Signature
from kotacerdas.selfassessment.models import Answer, Assessment

CODE = "contoh-tahap-2"
OPERATOR = "operator@indonesia.example"
ASSESSORS = ("asesor@indonesia.example", "asesor2@indonesia.example", "asesor3@indonesia.example")
SCORED = (48, 117, 90)
"""How many questions each of the three has scored."""
# First and last day of each step, counted from the day of loading.
_DAYS: dict[Step, tuple[int, int]] = {
    Step.INVITATION: (-60, -50),
    Step.SELF_ASSESSMENT: (-49, -20),
    Step.SUBMISSION: (-25, -12),
    Step.STAGE_1: (-10, -8),
    Step.FOLLOW_UP: (-7, -3),
    Step.STAGE_2: (-2, 5),
    Step.COMPLETION: (6, 7),
    Step.RESULT: (20, 34),
}


class People(NamedTuple):
    operator: User
    assessors: tuple[User, ...]
    cast: Cast


@demo_loader("panel.scoring", after=["selfassessment.answers"])
def load_panel(report: Report) -> None:
    """Once: a panel that somebody has gone on with stays as it is."""
    city = City.objects.filter(code=settings.DEFAULT_CITY).first()
    known = {user.email: user for user in User.objects.filter(is_demo=True)}
    needed = {OPERATOR, *ASSESSORS, WRITER, VERIFIER, AUTHOR}
    own = Assessment.objects.filter(round__code=OWN_ROUND, is_sample=True).first()
    if city is None or own is None or Round.objects.filter(code=CODE).exists() or not needed <= known.keys():
        report.unchanged("sample panels", Panel.objects.filter(is_sample=True).count())
        return
    people = People(
        known[OPERATOR],
        tuple(known[email] for email in ASSESSORS),
        Cast(known[AUTHOR], known[WRITER], known[VERIFIER]),
    )
    now = timezone.now()
    with quietly():
        round_ = _round(city, people, now)
        _submit(round_, city, own, people, now)
        seats = actions.appoint(
            round_, city, people.assessors, by=people.operator, now=now - timedelta(days=9), is_sample=True
        )
        for seat, count in zip(seats, SCORED, strict=True):
            _score(seat, count, now)
            report.added("sample panels", seat)


def _round(city: City, people: People, now: datetime) -> Round:
    year = now.astimezone(city.timezone).year
    made = rounds.open_round(
        rounds.NewRound(
            kind=Round.Kind.RUN,
            instrument=INSTRUMENT,
            year=year,
            title_id=f"Contoh: Tahap II {year}",
            title_en=f"Sample: stage II {year}",
            zone=ZONE,
            days={step: _window(days, now) for step, days in _DAYS.items()},
            is_sample=True,
            code=CODE,
        ),
        by=people.operator,
        now=now - timedelta(days=61),
    )
    (invited,) = rounds.invite(made, [city], by=people.operator, now=now - timedelta(days=58))
    rounds.answer_invitation(invited, takes_part=True, by=people.cast.office, now=now - timedelta(days=55))
    return made


def _window(days: tuple[int, int], now: datetime) -> Window:
    return Window(now + timedelta(days=days[0]), now + timedelta(days=days[1]))


def _submit(round_: Round, city: City, own: Assessment, people: People, now: datetime) -> None:
    """The answers of the round that the city keeps for itself, checked and submitted with gaps."""
    writing, handing = now - timedelta(days=30), now - timedelta(days=15)
    made = answering.open_assessment(round_, city, by=people.cast.office, now=writing)
    answering.copy_from(own, made, by=people.cast.office, now=writing)
    for answer in made.answers.exclude(level=None).exclude(statement=""):
        _check(answer, people, writing)
    prove(made, people.cast, writing)
    answering.submit(
        made,
        Signature("Sekretaris Daerah", "Ketua Tim Pelaksana"),
        by=people.cast.office,
        now=handing,
        gaps="Contoh: sebagian perangkat daerah belum menjawab.",
    )


def _check(answer: Answer, people: People, now: datetime) -> None:
    handed = answering.hand_in(answer, answer.content, expected=answer.version, by=None, now=now)
    answering.accept(handed, by=people.cast.verifier, now=now + timedelta(hours=3))


def _score(seat: Seat, count: int, now: datetime) -> None:
    """The city's claim where there is one, now and then a level more or less, as three people would."""
    at = now - timedelta(days=1)
    kept = actions.declare(seat, is_independent=True, by=seat.user, now=now - timedelta(days=9))
    answers = Answer.objects.filter(assessment__round=kept.panel.round, assessment__city=kept.panel.city)
    for answer in answers.order_by("position")[:count]:
        level = _level(answer, seat.number)
        flagged = seat.number == 1 and answer.position in {11, 30}
        given = Given(level, _note(answer, seat), flagged)
        actions.mark(kept, answer.code, given, expected=0, by=seat.user, now=at)


def _level(answer: Answer, seat: int) -> int:
    claimed = answer.level if answer.level is not None else 1
    turn = (answer.position * 7 + seat * 3) % 5
    return max(0, min(4, claimed + {0: -1, 3: 0, 4: -2 if seat == 2 else 0}.get(turn, 0)))


def _note(answer: Answer, seat: Seat) -> str:
    return "Contoh catatan: minta bukti pelaksanaan." if (answer.position + seat.number) % 9 == 0 else ""
