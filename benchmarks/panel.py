"""The panel of one city: 117 questions, five assessors, 400 evidence links over 2,000 pages, as submitted."""

import argparse
from datetime import timedelta

import django

django.setup()

from django.conf import settings
from django.test import Client
from django.utils import timezone

from benchmarks.assessment import DOCUMENTS, LINKS, WORDS, line, prove
from benchmarks.evidence_board import fill
from benchmarks.measure import Line, hand_over
from kotacerdas.common.quiet import quietly
from kotacerdas.evaluation import actions as rounds
from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models import Round
from kotacerdas.panel import actions
from kotacerdas.panel.models import Mark, Panel, Seat
from kotacerdas.people.models import City, RoleAssignment, User
from kotacerdas.people.roles import Role
from kotacerdas.selfassessment import actions as answering
from kotacerdas.selfassessment.freezing import Signature
from kotacerdas.selfassessment.models import Assessment

SEATS = 5
STEPS = (Step.INVITATION, Step.SELF_ASSESSMENT, Step.SUBMISSION, Step.STAGE_2)


def lines(repeats: int = 25) -> list[Line]:
    _city, user, documents = fill(DOCUMENTS)
    city = City.objects.get(code=settings.DEFAULT_CITY)
    with quietly():
        assessment = _answered(city)
        prove(assessment, documents, user)
        answering.submit(assessment, Signature("Ukur"), by=None, now=timezone.now(), gaps="Ukur")
        seats = _sit(assessment.round, city)
    client = Client(SERVER_NAME="localhost")
    client.force_login(seats[0].user)
    base = f"/asesor/{assessment.round.code}/{city.code}/"
    what = f"{assessment.answers.count()} questions, {SEATS} assessors, {LINKS} evidence links"
    made = [line(f"reading room, blind: {what}", client, f"{base}soal/A1/", repeats)]
    actions.open_panel(Panel.objects.get(), by=None, now=timezone.now())
    made.append(line("reading room, panel open", client, f"{base}soal/A1/", repeats))
    made.append(line("panel open: 20 differences and all scores", client, base, repeats))
    return made


def _answered(city: City) -> Assessment:
    now = timezone.now()
    window = Window(now - timedelta(days=1), now + timedelta(days=30))
    made = rounds.open_round(
        rounds.NewRound(
            kind=Round.Kind.RUN,
            instrument="smartcity/2023-kppn",
            year=now.year,
            title_id="Ukur",
            title_en="Measure",
            zone="Asia/Jakarta",
            days=dict.fromkeys(STEPS, window),
            is_sample=True,
        ),
        by=None,
        now=now,
    )
    (invited,) = rounds.invite(made, [city], by=None, now=now)
    rounds.answer_invitation(invited, takes_part=True, by=None, now=now)
    assessment = answering.open_assessment(made, city, by=None, now=now)
    for answer in assessment.answers.all():
        answering.hand_in(answer, WORDS, expected=answer.version, by=None, now=now)
    return assessment


def _sit(round_: Round, city: City) -> list[Seat]:
    now = timezone.now()
    people = [
        User.objects.create_user(f"ukur-{n}@contoh.ac.id", None, display_name=f"Ukur {n}")
        for n in range(SEATS)
    ]
    since = (now - timedelta(days=1)).date()
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=each, role=Role.ASSESSOR, from_on=since) for each in people
    )
    seats = [
        actions.declare(seat, is_independent=True, by=None, now=now)
        for seat in actions.appoint(round_, city, people, by=None, now=now)
    ]
    codes = Assessment.objects.get(round=round_).answers.values_list("code", "position")
    Mark.objects.bulk_create(
        Mark(seat=seat, code=code, level=_level(place, seat.number), note="Ukur: catatan.", judged=1, at=now)
        for seat in seats
        for code, place in codes
    )
    return seats


def _level(place: int, seat: int) -> int:
    """A fifth of the questions lie two levels apart, the others one."""
    return 2 + (place + seat) % 2 + (place % 6 == 0 and seat == 1)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=25)
    hand_over(lines(options.parse_args().repeats))
