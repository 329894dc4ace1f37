"""The round that the demonstration's city is in the middle of."""

import pytest
from django.utils import timezone

from kotacerdas.common.reference import Report
from kotacerdas.evaluation import demo_round
from kotacerdas.evaluation.demo import AUTHOR
from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Extension, Round
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.notices.models import Notice
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people


@pytest.fixture
def author(balikpapan):
    held = people.user(AUTHOR, is_demo=True)
    people.assignment(held, Role.PROGRAMME_OFFICE, city=balikpapan)
    return held


def load():
    report = Report()
    demo_round.load_round(report)
    return report


def test_agencies_answer_the_office_checks_and_the_submission_is_open(author, balikpapan):
    load()

    made = Round.objects.get()
    calendar = calendar_of(made, balikpapan)
    assert (made.code, made.kind, made.city, made.is_sample) == ("contoh-putaran", "own", balikpapan, True)
    assert workflow.open_steps(calendar, timezone.now()) == [
        Step.SELF_ASSESSMENT,
        Step.VERIFICATION,
        Step.SUBMISSION,
    ]
    assert workflow.out_of_order(calendar) == []
    assert calendar[Step.STAGE_1].opens_at > timezone.now()
    assert Extension.objects.get().by == author


def test_it_is_loaded_once_and_nobody_is_told(author, balikpapan):
    load()
    report = load()

    assert Round.objects.count() == 1
    assert report.lines() == ["sample rounds: 0 added, 0 changed, 1 unchanged"]
    assert not Notice.objects.exists()


def test_without_the_demonstrations_people_there_is_none(balikpapan):
    load()

    assert not Round.objects.exists()
