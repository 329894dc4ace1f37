"""Panels in every state; all come to be through the deeds, so that no test stands on an impossible one."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kotacerdas.evaluation import actions as rounds
from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models import Round
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Given
from kotacerdas.panel.models import Mark, Panel, Seat
from kotacerdas.people.models import City, User
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder
from kotacerdas.selfassessment import actions as answering
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.models import Assessment
from kotacerdas.selfassessment.tests.factories import FORM, NOW, SIGNED, WORDS

SCORING = (Step.SELF_ASSESSMENT, Step.SUBMISSION, Step.STAGE_1, Step.STAGE_2)


def days(*steps: Step, now: datetime = NOW) -> dict[Step, Window]:
    """These are open for a month from yesterday; all others have no days."""
    return dict.fromkeys(steps, Window(now - timedelta(days=1), now + timedelta(days=30)))


def run_round(
    *cities: City, year: int = 2026, steps: Iterable[Step] = SCORING, now: datetime = NOW, **fields: Any
) -> Round:
    """A round that an operator runs, which these cities have joined; with `kind` and `city` a rehearsal."""
    fields.setdefault("kind", Round.Kind.RUN)
    made = rounds.open_round(
        rounds.NewRound(
            instrument=fields.pop("instrument", FORM),
            year=year,
            title_id=f"Evaluasi {year}",
            title_en=f"Evaluation {year}",
            zone="Asia/Jakarta",
            days=days(Step.INVITATION, *steps, now=now),
            **fields,
        ),
        by=None,
        now=now,
    )
    if made.city_id is None:
        for row in rounds.invite(made, cities, by=None, now=now):
            rounds.answer_invitation(row, takes_part=True, by=None, now=now)
    return made


def submitted(round_: Round, city: City, *, now: datetime = NOW) -> Assessment:
    """The city has answered A1 and has submitted with gaps."""
    made = answering.open_assessment(round_, city, by=None, now=now)
    submit(made, now=now)
    return made


def submit(made: Assessment, *, now: datetime = NOW) -> None:
    """With an answer to A1 and gaps."""
    answer = made.answers.get(code="A1")
    answering.hand_in(answer, WORDS, expected=answer.version, by=None, now=now)
    answering.submit(made, SIGNED, by=None, now=now, gaps="Contoh untuk uji")


def assessors(count: int) -> list[User]:
    """Of no city."""
    return [officeholder(f"asesor{n}@contoh.ac.id", Role.ASSESSOR) for n in range(1, count + 1)]


def seats(
    round_: Round, city: City, people: Iterable[User], *, declared: bool = True, now: datetime = NOW
) -> list[Seat]:
    made = actions.appoint(round_, city, people, by=None, now=now)
    if declared:
        made = [actions.declare(seat, is_independent=True, by=seat.user, now=now) for seat in made]
    return made


def panel(city: City, *, people: Iterable[User] | None = None, **fields: Any) -> Panel:
    """Submitted, with declared seats (three, unless people are named), nothing scored."""
    now = fields.get("now", NOW)
    round_ = run_round(city, **fields)
    submitted(round_, city, now=now)
    return seats(round_, city, assessors(3) if people is None else people, now=now)[0].panel


def score(seat: Seat, code: str, level: int | None, *, now: datetime = NOW, **more: Any) -> Mark:
    row = Mark.objects.filter(seat=seat, code=code).first()
    reason = more.pop("reason", "")
    expected = row.version if row else 0
    return actions.mark(
        seat, code, Given(level, **more), expected=expected, by=seat.user, now=now, reason=reason
    )


def scored(of: Panel, level: int = 3, *, now: datetime = NOW, **levels: dict[int, int]) -> None:
    """Every seat gives every question this level; `A2={1: 0}`: seat 1 gives A2 none. Written at once, as by deeds."""
    codes = questionnaire.questions(of.round)
    Mark.objects.bulk_create(
        Mark(
            seat=seat,
            code=code,
            level=levels.get(code, {}).get(seat.number, level),
            judged=1,
            at=now,
        )
        for seat in of.seats.sitting()
        for code in codes
    )


def opened(of: Panel, *, now: datetime = NOW, **levels: dict[int, int]) -> Panel:
    scored(of, now=now, **levels)
    return actions.open_panel(of, by=None, now=now)


def concluded(of: Panel, *, now: datetime = NOW, **levels: dict[int, int]) -> Panel:
    return actions.conclude(opened(of, now=now, **levels), by=None, now=now)


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of this app. What is a seat's own is marked for a permission that no assessor has, since
    nobody who only holds the role sits in this panel; who does is tested beside the pages."""
    made = panel(city, now=timezone.now())
    here = {"code": made.round.code, "city": city.code}
    question = {**here, "question": "A1"}
    return {
        "panel:round@run_rounds": {"code": made.round.code},
        "panel:panel@run_rounds": here,
        "panel:appoint@run_rounds": here,
        "panel:declare@run_rounds": here,
        "panel:end-seat": {**here, "number": 1},
        "panel:open-panel": here,
        "panel:tell-advice": here,
        "panel:conclude@run_rounds": here,
        "panel:reopen-result": here,
        "panel:talk": question,
        "panel:opinion@run_rounds": {**here, "stage": "II"},
        "panel:room@run_rounds": question,
        "panel:mark": question,
        "panel:exhibit-picture@run_rounds": {**question, "citation": "x", "unit": 1},
        "panel:ask@run_rounds": question,
        **_talk_samples(made),
    }


def _talk_samples(made: Panel) -> dict[str, dict[str, Any]]:
    """A question to the city, and an interview with one line."""
    now = timezone.now()
    seat = made.seats.select_related("user").get(number=1)
    due_at = now + timedelta(days=1)
    asked = actions.ask(seat, "A1", "Contoh pertanyaan", due_at=due_at, by=None, now=now)
    ends_at = now + timedelta(hours=1)
    interview = actions.schedule(
        made.round, made.city, "I", starts_at=now, ends_at=ends_at, place="Aula", by=None, now=now
    )
    entry = actions.log(interview, "contoh", "note", "Contoh catatan", by=None, now=now)
    seen, one = "see_city_drafts|run_rounds", {"pk": interview.pk}
    return {
        f"panel:clarification@{seen}": {"pk": asked.pk},
        "panel:withdraw-clarification": {"pk": asked.pk},
        "panel:new-interview@run_rounds": {"code": made.round.code},
        f"panel:interview@{seen}": one,
        "panel:change-interview@run_rounds": one,
        "panel:cancel-interview": one,
        "panel:presentation": one,
        "panel:speakers@keep_rounds": one,
        "panel:interview-log": one,
        f"panel:interview-lines@{seen}": one,
        "panel:strike-entry": {**one, "entry": entry.pk},
        "panel:give-promise": one,
        f"panel:interview-download@{seen}": {**one, "file_type": "csv"},
    }
