"""Deeds done to an answer: the right side, the wrong side, the wrong day, the second person, two versions."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kotacerdas.audit.models import Entry
from kotacerdas.common.versions import StaleSave
from kotacerdas.evaluation.domain.workflow import Step as RoundStep
from kotacerdas.evaluation.domain.workflow import Window
from kotacerdas.events.models import Event
from kotacerdas.notices.models import Notice
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import assignment, officeholder
from kotacerdas.selfassessment import actions, rights
from kotacerdas.selfassessment.domain import answering
from kotacerdas.selfassessment.domain.answering import Deed, Side, State
from kotacerdas.selfassessment.domain.content import EMPTY, Content, Survey
from kotacerdas.selfassessment.models import Answer, Assessment, Step, SurveyFigure, Via
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.factories import NOW, WORDS
from kotacerdas.selfassessment.tests.saying import refusal, said

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SURVEY = Survey(Decimal("3.20"), 384, "Daring, acak sederhana")
CAST = ["siti", "budi", "joko", "rina", "lestari", "hadi", "nadia", "tetangga", "wati"]

# One deed after another, each as somebody would do it.
DEEDS = {
    Deed.SAVE: lambda answer, by, now=NOW: actions.write(
        answer, WORDS, expected=answer.version, by=by, now=now
    ),
    Deed.HAND_IN: lambda answer, by, now=NOW: actions.hand_in(
        answer, WORDS, expected=answer.version, by=by, now=now
    ),
    Deed.TAKE_BACK: lambda answer, by, now=NOW: actions.take_back(answer, by=by, now=now),
    Deed.ACCEPT: lambda answer, by, now=NOW: actions.accept(answer, by=by, now=now),
    Deed.RETURN: lambda answer, by, now=NOW: actions.return_(answer, reason="Kurang", by=by, now=now),
}
MAY = {
    Deed.SAVE: {"budi", "rina"},
    Deed.HAND_IN: {"budi", "rina"},
    Deed.TAKE_BACK: {"budi", "rina"},
    Deed.ACCEPT: {"rina", "wati"},
    Deed.RETURN: {"rina", "wati"},
}
BEFORE = {
    Deed.SAVE: State.OPEN,
    Deed.HAND_IN: State.OPEN,
    Deed.TAKE_BACK: State.ANSWERED,
    Deed.ACCEPT: State.ANSWERED,
    Deed.RETURN: State.ANSWERED,
}
AFTER = {
    Deed.SAVE: State.OPEN,
    Deed.HAND_IN: State.ANSWERED,
    Deed.TAKE_BACK: State.OPEN,
    Deed.ACCEPT: State.VERIFIED,
    Deed.RETURN: State.RETURNED,
}


def in_state(answer, state):
    """Brought there by the system, so that nobody of the cast has written in it."""
    if state is not State.OPEN:
        answer = factories.handed_in(answer)
    if state is State.VERIFIED:
        answer = actions.accept(answer, by=None, now=NOW)
    if state is State.RETURNED:
        answer = actions.return_(answer, reason="Kurang", by=None, now=NOW)
    return answer


def possible(answer, by):
    """What the page offers."""
    sides = rights.sides(answer, by)
    return answering.possible(answer.stands, sides, is_own=rights.is_own(answer, by))


def draft(answer, statement, *, by, now):
    answer.refresh_from_db()
    wanted = replace(WORDS, statement=statement)
    return actions.write(answer, wanted, expected=answer.version, by=by, now=now, via=Via.DRAFT)


# --- Who, when ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_done_by_its_side_and_refused_to_all_others(request, answer, deed, who):
    answer, by = in_state(answer, BEFORE[deed]), request.getfixturevalue(who)

    if who in MAY[deed]:
        done = DEEDS[deed](answer, by)
        done.refresh_from_db()
        assert (done.stands, done.version) == (
            AFTER[deed],
            answer.version + (2 if deed is Deed.HAND_IN else 1),
        )
        last = done.steps.last()
        assert (last.deed, last.by, last.state, last.at) == (deed, by, AFTER[deed], NOW)
        assert by.display_name in said(deed, by)
        assert "A1" in said(deed, by)
    else:
        assert refusal(DEEDS[deed], answer, by) == ["answer-not-yours"]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("state", State)
def test_a_deed_that_does_not_fit_the_state_is_refused_with_it(answer, budi, wati, deed, state):
    answer, by = in_state(answer, state), wati if "wati" in MAY[deed] else budi
    fits = deed in possible(answer, by)

    if fits:
        DEEDS[deed](answer, by)
    else:
        assert refusal(DEEDS[deed], answer, by) == [f"answer-not-now-{state}"]


@pytest.mark.parametrize("deed", DEEDS)
def test_after_the_days_a_deed_is_refused_and_says_since_when(answer, budi, wati, deed):
    by = wati if "wati" in MAY[deed] else budi
    answer = in_state(answer, BEFORE[deed])
    closes = NOW + 30 * DAY

    assert refusal(DEEDS[deed], answer, by, closes) == ["round-over"]
    DEEDS[deed](answer, by, closes - timedelta(microseconds=1))


def test_while_only_submission_is_open_answers_are_checked_but_not_written(
    balikpapan, budi, wati, diskominfo
):
    over = Window(NOW - 9 * DAY, NOW + MINUTE)
    still = Window(NOW - DAY, NOW + 9 * DAY)
    days = {RoundStep.SELF_ASSESSMENT: over, RoundStep.VERIFICATION: over, RoundStep.SUBMISSION: still}
    made = factories.assessment(balikpapan, days=days)
    first = factories.given(made.answers.get(code="A1"), diskominfo)
    second = factories.given(made.answers.get(code="A2"), diskominfo)
    answered = factories.handed_in(first, by=budi)

    assert refusal(DEEDS[Deed.SAVE], second, budi, NOW + DAY) == ["round-over"]
    assert refusal(DEEDS[Deed.TAKE_BACK], answered, budi, NOW + DAY) == ["round-over"]
    assert actions.accept(answered, by=wati, now=NOW + DAY).stands is State.VERIFIED


@pytest.mark.parametrize("deed", DEEDS)
def test_the_days_bind_the_system_as_everybody(answer, deed):
    answer = in_state(answer, BEFORE[deed])

    assert refusal(DEEDS[deed], answer, None, NOW + 99 * DAY) == ["round-over"]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("who", ["budi", "rina", "wati", None])
def test_what_was_submitted_is_locked_for_everybody(request, answer, deed, who):
    answer, by = in_state(answer, BEFORE[deed]), request.getfixturevalue(who) if who else None
    factories.snapshot(answer.assessment)

    if who is None or who in MAY[deed]:
        assert refusal(DEEDS[deed], answer, by) == ["assessment-locked"]
    else:
        assert refusal(DEEDS[deed], answer, by) == ["answer-not-yours"]


def test_a_question_of_nobody_is_written_by_the_programme_office_only(assessment, budi, rina):
    unshared = assessment.answers.get(code="A2")

    assert refusal(DEEDS[Deed.SAVE], unshared, budi) == ["answer-not-yours"]
    assert DEEDS[Deed.SAVE](unshared, rina).statement == WORDS.statement


def test_an_agency_whose_question_was_taken_away_writes_no_more(answer, budi, joko, dishub):
    draft(answer, "Dari Diskominfo", by=budi, now=NOW)
    answer = factories.given(answer, dishub)

    assert refusal(DEEDS[Deed.SAVE], answer, budi) == ["answer-not-yours"]
    assert DEEDS[Deed.SAVE](answer, joko).statement == WORDS.statement


# --- The second person -------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", [Deed.ACCEPT, Deed.RETURN])
@pytest.mark.parametrize("wrote", ["handed it in", "saved", "saved while typing"])
def test_nobody_checks_what_he_or_she_wrote_not_even_the_programme_office(
    answer, budi, rina, wati, deed, wrote
):
    if wrote == "handed it in":
        answer = factories.handed_in(answer, by=rina)
    elif wrote == "saved":
        answer = factories.handed_in(DEEDS[Deed.SAVE](answer, rina), by=budi)
    else:
        answer = factories.handed_in(draft(answer, "Satu huruf", by=rina, now=NOW), by=budi)

    assert refusal(DEEDS[deed], answer, rina) == ["answer-is-own"]
    assert not possible(answer, rina) & {Deed.ACCEPT, Deed.RETURN}
    assert DEEDS[deed](answer, wati).stands is AFTER[deed]


def test_a_verifier_who_sits_in_the_agency_checks_the_answers_of_colleagues_only(
    answer, assessment, diskominfo, balikpapan, budi
):
    tini = officeholder("tini@contoh.go.id", Role.VERIFIER, city=balikpapan, organisation=diskominfo)
    other = factories.given(assessment.answers.get(code="A2"), diskominfo)
    hers, his = factories.handed_in(answer, by=tini), factories.handed_in(other, by=budi)

    assert rights.sides(hers, tini) == {Side.AGENCY, Side.VERIFIER}
    assert refusal(DEEDS[Deed.ACCEPT], hers, tini) == ["answer-is-own"]
    assert DEEDS[Deed.ACCEPT](his, tini).stands is State.VERIFIED


def test_who_wrote_long_ago_does_not_check_even_when_others_wrote_everything_anew(answer, budi, rina, wati):
    answer = actions.return_(factories.handed_in(answer, by=rina), reason="Kurang", by=wati, now=NOW)
    anew = Content(level=1, statement="Semua ditulis ulang.")
    answer = actions.hand_in(answer, anew, expected=answer.version, by=budi, now=NOW + DAY)

    assert refusal(DEEDS[Deed.ACCEPT], answer, rina) == ["answer-is-own"]


def test_taking_back_makes_nothing_ones_own(answer, budi, rina):
    answer = actions.take_back(factories.handed_in(answer, by=budi), by=rina, now=NOW)
    answer = factories.handed_in(answer, by=budi)

    assert DEEDS[Deed.ACCEPT](answer, rina).stands is State.VERIFIED


def test_a_role_that_was_given_since_opens_the_answer(answer, dishub, balikpapan, siti):
    assert rights.sides(answer, siti) == frozenset()

    assignment(siti, Role.AGENCY_OFFICER, city=balikpapan, organisation=answer.organisation)
    siti = type(siti).objects.get(pk=siti.pk)

    assert rights.sides(answer, siti) == {Side.AGENCY}


# --- Writing -----------------------------------------------------------------------------------------------


def test_everything_that_was_written_is_kept_and_stands_in_the_history(answer, budi):
    kept = actions.write(answer, replace(WORDS, survey=SURVEY), expected=answer.version, by=budi, now=NOW)

    fresh = Answer.objects.for_rows().get(pk=kept.pk)
    assert fresh.content == replace(WORDS, survey=SURVEY)
    assert fresh.steps.last().changes == {
        "level": [None, 3],
        "statement": ["", WORDS.statement],
        "figures": ["", WORDS.figures],
        "survey": ["", "3.2 (384): Daring, acak sederhana"],
    }


def test_a_survey_can_be_changed_and_taken_away(answer, budi):
    kept = actions.write(answer, replace(WORDS, survey=SURVEY), expected=answer.version, by=budi, now=NOW)
    changed = replace(SURVEY, mean=Decimal("3.30"))
    kept = actions.write(kept, replace(WORDS, survey=changed), expected=kept.version, by=budi, now=NOW)
    assert Answer.objects.get(pk=kept.pk).content.survey == changed

    kept = actions.write(kept, WORDS, expected=kept.version, by=budi, now=NOW)

    assert kept.content == Answer.objects.get(pk=kept.pk).content == WORDS
    assert not SurveyFigure.objects.exists()


def test_saving_what_stands_there_already_is_no_deed(answer, budi):
    kept = DEEDS[Deed.SAVE](answer, budi)

    DEEDS[Deed.SAVE](kept, budi)

    kept.refresh_from_db()
    assert kept.version == answer.version + 1
    assert kept.steps.filter(deed=Deed.SAVE).count() == 1


@pytest.mark.parametrize(
    ("wrong", "kinds"),
    [
        ({"level": 5}, ["answer-level-off-scale"]),
        ({"figures": "banyak"}, ["figure-unreadable"]),
        ({"survey": replace(SURVEY, mean=Decimal(5))}, ["survey-off-scale"]),
        ({"survey": replace(SURVEY, respondents=0)}, ["survey-incomplete"]),
        ({"level": 9, "figures": "banyak"}, ["answer-level-off-scale", "figure-unreadable"]),
    ],
)
@pytest.mark.parametrize("deed", [actions.write, actions.hand_in])
def test_what_cannot_be_kept_is_refused_whole(answer, budi, deed, wrong, kinds):
    wanted = replace(WORDS, **wrong)

    assert refusal(deed, answer, wanted, expected=answer.version, by=budi, now=NOW) == kinds


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        (EMPTY, ["answer-without-level", "answer-without-statement"]),
        (replace(WORDS, level=None), ["answer-without-level"]),
        (replace(WORDS, statement=" \n "), ["answer-without-statement"]),
    ],
)
def test_handing_in_needs_level_and_statement_and_saving_does_not(answer, budi, wanted, kinds):
    assert refusal(actions.hand_in, answer, wanted, expected=answer.version, by=budi, now=NOW) == kinds

    kept = actions.write(answer, wanted, expected=answer.version, by=budi, now=NOW)

    assert kept.stands is State.OPEN


def test_the_database_knows_no_answer_that_was_handed_in_half(answer):
    for half in ({"level": None, "statement": "Ada"}, {"level": 3, "statement": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(state="answered", **half)


def test_a_question_has_one_answer_and_a_city_one_assessment_in_a_round(assessment):
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(assessment=assessment, code="A1", position=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(round=assessment.round, city=assessment.city, opened_at=NOW)


# --- Two versions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("via", [Via.FORM, Via.DRAFT])
def test_a_stale_save_is_refused_with_both_versions_and_nothing_is_lost(answer, budi, rina, via):
    seen = answer.version
    DEEDS[Deed.SAVE](answer, rina)
    typed = Content(level=4, statement="Tulisan Budi", figures="Kamera: 40 unit")

    with pytest.raises(StaleSave) as stale, transaction.atomic():
        actions.write(answer, typed, expected=seen, by=budi, now=NOW, via=via)

    assert stale.value.current.content == WORDS
    assert stale.value.typed == {"level": 4, "statement": "Tulisan Budi", "figures": "Kamera: 40 unit"}
    assert {(each.current, each.typed) for each in stale.value.differences()} == {
        (3, 4),
        (WORDS.statement, "Tulisan Budi"),
        (WORDS.figures, "Kamera: 40 unit"),
    }
    assert Answer.objects.get(pk=answer.pk).content == WORDS
    assert [step.by for step in answer.steps.filter(deed=Deed.SAVE)] == [rina]


def test_a_survey_that_somebody_else_changed_is_not_overwritten(answer, budi, rina):
    seen = answer.version
    actions.write(answer, Content(survey=SURVEY), expected=seen, by=rina, now=NOW)

    with pytest.raises(StaleSave), transaction.atomic():
        actions.write(answer, Content(survey=replace(SURVEY, respondents=9)), expected=seen, by=budi, now=NOW)

    assert SurveyFigure.objects.get().value == SURVEY


def test_handing_in_over_the_words_of_somebody_else_is_refused_as_well(answer, budi, rina):
    seen = answer.version
    DEEDS[Deed.SAVE](answer, rina)

    with pytest.raises(StaleSave), transaction.atomic():
        actions.hand_in(answer, replace(WORDS, level=1), expected=seen, by=budi, now=NOW)

    answer.refresh_from_db()
    assert (answer.stands, answer.level) == (State.OPEN, 3)


def test_a_form_that_lay_open_while_the_answer_went_and_came_back_is_stale(answer, budi, wati):
    answer = DEEDS[Deed.SAVE](answer, budi)
    seen = answer.version
    back = actions.return_(factories.handed_in(answer, by=budi), reason="Kurang", by=wati, now=NOW)

    with pytest.raises(StaleSave), transaction.atomic():
        actions.write(back, replace(WORDS, level=1), expected=seen, by=budi, now=NOW)


@pytest.mark.parametrize("deed", [actions.accept, actions.return_])
def test_a_verifier_decides_on_what_he_or_she_has_read(answer, budi, wati, deed):
    """Taken back, written anew and handed in again, while the page of the verifier lay open."""
    read = factories.handed_in(answer, by=budi)
    row = actions.take_back(read, by=budi, now=NOW)
    row = actions.hand_in(row, replace(WORDS, level=4), expected=row.version, by=budi, now=NOW)
    words = {"reason": "Kurang"} if deed is actions.return_ else {}

    with pytest.raises(StaleSave) as stale, transaction.atomic():
        deed(read, expected=read.version, by=wati, now=NOW, **words)

    assert stale.value.current.level == 4
    assert Answer.objects.get(pk=answer.pk).stands is State.ANSWERED
    assert deed(row, expected=row.version, by=wati, now=NOW, **words).stands is not State.ANSWERED


# --- Saved while typing ------------------------------------------------------------------------------------


def writings(answer):
    return [
        (step.by.email.partition("@")[0], step.changes["statement"])
        for step in answer.steps.filter(deed=Deed.SAVE)
    ]


def test_what_is_typed_in_one_sitting_is_one_step_from_first_to_last(answer, budi):
    for minute, words in enumerate(["A", "Ad", "Ada"]):
        draft(answer, words, by=budi, now=NOW + minute * 20 * MINUTE)

    assert writings(answer) == [("budi", ["", "Ada"])]
    step = answer.steps.get(deed=Deed.SAVE)
    assert (step.via, step.at) == (Via.DRAFT, NOW + 40 * MINUTE)
    answer.refresh_from_db()
    assert answer.statement == "Ada"


@pytest.mark.parametrize(("minutes", "steps"), [(29, 1), (30, 2), (31, 2)])
def test_a_sitting_ends_after_thirty_minutes_of_silence(answer, budi, minutes, steps):
    draft(answer, "A", by=budi, now=NOW)
    draft(answer, "Ada", by=budi, now=NOW + minutes * MINUTE)

    assert len(writings(answer)) == steps
    if steps == 2:
        assert writings(answer) == [("budi", ["", "A"]), ("budi", ["A", "Ada"])]


def test_another_person_begins_a_step_of_his_or_her_own(answer, budi, rina):
    draft(answer, "A", by=budi, now=NOW)
    draft(answer, "Ada", by=rina, now=NOW + MINUTE)
    draft(answer, "Ada!", by=budi, now=NOW + 2 * MINUTE)

    assert writings(answer) == [("budi", ["", "A"]), ("rina", ["A", "Ada"]), ("budi", ["Ada", "Ada!"])]


@pytest.mark.parametrize("between", ["saved", "shared", "handed in and taken back"])
def test_another_deed_ends_the_sitting(answer, budi, diskominfo, between):
    draft(answer, "A", by=budi, now=NOW)
    answer.refresh_from_db()
    if between == "saved":
        wanted = replace(WORDS, statement="B")
        actions.write(answer, wanted, expected=answer.version, by=budi, now=NOW + MINUTE)
    elif between == "shared":
        factories.given(answer, diskominfo, due_on=(NOW + DAY).date())
    else:
        wanted = replace(WORDS, statement="B")
        answer = actions.hand_in(answer, wanted, expected=answer.version, by=budi, now=NOW + MINUTE)
        actions.take_back(answer, by=budi, now=NOW + MINUTE)

    draft(answer, "C", by=budi, now=NOW + 2 * MINUTE)

    assert writings(answer)[0] == ("budi", ["", "A"])
    assert writings(answer)[-1] == ("budi", ["A" if between == "shared" else "B", "C"])


def test_the_trail_has_one_line_for_a_sitting(answer, budi):
    for minute, words in enumerate(["A", "Ad", "Ada"]):
        draft(answer, words, by=budi, now=NOW + minute * MINUTE)

    assert Entry.objects.filter(kind="selfassessment.save").count() == 1


def test_saving_on_purpose_is_always_a_step_of_its_own(answer, budi):
    for words in ("A", "B"):
        answer.refresh_from_db()
        wanted = replace(WORDS, statement=words)
        actions.write(answer, wanted, expected=answer.version, by=budi, now=NOW)

    assert len(writings(answer)) == 2


# --- What others hear --------------------------------------------------------------------------------------


def test_returning_says_what_is_missing_to_the_agency_and_not_to_whoever_did_it(answer, budi, wati, rina):
    answer = factories.handed_in(answer, by=budi)
    Notice.objects.all().delete()

    returned = actions.return_(answer, reason=" Notulen belum ada ", by=wati, now=NOW)

    assert (returned.stands, returned.reason) == (State.RETURNED, "Notulen belum ada")
    assert [step.reason for step in returned.steps.all()][-1] == "Notulen belum ada"
    told = Notice.objects.filter(kind="selfassessment.returned")
    assert [notice.person for notice in told] == [budi]
    assert "Notulen belum ada" in said("return", rina)
    assert Event.objects.filter(kind="answer.returned").get().fields == {"code": "A1"}


def test_the_person_in_charge_hears_of_it_and_the_colleagues_do_not(
    answer, budi, wati, balikpapan, diskominfo
):
    officeholder("ani@contoh.go.id", Role.AGENCY_OFFICER, city=balikpapan, organisation=diskominfo)
    answer = factories.given(answer, diskominfo, person=budi)

    actions.return_(factories.handed_in(answer, by=budi), reason="Kurang", by=wati, now=NOW)

    told = Notice.objects.filter(kind="selfassessment.returned")
    assert [notice.person for notice in told] == [budi]


@pytest.mark.parametrize("reason", ["", " \n"])
def test_returning_needs_a_reason(answer, wati, reason):
    answer = factories.handed_in(answer)

    assert refusal(actions.return_, answer, reason=reason, by=wati, now=NOW) == ["answer-without-reason"]


def test_the_reason_goes_when_the_answer_is_handed_in_again(answer, budi, wati):
    answer = actions.return_(factories.handed_in(answer, by=budi), reason="Kurang", by=wati, now=NOW)

    again = factories.handed_in(answer, by=budi)

    assert (again.reason, again.stands) == ("", State.ANSWERED)
    assert [step.deed for step in again.steps.all()] == ["share", "save", "hand_in", "return", "hand_in"]


def test_handing_in_is_heard_by_other_apps(answer, budi):
    factories.handed_in(answer, by=budi)

    event = Event.objects.get(kind="answer.handed_in")
    assert (event.actor, event.fields) == (budi, {"code": "A1"})


# --- Who sees it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CAST)
def test_answers_and_their_history_are_for_the_offices_of_the_city(request, answer, who):
    user = request.getfixturevalue(who)
    is_inside = who in {"budi", "joko", "rina", "lestari", "wati"}
    actions.write(answer, replace(WORDS, survey=SURVEY), expected=answer.version, by=None, now=NOW)
    factories.snapshot(answer.assessment)

    for model in (Assessment, Answer, Step, SurveyFigure):
        assert model.objects.visible_to(user).exists() == is_inside
    assert answer.assessment.snapshots.visible_to(user).exists() == is_inside
