"""The programme office is reminded of the submission until it is done."""

from datetime import timedelta

from kotacerdas.evaluation import actions as rounds
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.events.models import Event
from kotacerdas.notices import actions as notices
from kotacerdas.notices.models import Climb, Notice
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.hearing import step_is_extended
from kotacerdas.selfassessment.tests.factories import NOW, snapshot


def going():
    return Climb.objects.going().filter(ladder="selfassessment.submission")


def test_from_the_first_question_on_until_it_is_submitted(assessment, rina):
    due = going().get()
    assert due.due_at == assessment.round.windows.get(step=Step.SUBMISSION).closes_at

    notices.climb_due(now=due.due_at - timedelta(hours=12))
    snapshot(assessment)

    assert Notice.objects.filter(kind="selfassessment.submission_due", person=rina).count() == 1
    assert not going().exists()


def test_opened_again_it_is_to_be_submitted_again(assessment):
    snapshot(assessment)

    actions.reopen(assessment, reason="Perbaikan", by=None, now=NOW)

    assert going().exists()


def test_more_time_moves_the_reminders(assessment, rina):
    later = assessment.round.windows.get(step=Step.SUBMISSION).closes_at + timedelta(days=5)

    rounds.extend(assessment.round, Step.SUBMISSION, closes_at=later, reason="Banjir", by=rina, now=NOW)
    step_is_extended(Event.objects.get(kind="round.extended"))

    assert going().get().due_at == later
