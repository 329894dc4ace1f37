"""Opening, sharing out and taking over: once, all or none, the same questions only."""

from datetime import date, timedelta

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.versions import StaleSave
from kotacerdas.evaluation.domain.workflow import Step as RoundStep
from kotacerdas.evaluation.models import Participation, Round
from kotacerdas.people.tests import factories as people
from kotacerdas.selfassessment import actions, questionnaire
from kotacerdas.selfassessment.actions import Given
from kotacerdas.selfassessment.domain.answering import Deed, State
from kotacerdas.selfassessment.domain.content import Content
from kotacerdas.selfassessment.models import Answer, Assessment, Step, Via
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.factories import NOW, WORDS
from kotacerdas.selfassessment.tests.saying import refusal, said

DUE = date(2026, 12, 4)
OTHERS = ["siti", "budi", "joko", "lestari", "hadi", "nadia", "tetangga", "wati"]


# --- Opening -----------------------------------------------------------------------------------------------


def test_an_assessment_begins_with_an_empty_answer_for_every_question(balikpapan, rina):
    made = actions.open_assessment(factories.round_of(balikpapan), balikpapan, by=rina, now=NOW)

    rows = list(made.answers.all())
    assert [row.position for row in rows] == list(range(117))
    assert {row.state for row in rows} == {"open"}
    assert not any(row.is_written or row.organisation for row in rows)
    assert said("opened", rina).startswith("Rina began")


def test_it_is_opened_once(balikpapan, rina, assessment):
    again = actions.open_assessment(assessment.round, balikpapan, by=rina, now=NOW)

    assert again == assessment
    assert (Answer.objects.count(), Entry.objects.filter(kind="selfassessment.opened").count()) == (117, 1)


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_programme_office_opens_it(request, balikpapan, who):
    made, by = factories.round_of(balikpapan), request.getfixturevalue(who)

    assert refusal(actions.open_assessment, made, balikpapan, by=by, now=NOW) == ["round-not-yours"]
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("state", [None, Participation.State.INVITED, Participation.State.DECLINED])
def test_a_city_that_has_not_joined_answers_nothing(balikpapan, samarinda, tetangga, state):
    run = factories.round_of(None, kind=Round.Kind.RUN)
    if state:
        Participation.objects.create(round=run, city=samarinda, state=state, invited_at=NOW, reason="Pemilu")

    assert refusal(actions.open_assessment, run, samarinda, by=tetangga, now=NOW) == ["assessment-not-joined"]


def test_a_round_whose_form_is_not_known_has_no_questions(balikpapan):
    old = Round.objects.create(code="lama", year=2019)

    assert refusal(actions.open_assessment, old, balikpapan, by=None, now=NOW) == ["assessment-without-form"]


def test_opening_waits_for_its_days(balikpapan, rina):
    ahead = factories.days(RoundStep.SELF_ASSESSMENT, now=NOW + timedelta(days=9))
    made = factories.round_of(balikpapan, days=ahead)

    assert refusal(actions.open_assessment, made, balikpapan, by=rina, now=NOW) == ["round-not-yet"]


def test_two_cities_in_one_round_do_not_meet(balikpapan, samarinda, rina, tetangga):
    run = factories.round_of(None, kind=Round.Kind.RUN)
    for city in (balikpapan, samarinda):
        Participation.objects.create(round=run, city=city, state="joined", invited_at=NOW)
    ours = actions.open_assessment(run, balikpapan, by=rina, now=NOW)
    theirs = actions.open_assessment(run, samarinda, by=tetangga, now=NOW)

    assert list(Assessment.objects.visible_to(rina)) == [ours]
    assert list(Assessment.objects.visible_to(tetangga)) == [theirs]
    their_answer = theirs.answers.get(code="A1")
    assert refusal(actions.write, their_answer, WORDS, expected=their_answer.version, by=rina, now=NOW) == [
        "answer-not-yours"
    ]


# --- Sharing out -------------------------------------------------------------------------------------------


