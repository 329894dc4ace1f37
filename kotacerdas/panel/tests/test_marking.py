"""Scores: a secret of the seat until the panel is opened; afterwards the first one stays beside the new one."""

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common import versions
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Round
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Given, Said
from kotacerdas.panel.models import Mark, Opinion
from kotacerdas.panel.tests import factories
from kotacerdas.panel.tests.factories import score
from kotacerdas.panel.tests.saying import refusal, said
from kotacerdas.selfassessment import actions as answering
from kotacerdas.selfassessment.tests.factories import NOW, SIGNED, WORDS


def test_a_score_keeps_what_was_judged(seat):
    row = score(seat, "A1", 3, note="Peran anggota luar tampak.", is_flagged=True)

    assert (row.level, row.note, row.is_flagged, row.judged) == (3, "Peran anggota luar tampak.", True, 1)


def test_a_note_is_kept_without_a_score(seat):
    assert score(seat, "A1", None, note="Minta notulen Oktober.").level is None


def test_the_same_said_twice_is_one_save(seat):
    first = actions.mark(seat, "A1", Given(3), expected=0, by=seat.user, now=NOW)
    again = actions.mark(seat, "A1", Given(3), expected=0, by=seat.user, now=NOW)

    assert (first.pk, first.version) == (again.pk, again.version)


def test_of_two_windows_the_second_sees_what_the_first_has_saved(seat):
    score(seat, "A1", 3)

    with pytest.raises(versions.StaleSave) as stale:
        actions.mark(seat, "A1", Given(2), expected=0, by=seat.user, now=NOW)

    assert stale.value.current.level == 3
    assert Mark.objects.get(seat=seat).level == 3


@pytest.mark.parametrize("level", [-1, 5, 100])
def test_a_level_off_the_scale_is_refused(seat, level):
    assert refusal(score, seat, "A1", level) == ["mark-off-scale"]


def test_a_question_that_the_form_does_not_have_is_refused(seat):
    assert refusal(score, seat, "Z9", 3) == ["question-unknown"]


def test_nothing_is_scored_before_the_city_has_submitted(balikpapan):
    round_ = factories.run_round(balikpapan)
    (seat,) = factories.seats(round_, balikpapan, factories.assessors(1))

    assert refusal(score, seat, "A1", 3) == ["nothing-submitted"]


def test_nobody_scores_before_declaring(balikpapan):
    round_ = factories.run_round(balikpapan)
    factories.submitted(round_, balikpapan)
    (seat,) = factories.seats(round_, balikpapan, factories.assessors(1), declared=False)

    assert refusal(score, seat, "A1", 3) == ["seat-undeclared"]


def test_nobody_scores_on_the_seat_of_another(seats):
    refused = refusal(actions.mark, seats[0], "A1", Given(3), expected=0, by=seats[1].user, now=NOW)

    assert refused == ["seat-of-another"]


def test_scores_wait_for_their_step(balikpapan):
    panel = factories.panel(balikpapan, steps=[Step.SELF_ASSESSMENT, Step.SUBMISSION, Step.STAGE_1])

    assert refusal(score, panel.seats.get(number=1), "A1", 3) == ["round-undated"]


def test_scores_are_blind_until_the_panel_is_opened(panel, seats, nadia):
    factories.scored(panel)

    own = Mark.objects.visible_to(seats[0].user)
    assert set(own.values_list("seat__number", flat=True)) == {1}
    assert not Mark.objects.visible_to(nadia).exists()

    actions.open_panel(panel, by=nadia, now=NOW)

    assert set(Mark.objects.visible_to(seats[0].user).values_list("seat__number", flat=True)) == {1, 2, 3}
    assert set(Mark.objects.visible_to(nadia).values_list("seat__number", flat=True)) == {1, 2, 3}


def test_the_city_and_strangers_never_see_a_score(panel, rina, budi, tetangga, hadi, siti):
    factories.concluded(panel)

    for person in (rina, budi, tetangga, hadi, siti):
        assert not Mark.objects.visible_to(person).exists()


def test_after_the_opening_the_first_score_stays_beside_the_new_one(panel, seat, nadia):
    factories.opened(panel)

    assert refusal(score, seat, "A1", 1) == ["mark-changed-without-reason"]
    row = score(seat, "A1", 1, reason="SK ternyata sudah berakhir.")

    assert (row.first, row.level, row.reason) == (3, 1, "SK ternyata sudah berakhir.")
    assert "from 3 to 1" in said("changed", nadia)


def test_going_back_to_the_first_score_needs_no_reason(panel, seat):
    factories.opened(panel)
    score(seat, "A1", 1, reason="SK sudah berakhir.")

    row = score(seat, "A1", 3)

    assert (row.first, row.level, row.reason, row.is_changed) == (3, 3, "", False)


def test_after_the_opening_a_score_is_not_taken_away(panel, seat):
    factories.opened(panel)

    assert refusal(score, seat, "A1", None) == ["mark-taken-away"]


def test_the_trail_tells_no_score_before_the_opening(panel, seat, nadia):
    before = Entry.objects.count()
    score(seat, "A1", 3)

    assert Entry.objects.count() == before


def test_nobody_scores_the_own_answer_in_a_rehearsal(balikpapan, budi, rina):
    round_ = factories.run_round(kind=Round.Kind.TRIAL, city=balikpapan)
    made = answering.open_assessment(round_, balikpapan, by=None, now=NOW)
    desk = budi.assignments.get().organisation
    answering.share(made, {"A1": answering.Given(desk)}, by=None, now=NOW)
    answer = made.answers.get(code="A1")
    answering.hand_in(answer, WORDS, expected=answer.version, by=budi, now=NOW)
    answering.submit(made, SIGNED, by=None, now=NOW, gaps="Contoh")
    (seat,) = factories.seats(round_, balikpapan, [budi])

    assert refusal(score, seat, "A1", 4) == ["mark-of-own-answer"]
    assert score(seat, "A2", 4).level == 4


def test_what_a_seat_thinks_is_kept_and_blind(panel, seats):
    one, other, *_rest = seats
    actions.write_opinion(
        one, "II", Said(strengths="Dewan aktif.", advice="Perbarui SK."), expected=0, by=one.user, now=NOW
    )

    assert not Opinion.objects.visible_to(other.user).exists()
    assert Opinion.objects.visible_to(one.user).get().advice == "Perbarui SK."
    with pytest.raises(versions.StaleSave):
        actions.write_opinion(one, "II", Said(advice="Lain."), expected=9, by=one.user, now=NOW)
