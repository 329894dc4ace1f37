"""The self-assessment of one city: 117 questions, shared to every agency, 400 evidence links over 2,000 pages."""

import argparse
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import django

django.setup()

from django.conf import settings
from django.test import Client
from django.utils import timezone

from benchmarks.evidence_board import fill, visit_of
from benchmarks.measure import Line, hand_over, medians_of
from benchmarks.pages import queries_of
from benchmarks.rushers import begin
from kotacerdas.accounts import second_factor
from kotacerdas.common.quiet import quietly
from kotacerdas.evaluation.targets import question_of
from kotacerdas.evidence.actions import citing
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.domain.states import State
from kotacerdas.evidence.models import Citation, Document, Use
from kotacerdas.people.models import City, Organisation, User
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.domain.content import Content
from kotacerdas.selfassessment.models import Assessment

DOCUMENTS, LINKS = 100, 400
MOST_QUERIES, MOST_CPU = 15, 80
WORDS = Content(2, "Ukur: rapat dilaksanakan dan dicatat.", "Rapat: 4 kali")


def lines(repeats: int = 25) -> list[Line]:
    city, user, documents = fill(DOCUMENTS)
    assessment = begin(City.objects.get(code=settings.DEFAULT_CITY))
    now = timezone.now()
    answers = list(assessment.answers.all())
    desks = list(Organisation.objects.filter(city=city))
    due = now.date() + timedelta(days=10)
    with quietly():
        given = {
            each.code: actions.Given(desks[number % len(desks)], due_on=due)
            for number, each in enumerate(answers)
        }
        actions.share(assessment, given, by=user, now=now)
        for each in answers[::2]:
            each.refresh_from_db()
            actions.hand_in(each, WORDS, expected=each.version, by=user, now=now)
    prove(assessment, documents, user)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    session = client.session
    second_factor.mark_passed(session, user)
    session.save()
    base = f"/penilaian/{assessment.round.code}/"
    return [
        line(
            f"board of {len(answers)} questions, {len(desks)} agencies, {LINKS} evidence links",
            client,
            base,
            repeats,
        ),
        line("one answer with its proof and history", client, f"{base}soal/{answers[0].code}/", repeats),
        line("share-out of all questions", client, f"{base}bagi/", repeats, goal=False),
    ]


def prove(assessment: Assessment, documents: Sequence[Document], user: User) -> None:
    """400 confirmed citations, spread over the questions and the documents."""
    now, answers = timezone.now(), list(assessment.answers.all())
    with quietly():
        for number in range(LINKS):
            document, answer = documents[number % DOCUMENTS], answers[number % len(answers)]
            target = question_of(assessment.round, answer.code)
            assert document.latest
            assert target
            span = Span(number // DOCUMENTS, number // DOCUMENTS + 10)
            citing.cite(document.latest, unit=1, span=span, wanted=[target], by=user, now=now)
    Citation.objects.update(state=State.CONFIRMED, reviewed_at=now)
    Use.objects.update(state=State.CONFIRMED, reviewed_at=now)


def line(what: str, client: Client, address: str, repeats: int, *, goal: bool = True) -> Line:
    visit = partial(visit_of, client, address)
    taken = medians_of([visit], repeats, warm=2)[0]
    queries = queries_of(visit)
    return Line(
        f"{what} ({visit() / 1000:.0f} kB)", taken.cpu, taken.wall, queries,
        goal=f"<= {MOST_QUERIES} queries, <= {MOST_CPU} ms CPU" if goal else "",
        met=queries <= MOST_QUERIES and taken.cpu <= MOST_CPU if goal else None,
    )  # fmt: skip


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=25)
    hand_over(lines(options.parse_args().repeats))
