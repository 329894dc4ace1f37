"""What the demo's agencies have answered in the sample round, in every state: invented, and marked as samples."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.evaluation.demo import AUTHOR
from kotacerdas.evaluation.demo_round import CODE
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.targets import question_of
from kotacerdas.evidence import actions as evidence
from kotacerdas.evidence.domain.states import Deed, is_second_person
from kotacerdas.evidence.models import Use
from kotacerdas.people.models import Organisation, User
from kotacerdas.people.reference import Record, records
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.domain.content import Content
from kotacerdas.selfassessment.models import Answer, Assessment

WRITER, VERIFIER = "diskominfo@balikpapan.example", "verifikator@balikpapan.example"


class Cast(NamedTuple):
    office: User
    writer: User
    verifier: User


PROVEN = "smartcity-2023-kppn"
"""The published round for whose questions the demo's evidence is cited; the same questions are asked again."""


@demo_loader("selfassessment.answers", after=["evaluation.round", "evidence.samples"])
def load_answers(report: Report) -> None:
    """Once: answers that somebody has gone on with stay as they are."""
    round_ = Round.objects.filter(code=CODE).select_related("city").first()
    people = {user.email: user for user in User.objects.filter(is_demo=True)}
    kept = Answer.objects.filter(assessment__is_sample=True).count()
    if round_ is None or round_.city is None or kept or not {AUTHOR, WRITER, VERIFIER} <= people.keys():
        report.unchanged("sample answers", kept)
        return
    now = timezone.now()
    cast = Cast(people[AUTHOR], people[WRITER], people[VERIFIER])
    rows = list(records(settings.REFERENCE_DATA / "demo" / "answers.csv"))
    with quietly():
        made = actions.open_assessment(round_, round_.city, by=cast.office, now=now - timedelta(days=16))
        _share(made, rows, cast, now)
        answers = {each.code: each for each in made.answers.all()}
        for row in rows:
            _STORIES[row["story"]](answers[row["code"]], row, cast, now)
            report.added("sample answers", answers[row["code"]])
        prove(made, cast, now)


def prove(made: Assessment, cast: Cast, now: datetime) -> None:
    """One citation serves the questions of two rounds, once a second person has said so."""
    uses = (
        Use.objects.counting().sound().filter(citation__is_sample=True, target_key__startswith=f"{PROVEN}/")
    )
    for use in uses.exclude(by=None).select_related("citation", "by"):
        target = question_of(made.round, use.target_key.removeprefix(f"{PROVEN}/"))
        citation = use.citation
        is_second = is_second_person(
            cast.verifier.pk, cited_by=citation.by_id, uploaded_by=citation.uploaded_by_id
        )
        if target is not None and is_second and use.by_id != cast.verifier.pk:
            evidence.use_for(citation, target, by=use.by, now=now - timedelta(days=4))
            evidence.review(citation, Deed.CONFIRM, by=cast.verifier, now=now - timedelta(days=3))


def _share(made: Assessment, rows: list[Record], cast: Cast, now: datetime) -> None:
    desks = {each.code: each for each in Organisation.objects.of_city(made.city)}
    today = now.astimezone(made.city.timezone).date()
    given = {
        row["code"]: actions.Given(
            desks[row["organisation"]], due_on=today + timedelta(days=int(row["due_in_days"]))
        )
        for row in rows
        if row["organisation"] in desks
    }
    actions.share(made, given, by=cast.office, now=now - timedelta(days=15))


# --- How each sample has gone on -----------------------------------------------------------------------------

Story = Callable[[Answer, Record, Cast, datetime], object]


def _leave(answer: Answer, row: Record, cast: Cast, now: datetime) -> object:
    return None


def _draft(answer: Answer, row: Record, cast: Cast, now: datetime) -> object:
    """The system writes for agencies whose officers the demo does not have."""
    return actions.write(
        answer, _content(row), expected=answer.version, by=_writer(row, cast), now=now - timedelta(days=6)
    )


def _hand_in(answer: Answer, row: Record, cast: Cast, now: datetime) -> Answer:
    at = now - timedelta(days=5)
    return actions.hand_in(answer, _content(row), expected=answer.version, by=_writer(row, cast), now=at)


def _verify(answer: Answer, row: Record, cast: Cast, now: datetime) -> object:
    handed = _hand_in(answer, row, cast, now)
    return actions.accept(handed, by=cast.verifier, now=now - timedelta(days=3))


def _return(answer: Answer, row: Record, cast: Cast, now: datetime) -> object:
    handed = _hand_in(answer, row, cast, now)
    return actions.return_(handed, reason=row["words"], by=cast.verifier, now=now - timedelta(days=2))


def _content(row: Record) -> Content:
    level = int(row["level"]) if row["level"] else None
    return Content(level, row["statement"], row["figures"])


def _writer(row: Record, cast: Cast) -> User | None:
    return cast.writer if row["organisation"].endswith("/diskominfo") else None


_STORIES: dict[str, Story] = {
    "open": _leave,
    "draft": _draft,
    "answered": _hand_in,
    "verified": _verify,
    "returned": _return,
}
