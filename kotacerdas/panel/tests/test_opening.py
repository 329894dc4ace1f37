"""Opened by whoever keeps the round once everybody has scored; then talked about, and made a result."""

from decimal import Decimal

from kotacerdas.audit import queries as trail
from kotacerdas.audit.models import Entry
from kotacerdas.evaluation import actions as evaluation
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Recommendation, Remark, Result, StepWindow
from kotacerdas.instruments.domain import scoring
from kotacerdas.jobs.models import Job
from kotacerdas.notices.models import Notice
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Said
from kotacerdas.panel.models import Mark
from kotacerdas.panel.tests import factories
from kotacerdas.panel.tests.saying import refusal, said
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.tests.factories import NOW


def test_a_panel_waits_for_every_seat(panel, seats, nadia):
    factories.scored(panel)
    Mark.objects.filter(seat=seats[1], code__in=["A1", "A2"]).delete()

    assert refusal(actions.open_panel, panel, by=nadia, now=NOW) == ["seat-not-finished"]


def test_a_panel_has_at_least_three_seats(balikpapan, nadia):
    panel = factories.panel(balikpapan, people=factories.assessors(2))
    factories.scored(panel)

    assert refusal(actions.open_panel, panel, by=nadia, now=NOW) == ["seats-too-few"]


def test_a_seat_that_has_not_declared_holds_the_panel_up(balikpapan, nadia):
    round_ = factories.run_round(balikpapan)
    factories.submitted(round_, balikpapan)
    (first, *_rest) = factories.seats(round_, balikpapan, factories.assessors(3), declared=False)

    assert set(refusal(actions.open_panel, first.panel, by=nadia, now=NOW)) == {"seat-not-declared"}


def test_it_is_opened_once_by_whoever_keeps_the_round(panel, seats, nadia, rina):
    factories.scored(panel)

    assert refusal(actions.open_panel, panel, by=rina, now=NOW) == ["round-not-yours"]
    assert refusal(actions.open_panel, panel, by=seats[0].user, now=NOW) == ["round-not-yours"]
    actions.open_panel(panel, by=nadia, now=NOW)
    assert refusal(actions.open_panel, panel, by=nadia, now=NOW) == ["panel-open"]
    assert set(Mark.objects.values_list("first", flat=True)) == {3}


def test_nobody_is_appointed_to_an_open_panel(panel, nadia, hadi):
    factories.opened(panel)

    assert refusal(actions.appoint, panel.round, panel.city, [hadi], by=nadia, now=NOW) == ["panel-open"]


def test_what_came_of_a_talk_is_kept_once_the_panel_is_open(panel, seat, nadia):
    assert refusal(actions.talk, panel, "A1", "Sepakat.", by=nadia, now=NOW) == ["panel-not-open"]
    factories.opened(panel, A1={1: 0})
    assert refusal(actions.talk, panel, "A1", " ", by=seat.user, now=NOW) == ["talk-without-words"]

    actions.talk(panel, "A1", "Asesor 1 memegang nilainya.", by=seat.user, now=NOW)
    actions.talk(panel, "A1", "Sepakat dua.", by=nadia, now=NOW)

    assert panel.talks.get().words == "Sepakat dua."
    assert "question A1" in said("talked", nadia)


def test_the_result_is_the_official_mean_of_all_seats(panel, nadia):
    factories.opened(panel, A1={1: 2, 2: 3, 3: 3})

    actions.conclude(panel, by=nadia, now=NOW)

    result = Result.objects.get(round=panel.round, city=panel.city)
    means = dict.fromkeys(questionnaire.questions(panel.round), Decimal(3)) | {"A1": (2, 3, 3)}
    assert result.index == scoring.score(panel.round.edition, means).index
    assert result.index < Decimal(3)
    assert result.scores.get(code="A1").panel == [2, 3, 3]
    assert result.is_computed


def test_a_result_waits_for_the_opening(panel, nadia):
    factories.scored(panel)

    assert refusal(actions.conclude, panel, by=nadia, now=NOW) == ["panel-not-open"]


def test_recused_and_ended_seats_count_for_nothing(balikpapan, nadia):
    panel = factories.panel(balikpapan, people=factories.assessors(5))
    last = panel.seats.get(number=5)
    factories.opened(panel, A1={5: 0})
    actions.end(last, reason="Ternyata pernah menjadi konsultan", by=nadia, now=NOW)

    actions.conclude(panel, by=nadia, now=NOW)

    assert Result.objects.get(city=panel.city).scores.get(code="A1").panel == [3, 3, 3, 3]


def test_what_assessors_wrote_comes_with_the_result_under_the_number_of_the_seat(panel, seats, nadia):
    for seat in seats[:2]:
        said_ = Said(
            "Dewan aktif.\nTim rutin rapat.", "Anggaran kecil.", f"Naikkan anggaran, kata {seat.number}."
        )
        actions.write_opinion(seat, "II", said_, expected=0, by=seat.user, now=NOW)
    factories.concluded(panel)

    rows = Remark.objects.filter(city=panel.city)
    assert rows.filter(kind="strength", assessor=1).count() == 2
    assert [row.text_id for row in rows.filter(kind="advice").order_by("assessor")] == [
        "Naikkan anggaran, kata 1.", "Naikkan anggaran, kata 2.",
    ]  # fmt: skip
    assert Recommendation.objects.filter(round=panel.round).count() == 2


