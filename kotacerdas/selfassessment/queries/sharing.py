"""What the page that shares questions out needs: who has them, who may get them, and how they were split the last time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from kotacerdas.instruments.words import text
from kotacerdas.people.models import Organisation, RoleAssignment
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.domain import sharing
from kotacerdas.selfassessment.domain.answering import WITH_AGENCY
from kotacerdas.selfassessment.domain.sharing import Asked
from kotacerdas.selfassessment.models import Answer, Assessment
from kotacerdas.selfassessment.questionnaire import Question

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City, User

_ALSO = {Organisation.Kind.CITY_COMPANY, Organisation.Kind.VERTICAL_AGENCY}
_ANSWERERS = [role for role, duty in ROLES.items() if Permission.ANSWER_QUESTIONS in duty.permissions]


@dataclass(frozen=True)
class Row:
    answer: Answer
    question: Question
    suggested: Organisation | None
    """Who answered the same question the last time, for one that is given to nobody yet."""

    @property
    def title(self) -> str:
        return text(self.question.words)


@dataclass(frozen=True)
class Earlier:
    """The last self-assessment of the city before this one."""

    assessment: Assessment
    agencies: dict[str, int]
    """By code of this round: who answered the same question, if the organisation still exists."""
    written: int
    """How many answers, empty now, could be begun with the words of then."""


@dataclass(frozen=True)
class Sharing:
    assessment: Assessment
    rows: list[Row]
    organisations: dict[int, Organisation]
    """Those that can be given questions today, by key: agencies, and whoever else has somebody who answers or some
    questions already."""
    people: dict[int, "list[User]"]
    """Who answers for each of them today."""
    earlier: Earlier | None
    today: date

    @property
    def groups(self) -> Iterator[tuple[str, list[Row]]]:
        """By the components of the form."""
        for component, some in groupby(self.rows, key=lambda row: row.question.component.code):
            found = list(some)
            yield f"{component}. {text(found[0].question.component.title)}", found

    @property
    def unshared(self) -> int:
        return sum(row.answer.organisation_id is None for row in self.rows)

    @property
    def suggested(self) -> int:
        return sum(row.suggested is not None for row in self.rows)


def of(assessment: Assessment, user: "Someone", *, today: date) -> Sharing:
    """In a fixed number of queries, however many questions, organisations and people there are."""
    form = questionnaire.questions(assessment.round)
    answers = list(assessment.answers.select_related("organisation", "person", "survey").order_by("position"))
    people = _people(assessment.city, today)
    organisations = _organisations(assessment.city, answers, today, people)
    earlier = _earlier(assessment, user, answers, organisations)
    agencies = earlier.agencies if earlier else {}
    rows = []
    for answer in answers:
        answer.assessment = assessment
        suggested = None if answer.organisation_id else organisations.get(agencies.get(answer.code, 0))
        rows.append(Row(answer, form[answer.code], suggested))
    return Sharing(assessment, rows, organisations, people, earlier, today)


def _organisations(
    city: "City", answers: list[Answer], today: date, people: "dict[int, list[User]]"
) -> dict[int, Organisation]:
    there = Organisation.objects.of_city(city).in_force(today)
    found = {each.pk: each for each in there if each.is_agency or each.kind in _ALSO or each.pk in people}
    found |= {each.organisation.pk: each.organisation for each in answers if each.organisation}
    return dict(sorted(found.items(), key=lambda each: (not each[1].is_agency, str(each[1]).casefold())))


def _people(city: "City", today: date) -> dict[int, "list[User]"]:
    held = RoleAssignment.objects.active(today).filter(
        city=city, role__in=_ANSWERERS, organisation__isnull=False, user__is_active=True
    )
    found: dict[int, list[User]] = {}
    for each in held.select_related("user").order_by("user__display_name", "user_id"):
        assert each.organisation_id is not None  # the filter says so
        there = found.setdefault(each.organisation_id, [])
        if each.user not in there:
            there.append(each.user)
    return found


def _earlier(
    assessment: Assessment, user: "Someone", answers: list[Answer], organisations: dict[int, Organisation]
) -> Earlier | None:
    """In two queries; a rehearsal of the same year counts, too."""
    round_ = assessment.round
    before = Q(round__year__lt=round_.year) | Q(round__year=round_.year, opened_at__lt=assessment.opened_at)
    used = Answer.objects.filter(assessment=OuterRef("pk")).exclude(
        organisation=None, level=None, statement=""
    )
    rows = Assessment.objects.visible_to(user).filter(before, Exists(used), city=assessment.city)
    last = rows.select_related("round", "city").order_by("-round__year", "-opened_at", "-pk").first()
    if last is None:
        return None
    old = list(last.answers.select_related("survey"))
    return Earlier(
        last, _agencies(assessment, last, old, organisations), _written(assessment, last, old, answers)
    )


def _agencies(
    now: Assessment, last: Assessment, old: list[Answer], organisations: dict[int, Organisation]
) -> dict[str, int]:
    form = questionnaire.questions(last.round)
    asked = [Asked(each.code, form[each.code].words.id, each.organisation_id) for each in old]
    wanted = [Asked(each.code, each.words.id) for each in questionnaire.questions(now.round).values()]
    return sharing.suggestions(wanted, asked, there=organisations)


def _written(now: Assessment, last: Assessment, old: list[Answer], answers: list[Answer]) -> int:
    same = questionnaire.same_questions(last.round, now.round)
    words = {each.code for each in old if each.is_written}
    empty = [each for each in answers if each.stands in WITH_AGENCY and not each.is_written]
    return sum(same.get(each.code) in words for each in empty)
