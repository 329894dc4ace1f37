"""Questions of assessors to a city: who may ask and until when, who replies, what is late, what nobody learns."""

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common import versions
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Round
from kotacerdas.files import actions as files
from kotacerdas.files import guards
from kotacerdas.followup.domain.workflow import State
from kotacerdas.followup.models import Task
from kotacerdas.notices.models import Notice
from kotacerdas.panel import actions
from kotacerdas.panel.models import Clarification
from kotacerdas.panel.queries import asking as queries
from kotacerdas.panel.tests import factories
from kotacerdas.panel.tests.saying import refusal, said
from kotacerdas.panel.tests.talking import DAY, HOUR, PNG, asked, panel_of, replied, seat_of
from kotacerdas.selfassessment import actions as answering
from kotacerdas.selfassessment.actions import Attached
from kotacerdas.selfassessment.tests.factories import NOW, desk_of


@pytest.fixture
def panel(balikpapan, budi, joko, rina):
    return panel_of(balikpapan, budi, joko)


@pytest.fixture
def seat(panel):
    return seat_of(panel)


@pytest.fixture
def question(seat):
    return asked(seat)


def task_of(question):
    return Task.objects.get(subject_kind="panel.clarification", subject_key=str(question.pk))


# --- Asking ------------------------------------------------------------------------------------------------


def test_the_agency_that_answers_the_question_gets_a_task_until_the_moment(question, budi):
    task = task_of(question)

    assert question.task == task
    assert (task.organisation, task.assigned_by, task.needs_proof) == (desk_of(budi), None, False)
    assert (task.subject.kind, task.subject.key) == ("panel.clarification", str(question.pk))
    assert "A1" in task.title
    assert "10.00 WITA" in task.title
    assert Notice.objects.filter(kind="followup.assigned", person=budi, subject_key=str(task.pk)).count() == 1


def test_the_programme_office_hears_of_it_with_its_moment(question, rina):
    notice = Notice.objects.get(kind="panel.asked")

    assert notice.person == rina
    assert notice.values["due"]
    assert notice.url == f"/klarifikasi/{question.pk}/"


def test_of_a_question_that_nobody_answers_the_programme_office_alone_hears(seat, rina):
    made = asked(seat, "A3")

    assert made.task is None
    assert [(each.kind, each.person) for each in Notice.objects.filter(kind__contains="asked")] == [
        ("panel.asked_nobody", rina)
    ]


def test_nothing_in_the_city_says_who_the_assessor_is(question, seat, rina):
    name = str(seat.user)

    assert not Notice.objects.filter(kind__startswith="panel.asked").exclude(by=None).exists()
    assert Entry.objects.filter(kind="panel.asked", actor=None).count() == 1
    assert "Assessor 1 asked about question A1" in said("asked", rina)
    assert name not in said("asked", rina)
    assert task_of(question).assigned_by is None


@pytest.mark.parametrize("due", [HOUR - 0.5 * HOUR, -DAY])
def test_the_city_has_at_least_an_hour(seat, due):
    assert refusal(asked, seat, due_at=NOW + due) == ["clarification-due-soon"]


def test_the_city_replies_before_the_last_open_step_is_over(seat, panel):
    until = queries.until(panel, now=NOW)

    assert refusal(asked, seat, due_at=until + HOUR) == ["clarification-due-late"]
    assert asked(seat, due_at=until).due_at == until


def test_questions_wait_for_the_days_of_talk(balikpapan, budi):
    panel = panel_of(balikpapan, budi, steps=[Step.SELF_ASSESSMENT, Step.SUBMISSION])

    assert refusal(asked, seat_of(panel)) == ["round-undated"]


@pytest.mark.parametrize(("code", "words", "why"), [
    ("A1", "  ", "clarification-without-words"),
    ("Z9", "Mana datanya?", "question-unknown"),
])  # fmt: skip
def test_a_question_has_words_and_stands_in_the_form(seat, code, words, why):
    assert refusal(asked, seat, code, words) == [why]