def test_before_its_publication_nobody_outside_sees_the_result(
    panel, seats, nadia, rina, tetangga, siti, hadi
):
    one = seats[0]
    actions.write_opinion(one, "II", Said("Kuat.", "Lemah.", "Naikkan."), expected=0, by=one.user, now=NOW)
    factories.concluded(panel)

    def seen(person):
        tables = (Result, Remark, Recommendation)
        return [each.objects.visible_to(person).filter(round=panel.round).exists() for each in tables]

    for person in (rina, tetangga, siti, hadi, one.user):
        assert seen(person) == [False, False, False]
    assert seen(nadia) == [True, True, True]

    _to_result(panel)
    evaluation.publish(panel.round, by=nadia, now=NOW)

    assert seen(siti) == [True, True, True]


def _to_result(panel):
    window = panel.round.windows.get(step=Step.STAGE_2)
    StepWindow.objects.create(
        round=panel.round,
        step=Step.RESULT,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        set_at=NOW,
    )


def test_a_round_that_runs_here_is_published_on_its_days(panel, nadia):
    factories.concluded(panel)

    assert refusal(evaluation.publish, panel.round, by=nadia, now=NOW) == ["round-undated"]
    _to_result(panel)
    evaluation.publish(panel.round, by=nadia, now=NOW)
    panel.round.refresh_from_db()

    assert (panel.round.is_published, panel.round.published_at) == (True, NOW)
    counted = panel.round.cities_invited, panel.round.cities_scored, panel.round.is_complete
    assert counted == (1, 1, True)


def test_a_concluded_panel_is_scored_no_more_unless_it_is_taken_up_again(panel, seat, nadia):
    factories.concluded(panel)

    assert refusal(factories.score, seat, "A1", 1, reason="x") == ["panel-concluded"]
    assert refusal(actions.reopen_result, panel, reason="", by=nadia, now=NOW) == [
        "panel-taken-up-without-reason"
    ]
    actions.reopen_result(panel, reason="Salah ketik", by=nadia, now=NOW)
    factories.score(seat, "A1", 0, reason="Salah ketik")
    actions.conclude(panel, by=nadia, now=NOW)

    assert Result.objects.get(city=panel.city).scores.get(code="A1").panel == [0, 3, 3]


def test_a_published_result_is_not_taken_up_again(panel, nadia):
    factories.concluded(panel)
    _to_result(panel)
    evaluation.publish(panel.round, by=nadia, now=NOW)
    panel.refresh_from_db()

    assert refusal(actions.reopen_result, panel, reason="x", by=nadia, now=NOW) == ["panel-published"]


def test_with_the_last_city_the_intervals_of_the_places_are_ordered(balikpapan, samarinda, nadia):
    round_ = factories.run_round(balikpapan, samarinda)
    people = factories.assessors(3)
    panels = []
    for city in (balikpapan, samarinda):
        factories.submitted(round_, city)
        panels.append(factories.seats(round_, city, people)[0].panel)

    factories.opened(panels[0])
    actions.conclude(panels[0], by=nadia, now=NOW)
    assert not Job.objects.filter(task="evaluation.intervals").exists()
    factories.opened(panels[1], A1={1: 0})
    actions.conclude(panels[1], by=nadia, now=NOW)

    assert Job.objects.filter(task="evaluation.intervals").count() == 1


def test_the_citys_office_reads_nothing_of_it_in_its_own_trail_and_its_deliveries(
    balikpapan, nadia, rina, hadi
):
    round_ = factories.run_round(balikpapan)
    factories.submitted(round_, balikpapan)
    people = [hadi, *factories.assessors(2)]
    panel = factories.seats(round_, balikpapan, people)[0].panel
    factories.opened(panel, A1={1: 0})
    factories.score(panel.seats.get(number=1), "A1", 2, reason="Bukti baru")
    actions.conclude(panel, by=nadia, now=NOW)

    told = Entry.objects.visible_to(rina).filter(kind__startswith="panel.")
    assert not told.exists()
    assert Entry.objects.visible_to(nadia).filter(kind="panel.changed").exists()
    assert not Notice.objects.filter(city=balikpapan, kind__startswith="panel.").exists()


def test_one_assessor_may_fall_out_after_the_opening_and_not_two(panel, seats, nadia):
    factories.opened(panel)
    actions.end(seats[2], reason="Sakit", by=nadia, now=NOW)
    actions.conclude(panel, by=nadia, now=NOW)
    assert Result.objects.get(city=panel.city).scores.get(code="A1").panel == [3, 3]

    actions.reopen_result(panel, reason="Seorang lagi berhalangan", by=nadia, now=NOW)
    actions.end(seats[1], reason="Sakit", by=nadia, now=NOW)

    assert refusal(actions.conclude, panel, by=nadia, now=NOW) == ["seats-too-few"]


def test_what_was_made_of_a_result_goes_when_it_is_taken_up_again(panel, seats, nadia):
    one = seats[0]
    actions.write_opinion(one, "II", Said("Kuat.", "Lemah.", "Naikkan."), expected=0, by=one.user, now=NOW)
    factories.concluded(panel)

    actions.reopen_result(panel, reason="Salah ketik", by=nadia, now=NOW)

    for table in (Result, Remark, Recommendation):
        assert not table.objects.filter(round=panel.round).exists()


def test_whoever_reads_the_whole_trail_reads_no_score_of_it(panel, seat, nadia):
    factories.opened(panel)
    factories.score(seat, "A1", 1, reason="Bukti rahasia baru")
    admin = officeholder("admin@contoh.id", Role.ADMINISTRATOR)
    entries = list(Entry.objects.filter(kind="panel.changed").select_related("values", "actor"))

    (closed,) = trail.lines(entries, seen_by=admin)
    (open_,) = trail.lines(entries, seen_by=nadia)

    assert "Bukti rahasia baru" not in closed.sentence
    assert "Bukti rahasia baru" in open_.sentence
