"""Rounds that are open, assessments, answers; all come to be through the deeds, so that no test stands on an impossible
one."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from kotacerdas.evaluation import actions as rounds
from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.targets import question_of
from kotacerdas.evidence.actions import review
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Citation
from kotacerdas.evidence.tests import factories as evidence
from kotacerdas.people.models import City, Organisation, User
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.domain.content import Content
from kotacerdas.selfassessment.freezing import Signature
from kotacerdas.selfassessment.models import Answer, Assessment, Snapshot

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
FORM = "smartcity/2023-kppn"
WORDS = Content(
    level=3, statement="Masterplan ditetapkan dengan Perwali.", figures="Program berjalan: 12 program"
)
SIGNED = Signature("Sekretaris Daerah", "Ketua Tim Pelaksana")


def days(*steps: Step, now: datetime = NOW, length: int = 30) -> dict[Step, Window]:
    """These steps are open from a day ago, all others have no days."""
    window = Window(now - timedelta(days=1), now + timedelta(days=length))
    return dict.fromkeys(steps, window)


WORKING = (Step.SELF_ASSESSMENT, Step.VERIFICATION, Step.SUBMISSION)


def round_of(
    city: City | None, *, year: int = 2026, kind: Round.Kind = Round.Kind.OWN, **fields: Any
) -> Round:
    """A round that the city keeps for itself, with the steps of its own work open."""
    fields.setdefault("days", days(*WORKING))
    new = rounds.NewRound(
        kind=kind,
        instrument=fields.pop("instrument", FORM),
        year=year,
        title_id=f"Evaluasi {year}",
        title_en=f"Evaluation {year}",
        zone="Asia/Jakarta",
        city=city,
        **fields,
    )
    return rounds.open_round(new, by=None, now=NOW)


def assessment(city: City, **fields: Any) -> Assessment:
    return actions.open_assessment(round_of(city, **fields), city, by=None, now=NOW)


def given(answer: Answer, organisation: Organisation, **fields: Any) -> Answer:
    actions.share(answer.assessment, {answer.code: actions.Given(organisation, **fields)}, by=None, now=NOW)
    answer.refresh_from_db()
    return answer


def desk_of(user: User) -> Organisation:
    """The agency in which somebody of the cast works."""
    held = user.assignments.select_related("organisation").get()
    assert held.organisation is not None
    return held.organisation


def handed_in(answer: Answer, *, by: User | None = None, now: datetime = NOW) -> Answer:
    return actions.hand_in(answer, WORDS, expected=answer.version, by=by, now=now)


def checked(
    answer: Answer, *, by: User | None = None, verifier: User | None = None, now: datetime = NOW
) -> Answer:
    return actions.accept(handed_in(answer, by=by, now=now), by=verifier, now=now)


def snapshot(of: Assessment, *, gaps: str = "Contoh untuk uji", by: User | None = None) -> Snapshot:
    return actions.submit(of, SIGNED, by=by, now=NOW, gaps=gaps)


def proven(answer: Answer, *, by: User, confirmed_by: User | None = None, name: str = "") -> Citation:
    """A citation for its question, confirmed by a second person if one is named."""
    words = f"Bukti {answer.code} {name}".strip()
    city = answer.assessment.city
    document = evidence.document(city, text=f"{words}.", name=f"{words}.txt", by=by)
    target = question_of(answer.assessment.round, answer.code)
    made = evidence.citation(document, quote=words, targets=[target], by=by)
    if confirmed_by is not None:
        review(made, Deed.CONFIRM, by=confirmed_by, now=NOW)
    return made


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of this app, whose days are open on the day of the test."""
    now = timezone.now()
    made = round_of(city, days=days(*WORKING, now=now))
    one = actions.open_assessment(made, city, by=None, now=now)
    first = one.answers.get(code="A1")
    actions.hand_in(first, WORDS, expected=first.version, by=None, now=now)
    frozen = actions.submit(one, SIGNED, by=None, now=now, gaps="Contoh")
    actions.reopen(one, reason="Contoh", by=None, now=now)
    code = {"code": made.code}
    return {
        "selfassessment:board@see_city_drafts": code,
        "selfassessment:board-download@see_city_drafts": {**code, "file_type": "csv"},
        "selfassessment:answer@see_city_drafts": {**code, "question": "A1"},
        "selfassessment:proposals@see_city_drafts": {**code, "question": "A1"},
        "selfassessment:draft": {**code, "question": "A1"},
        "selfassessment:deed": {**code, "question": "A1", "deed": "terima"},
        "selfassessment:open": code,
        "selfassessment:share@keep_rounds": code,
        "selfassessment:submit@see_city_drafts": code,
        "selfassessment:reopen": code,
        "selfassessment:snapshot@see_city_drafts": {**code, "number": frozen.number},
        "selfassessment:receipt@keep_rounds": {**code, "number": frozen.number},
        "selfassessment:ministry@see_city_drafts": {**code, "number": frozen.number},
    }