def test_nobody_asks_on_the_seat_of_another_or_without_one(seat, panel, hadi, rina):
    other = seat_of(panel, 2).user

    assert refusal(asked, seat, by=other) == ["seat-of-another"]
    assert refusal(asked, seat, by=hadi) == ["seat-of-another"]
    assert refusal(asked, seat, by=rina) == ["seat-of-another"]


def test_nobody_asks_before_declaring_or_after_the_result(balikpapan):
    round_ = factories.run_round(balikpapan, steps=[*factories.SCORING, Step.FOLLOW_UP])
    factories.submitted(round_, balikpapan)
    seats = factories.seats(round_, balikpapan, factories.assessors(3), declared=False)
    assert refusal(asked, seats[0]) == ["seat-undeclared"]

    for each in seats:
        actions.declare(each, is_independent=True, by=each.user, now=NOW)
    factories.concluded(seats[0].panel)
    assert refusal(asked, seats[0]) == ["panel-concluded"]


# --- Replying ----------------------------------------------------------------------------------------------


def test_the_agency_replies_and_its_task_is_finished(question, budi, seat):
    made = replied(question, by=budi)

    assert (made.reply, made.replied_by, made.was_late) == ("Dua dari perguruan tinggi.", budi, False)
    assert task_of(question).stands is State.ACCEPTED
    assert Notice.objects.get(kind="panel.replied").person == seat.user


def test_the_trail_says_who_replied(question, budi, rina):
    replied(question, by=budi)

    assert said("replied", rina) == f"{budi} replied to assessor 1 about question A1."


def test_the_programme_office_replies_for_everybody(question, seat, rina):
    nobodys = asked(seat, "A3")

    assert replied(question, by=rina).replied_by == rina
    assert replied(nobodys, by=rina).replied_by == rina


def test_nobody_else_of_the_city_replies(question, seat, joko, lestari, tetangga):
    assert refusal(replied, question, by=joko) == ["clarification-not-yours"]
    assert refusal(replied, asked(seat, "A3"), by=joko) == ["clarification-not-yours"]
    for person in (lestari, tetangga, seat.user):
        assert refusal(replied, question, by=person) == ["round-not-yours"]


def test_whoever_answers_the_question_now_replies(question, panel, budi, joko):
    assessment = panel.round.assessments.get()
    answering.reopen(assessment, reason="Contoh", by=None, now=NOW)
    answering.share(assessment, {"A1": answering.Given(desk_of(joko))}, by=None, now=NOW)

    assert refusal(replied, question, by=budi) == ["clarification-not-yours"]
    assert replied(question, by=joko).replied_by == joko


def test_a_reply_has_words(question, budi):
    assert refusal(replied, question, " \n", by=budi) == ["reply-without-words"]


def test_a_reply_is_corrected_until_its_moment(question, budi, rina):
    replied(question, by=budi)
    again = replied(question, "Tiga dari perguruan tinggi.", by=rina, now=NOW + HOUR)

    assert (again.reply, again.replied_by) == ("Tiga dari perguruan tinggi.", rina)
    assert refusal(replied, question, "Empat.", by=budi, now=question.due_at) == ["reply-final"]


def test_a_late_reply_is_kept_and_marked(question, budi):
    late = question.due_at + HOUR
    assert question.is_late(late)

    made = replied(question, by=budi, now=late)

    assert made.was_late
    assert not made.is_late(late)
    assert task_of(question).stands is State.ACCEPTED


def test_after_the_last_step_nobody_replies(question, budi, panel):
    until = queries.until(panel, now=NOW)

    assert refusal(replied, question, by=budi, now=until) == ["round-over"]


def test_the_same_reply_twice_is_one(question, budi):
    first = replied(question, by=budi, expected=1)
    again = replied(question, by=budi, expected=1)

    assert (first.version, again.version) == (2, 2)
    assert Notice.objects.filter(kind="panel.replied").count() == 1


def test_of_two_who_reply_at_once_the_second_sees_what_the_first_has_written(question, budi, rina):
    replied(question, by=budi, expected=1)

    with pytest.raises(versions.StaleSave) as stale:
        replied(question, "Tidak ada.", by=rina, expected=1)

    (difference,) = stale.value.differences()
    assert (difference.current, difference.typed) == ("Dua dari perguruan tinggi.", "Tidak ada.")
    assert Clarification.objects.get().replied_by == budi