def test_questions_are_given_with_person_and_day_and_stand_in_the_history(
    assessment, rina, budi, diskominfo, dishub
):
    wanted = {"A1": Given(diskominfo, budi, DUE), "A2": Given(dishub), "B1": Given(None)}

    changed = actions.share(assessment, wanted, by=rina, now=NOW)

    assert changed == 2
    first = assessment.answers.get(code="A1")
    assert (first.organisation, first.person, first.due_on) == (diskominfo, budi, DUE)
    step = first.steps.get()
    assert (step.deed, step.by, step.state) == (Deed.SHARE, rina, State.OPEN)
    assert step.changes == {
        "organisation": [None, str(diskominfo)],
        "person": [None, str(budi)],
        "due_on": [None, "2026-12-04"],
    }
    assert said("shared", rina) == "Rina gave 2 questions of “Evaluasi 2026” to organisations."


def test_giving_the_same_again_is_no_deed(answer, rina, diskominfo):
    before = Entry.objects.count()

    assert actions.share(answer.assessment, {"A1": Given(diskominfo)}, by=rina, now=NOW) == 0
    assert (Entry.objects.count(), answer.steps.count()) == (before, 1)


def test_an_unknown_question_refuses_all_of_them(assessment, rina, diskominfo):
    wanted = {"A1": Given(diskominfo), "Z9": Given(diskominfo), "Z8": Given(diskominfo)}

    assert refusal(actions.share, assessment, wanted, by=rina, now=NOW) == ["question-unknown"] * 2


def test_an_agency_of_another_city_is_given_nothing(assessment, rina, samarinda):
    theirs = people.organisation("Dinas Kominfo Samarinda", city=samarinda)

    assert refusal(actions.share, assessment, {"A1": Given(theirs)}, by=rina, now=NOW)


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_programme_office_shares_out(request, assessment, diskominfo, who):
    by = request.getfixturevalue(who)

    assert refusal(actions.share, assessment, {"A1": Given(diskominfo)}, by=by, now=NOW) == [
        "round-not-yours"
    ]


def test_sharing_out_ends_with_its_days_and_with_the_submission(assessment, rina, diskominfo):
    wanted = {"A1": Given(diskominfo)}

    assert refusal(actions.share, assessment, wanted, by=rina, now=NOW + timedelta(days=30)) == ["round-over"]
    factories.snapshot(assessment)
    assert refusal(actions.share, assessment, wanted, by=rina, now=NOW) == ["assessment-locked"]


@pytest.mark.parametrize("state", State)
def test_a_question_changes_hands_in_every_state_and_keeps_words_and_state(answer, rina, dishub, state):
    if state is not State.OPEN:
        answer = factories.handed_in(answer)
    if state is State.VERIFIED:
        answer = actions.accept(answer, by=None, now=NOW)
    if state is State.RETURNED:
        answer = actions.return_(answer, reason="Kurang", by=None, now=NOW)
    before = answer.content

    actions.share(answer.assessment, {"A1": Given(dishub)}, by=rina, now=NOW)

    answer = Answer.objects.for_rows().get(pk=answer.pk)
    assert (answer.organisation, answer.stands, answer.content) == (dishub, state, before)


def test_sharing_out_makes_no_open_form_stale(answer, budi, rina, diskominfo):
    seen = answer.version

    actions.share(answer.assessment, {"A1": Given(diskominfo, budi, DUE)}, by=rina, now=NOW)

    assert actions.write(answer, WORDS, expected=seen, by=budi, now=NOW).statement == WORDS.statement


def test_sharing_costs_no_more_queries_for_many_questions(
    assessment, diskominfo, django_assert_max_num_queries
):
    codes = list(assessment.answers.values_list("code", flat=True))
    actions.share(assessment, {codes[0]: Given(diskominfo)}, by=None, now=NOW)

    with django_assert_max_num_queries(40):
        actions.share(assessment, {code: Given(diskominfo) for code in codes}, by=None, now=NOW)


# --- Taking over -------------------------------------------------------------------------------------------


