"""One task for each agency, which follows its answers by itself."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from kotacerdas.evaluation.domain.workflow import Step as RoundStep
from kotacerdas.followup import actions as tasks
from kotacerdas.followup.domain.workflow import State
from kotacerdas.followup.models import Task
from kotacerdas.notices.models import Notice
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.actions import Given
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.factories import NOW

SOON, LATER = date(2026, 12, 4), date(2026, 12, 11)


@pytest.fixture
def two(assessment, diskominfo, rina):
    """Two questions of one agency, given by the programme office."""
    wanted = {"A1": Given(diskominfo, due_on=LATER), "A2": Given(diskominfo, due_on=SOON)}
    actions.share(assessment, wanted, by=rina, now=NOW)
    return [assessment.answers.get(code=code) for code in wanted]


def task(organisation):
    return Task.objects.get(organisation=organisation)


def state(organisation):
    return task(organisation).stands


def test_sharing_gives_one_task_for_all_questions_of_an_agency(two, assessment, diskominfo, rina, budi):
    made = task(diskominfo)

    assert (made.subject.kind, made.subject.key) == ("selfassessment.assessment", str(assessment.pk))
    assert (made.due_on, made.assigned_by, made.needs_proof) == (SOON, rina, False)
    assert "Evaluasi 2026" in made.title
    assert {notice.person for notice in Notice.objects.all()} == {budi}


def test_each_agency_has_its_own(two, assessment, dishub):
    actions.share(assessment, {"B1": Given(dishub)}, by=None, now=NOW)

    assert Task.objects.count() == 2


def test_a_second_sharing_adds_no_second_task_and_moves_the_day(two, assessment, diskominfo, rina):
    earlier = SOON - timedelta(days=2)

    actions.share(assessment, {"A3": Given(diskominfo, due_on=earlier)}, by=rina, now=NOW)

    assert task(diskominfo).due_on == earlier


def test_without_a_day_it_is_due_on_the_last_day_of_the_self_assessment(balikpapan, diskominfo):
    """In the zone of the city: the step closes in the morning of 22 December there."""
    made = factories.assessment(balikpapan)

    factories.given(made.answers.get(code="A1"), diskominfo)

    assert task(diskominfo).due_on == date(2026, 12, 22)


def test_where_no_calendar_says_a_day_either_it_is_two_weeks(balikpapan, diskominfo):
    made = factories.assessment(balikpapan, days=factories.days(RoundStep.VERIFICATION))

    factories.given(made.answers.get(code="A1"), diskominfo)

    assert task(diskominfo).due_on == date(2026, 12, 6)


def test_the_day_follows_what_is_still_owed(two, diskominfo, budi):
    second = two[1]

    factories.handed_in(second, by=budi)
    assert (task(diskominfo).due_on, state(diskominfo)) == (LATER, State.OPEN)

    actions.take_back(second, by=budi, now=NOW)
    assert task(diskominfo).due_on == SOON


def test_all_handed_in_is_reported_and_all_checked_is_accepted(two, diskominfo, budi, wati):
    first, second = two

    factories.handed_in(first, by=budi)
    assert state(diskominfo) is State.OPEN
    factories.handed_in(second, by=budi)
    assert state(diskominfo) is State.REPORTED
    actions.accept(first, by=wati, now=NOW)
    assert state(diskominfo) is State.REPORTED
    actions.accept(second, by=wati, now=NOW)
    assert state(diskominfo) is State.ACCEPTED


def test_a_returned_answer_returns_the_task_with_the_same_reason(two, diskominfo, budi, wati):
    for each in two:
        factories.handed_in(each, by=budi)

    actions.return_(two[0], reason="Notulen belum ada", by=wati, now=NOW)

    assert state(diskominfo) is State.RETURNED
    assert task(diskominfo).progress.last().note == "Notulen belum ada"


def test_taking_back_returns_the_task_as_well(two, diskominfo, budi):
    for each in two:
        factories.handed_in(each, by=budi)

    actions.take_back(two[0], by=budi, now=NOW)

    assert state(diskominfo) is State.RETURNED


def test_a_checked_answer_that_is_returned_opens_the_finished_task_again(two, diskominfo, budi, wati):
    for each in two:
        actions.accept(factories.handed_in(each, by=budi), by=wati, now=NOW)
    assert state(diskominfo) is State.ACCEPTED

    actions.return_(two[0], reason="Bukti ditarik", by=wati, now=NOW)

    again = task(diskominfo)
    assert (again.stands, again.due_on) == (State.OPEN, LATER)
    assert again.progress.last().note == "Bukti ditarik"
    two[0].refresh_from_db()
    factories.handed_in(two[0], by=budi)
    assert state(diskominfo) is State.REPORTED


def test_a_returned_answer_whose_day_is_past_opens_a_task_that_is_late(two, diskominfo, budi, wati):
    for each in two:
        actions.accept(factories.handed_in(each, by=budi), by=wati, now=NOW)
    late = NOW + timedelta(days=25)

    actions.return_(two[0], reason="Bukti ditarik", by=wati, now=late)

    assert task(diskominfo).days_late(late.date()) > 0


def test_questions_that_go_to_others_cancel_the_task_and_give_the_others_one(two, diskominfo, dishub, rina):
    wanted = {each.code: Given(dishub) for each in two}

    actions.share(two[0].assessment, wanted, by=rina, now=NOW)

    assert (state(diskominfo), state(dishub)) == (State.CANCELLED, State.OPEN)


def test_a_question_that_comes_back_opens_the_cancelled_task_again(two, diskominfo, dishub, rina):
    given = two[0].assessment
    actions.share(given, {each.code: Given(dishub) for each in two}, by=rina, now=NOW)

    actions.share(given, {"A1": Given(diskominfo, due_on=SOON)}, by=rina, now=NOW)

    assert (state(diskominfo), state(dishub)) == (State.OPEN, State.OPEN)
    assert Task.objects.count() == 2


def test_the_last_owed_question_that_goes_away_reports_what_is_left(two, diskominfo, dishub, budi, rina):
    factories.handed_in(two[0], by=budi)

    actions.share(two[0].assessment, {"A2": Given(dishub)}, by=rina, now=NOW)

    assert state(diskominfo) is State.REPORTED


def test_whoever_had_reported_by_hand_does_not_disturb_it(two, diskominfo, budi, wati):
    tasks.report(task(diskominfo), by=budi, now=NOW, words="Sudah")
    factories.handed_in(two[0], by=budi)
    assert state(diskominfo) is State.RETURNED

    factories.handed_in(two[1], by=budi)

    assert state(diskominfo) is State.REPORTED


def test_a_task_that_somebody_cancelled_by_hand_opens_with_the_next_deed(two, diskominfo, budi, rina):
    tasks.cancel(task(diskominfo), reason="Keliru", by=rina, now=NOW)

    factories.handed_in(two[0], by=budi)

    assert state(diskominfo) is State.OPEN


def test_questions_of_nobody_have_no_task(assessment, rina):
    factories.handed_in(assessment.answers.get(code="A1"), by=rina)

    assert not Task.objects.exists()


def test_two_rounds_have_two_tasks(balikpapan, assessment, diskominfo):
    other = factories.assessment(balikpapan, year=2025)
    for each in (assessment, other):
        factories.given(each.answers.get(code="A1"), diskominfo)

    assert Task.objects.filter(organisation=diskominfo).count() == 2


def test_words_of_the_task_are_indonesian_whatever_the_writer_reads(assessment, diskominfo):
    with translation.override("en"):
        factories.given(assessment.answers.get(code="A1"), diskominfo)

    assert "Evaluasi 2026" in task(diskominfo).title