def test_a_file_comes_with_the_reply_and_is_guarded(question, budi, seat, tetangga, hadi, siti):
    attached = Attached(files.store(PNG), "daftar hadir.png", "image/png")

    file = replied(question, by=budi, file=attached).file

    assert file.name == "daftar hadir.png"
    assert guards.may_have(budi, file)
    assert guards.may_have(seat.user, file)
    assert not any(guards.may_have(each, file) for each in (tetangga, hadi, siti))


def test_a_corrected_reply_without_a_file_keeps_the_one_that_came_before(question, budi):
    first = Attached(files.store(PNG), "satu.png", "image/png")
    second = Attached(files.store(PNG + b"2"), "dua.png", "image/png")
    replied(question, by=budi, file=first)

    assert replied(question, "Lengkapnya begini.", by=budi).file.name == "satu.png"
    assert replied(question, "Lengkapnya begini.", by=budi, file=second).file.name == "dua.png"


# --- Withdrawing -------------------------------------------------------------------------------------------


def test_a_withdrawn_question_cancels_its_task(question, seat, budi, rina):
    actions.withdraw(question, by=seat.user, now=NOW)
    actions.withdraw(question, by=seat.user, now=NOW)

    assert Clarification.objects.get().withdrawn_at == NOW
    assert task_of(question).stands is State.CANCELLED
    assert refusal(replied, question, by=budi) == ["clarification-withdrawn"]
    assert "Assessor 1 withdrew a question about A1" in said("question_withdrawn", rina)


def test_only_whoever_asked_withdraws_and_only_before_the_reply(question, seat, panel, budi):
    other = seat_of(panel, 2).user
    assert refusal(actions.withdraw, question, by=other, now=NOW) == ["seat-of-another"]

    replied(question, by=budi)
    assert refusal(actions.withdraw, question, by=seat.user, now=NOW) == ["clarification-replied"]


# --- Seeing ------------------------------------------------------------------------------------------------


def test_the_panel_the_city_and_the_operator_see_questions(
    question, panel, budi, joko, rina, lestari, nadia, tetangga, hadi, siti
):
    seats = [each.user for each in panel.seats.select_related("user")]

    for person in (budi, joko, rina, lestari, nadia, *seats):
        assert Clarification.objects.visible_to(person).get() == question
    for person in (tetangga, hadi, siti):
        assert not Clarification.objects.visible_to(person).exists()


def test_in_a_rehearsal_the_own_people_ask_under_the_number_of_their_seat(
    balikpapan, budi, joko, rina, nadia
):
    round_ = factories.run_round(
        kind=Round.Kind.TRIAL, city=balikpapan, steps=[Step.STAGE_1, Step.SELF_ASSESSMENT]
    )
    made = answering.open_assessment(round_, balikpapan, by=None, now=NOW)
    answering.share(made, {"A1": answering.Given(desk_of(budi))}, by=None, now=NOW)
    (seat,) = factories.seats(round_, balikpapan, [rina])

    question = asked(seat)

    assert Task.objects.get(subject_kind="panel.clarification").assigned_by is None
    assert not Clarification.objects.visible_to(nadia).exists()
    assert replied(question, by=budi).reply


def test_lists_take_two_queries_however_long(panel, seat, budi, django_assert_num_queries):
    asked(seat)
    with django_assert_num_queries(2):
        queries.of_panel(panel, seat.user, now=NOW)
    for number in range(6):
        row = asked(seat, "A2", f"Pertanyaan {number}")
        if number % 2:
            replied(row)

    with django_assert_num_queries(2):
        rows = queries.of_panel(panel, seat.user, now=NOW)

    assert [row.clarification.is_waiting for row in rows] == [True] * 4 + [False] * 3
    counted = queries.counted(queries.listed(budi), now=NOW + 2 * DAY)
    assert (counted.waiting, counted.late, counted.replied) == (4, 4, 3)