@pytest.fixture
def earlier(balikpapan):
    """Last year's, with three questions answered."""
    made = factories.assessment(balikpapan, year=2025)
    for code in ("A1", "A2", "B1"):
        row = made.answers.get(code=code)
        wanted = Content(level=2, statement=f"Tahun lalu {code}", figures="Program: 7")
        actions.write(row, wanted, expected=row.version, by=None, now=NOW)
    return made


def test_words_of_the_same_questions_are_taken_over_as_drafts(earlier, assessment, rina):
    count = actions.copy_from(earlier, assessment, by=rina, now=NOW)

    assert count == 3
    row = assessment.answers.get(code="A2")
    assert row.content == Content(level=2, statement="Tahun lalu A2", figures="Program: 7")
    assert (row.stands, row.version) == (State.OPEN, 2)
    step = row.steps.get()
    assert (step.deed, step.via, step.by) == (Deed.COPY, Via.COPY, rina)
    assert step.changes["statement"] == ["", "Tahun lalu A2"]
    assert said("copied", rina) == "Rina took over 3 answers of Evaluasi 2025 into “Evaluasi 2026”."


def test_what_is_written_already_or_handed_in_is_left_alone(earlier, assessment, rina, budi):
    first, second = assessment.answers.get(code="A1"), assessment.answers.get(code="A2")
    actions.write(first, Content(statement="Baru"), expected=first.version, by=None, now=NOW)
    factories.handed_in(second)

    assert actions.copy_from(earlier, assessment, by=rina, now=NOW) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.statement, first.level) == ("Baru", None)
    assert second.statement == WORDS.statement


def test_taking_over_twice_changes_nothing(earlier, assessment, rina):
    actions.copy_from(earlier, assessment, by=rina, now=NOW)
    before = (Step.objects.count(), Entry.objects.count())

    assert actions.copy_from(earlier, assessment, by=rina, now=NOW) == 0
    assert (Step.objects.count(), Entry.objects.count()) == before


def test_who_took_over_has_not_written_and_may_check(earlier, assessment, rina, budi, diskominfo):
    actions.copy_from(earlier, assessment, by=rina, now=NOW)
    row = factories.given(assessment.answers.get(code="A1"), diskominfo)
    row = actions.hand_in(row, row.content, expected=row.version, by=budi, now=NOW)

    assert actions.accept(row, by=rina, now=NOW).stands is State.VERIFIED


def test_a_form_that_was_open_before_is_stale_afterwards(earlier, assessment, rina, budi, diskominfo):
    row = factories.given(assessment.answers.get(code="A1"), diskominfo)
    actions.copy_from(earlier, assessment, by=rina, now=NOW)

    with pytest.raises(StaleSave) as stale:
        actions.write(row, WORDS, expected=row.version, by=budi, now=NOW)
    assert stale.value.current.statement == "Tahun lalu A1"


@pytest.mark.parametrize("form", ["smartcity/2022", "smartcity/2022-kppn"])
def test_from_another_form_only_questions_with_the_same_words_are_taken_over(
    balikpapan, rina, assessment, form
):
    old = factories.assessment(balikpapan, year=2022, instrument=form)
    for row in old.answers.all():
        wanted = Content(statement=f"Lama {row.code}")
        actions.write(row, wanted, expected=row.version, by=None, now=NOW)
    before, now = questionnaire.questions(old.round), questionnaire.questions(assessment.round)
    asked = {each.words.id for each in before.values()}

    actions.copy_from(old, assessment, by=rina, now=NOW)

    taken = {row.code: row.statement.split()[1] for row in assessment.answers.exclude(statement="")}
    assert set(taken) == {code for code, each in now.items() if each.words.id in asked}
    assert all(now[code].words == before[source].words for code, source in taken.items())
    assert len(taken) < len(before)


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_programme_office_takes_over(request, earlier, assessment, who):
    by = request.getfixturevalue(who)

    assert refusal(actions.copy_from, earlier, assessment, by=by, now=NOW) == ["round-not-yours"]


def test_nothing_is_taken_over_into_what_was_submitted(earlier, assessment, rina):
    factories.snapshot(assessment)

    assert refusal(actions.copy_from, earlier, assessment, by=rina, now=NOW) == ["assessment-locked"]
