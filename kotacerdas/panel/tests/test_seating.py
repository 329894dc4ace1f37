"""Who sits in a panel: appointed by whoever keeps the round, independent of the city, and says so in writing."""

import pytest
from django.utils import timezone

from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Round
from kotacerdas.notices.models import Notice
from kotacerdas.panel import actions
from kotacerdas.panel.models import Panel, Seat
from kotacerdas.panel.tests import factories
from kotacerdas.panel.tests.saying import refusal, said
from kotacerdas.people.models import RoleAssignment
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder
from kotacerdas.selfassessment.tests.factories import NOW


def test_an_operator_appoints_assessors_who_are_told(balikpapan, nadia, hadi):
    round_ = factories.run_round(balikpapan)

    (seat,) = actions.appoint(round_, balikpapan, [hadi], by=nadia, now=NOW)

    assert (seat.number, seat.state, str(seat.panel.city)) == (1, "appointed", "Kota Balikpapan")
    assert Notice.objects.filter(kind="panel.appointed", person=hadi).count() == 1
    assert "appointed 1 assessors" in said("appointed", nadia)


def test_whoever_holds_an_office_in_the_city_cannot_be_its_assessor(balikpapan, samarinda, nadia, rina):
    round_ = factories.run_round(balikpapan, samarinda)
    both = officeholder("dua@contoh.ac.id", Role.ASSESSOR)
    RoleAssignment.objects.create(user=both, role=Role.OUTSIDE_MEMBER, city=balikpapan, from_on=NOW.date())

    refused = refusal(actions.appoint, round_, balikpapan, [both], by=nadia, now=NOW)
    (seat,) = actions.appoint(round_, samarinda, [both], by=nadia, now=NOW)

    assert refused == ["seat-works-in-city"]
    assert seat.panel.city == samarinda
    assert refusal(actions.appoint, round_, balikpapan, [rina], by=nadia, now=NOW) == [
        "seat-no-assessor", "seat-works-in-city",
    ]  # fmt: skip


def test_an_operator_of_the_citys_province_is_not_independent_of_it(balikpapan, nadia):
    both = officeholder("prov@contoh.go.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province)
    RoleAssignment.objects.create(user=both, role=Role.ASSESSOR, from_on=NOW.date())
    round_ = factories.run_round(balikpapan)

    assert refusal(actions.appoint, round_, balikpapan, [both], by=nadia, now=NOW) == ["seat-works-in-city"]


def test_a_panel_has_five_seats_and_nobody_sits_in_two(balikpapan, nadia):
    round_ = factories.run_round(balikpapan)
    people = factories.assessors(6)

    assert refusal(actions.appoint, round_, balikpapan, people, by=nadia, now=NOW) == ["seats-all-taken"]
    actions.appoint(round_, balikpapan, people[:5], by=nadia, now=NOW)
    assert refusal(actions.appoint, round_, balikpapan, people[:1], by=nadia, now=NOW) == [
        "seat-twice", "seats-all-taken",
    ]  # fmt: skip
    assert Seat.objects.count() == 5


def test_only_whoever_keeps_the_round_appoints(balikpapan, rina, tetangga, hadi):
    round_ = factories.run_round(balikpapan)

    for stranger in (rina, tetangga, hadi):
        assert refusal(actions.appoint, round_, balikpapan, [hadi], by=stranger, now=NOW) == [
            "round-not-yours"
        ]


def test_a_city_that_did_not_join_has_no_panel(balikpapan, samarinda, nadia, hadi):
    round_ = factories.run_round(samarinda)

    assert refusal(actions.appoint, round_, balikpapan, [hadi], by=nadia, now=NOW) == ["round-city-not-in-it"]


def test_with_a_conflict_the_seat_is_empty_and_says_why(panel, seat):
    refused = refusal(actions.declare, seat, is_independent=False, by=seat.user, now=NOW)
    actions.declare(
        seat, is_independent=False, statement="Menjadi konsultan kota ini.", by=seat.user, now=NOW
    )
    seat.refresh_from_db()

    assert refused == ["conflict-without-words"]
    assert (seat.state, seat.statement) == ("recused", "Menjadi konsultan kota ini.")
    assert not Panel.objects.visible_to(seat.user).exists()
    assert refusal(factories.score, seat, "A1", 3) == ["seat-over"]


def test_nobody_declares_for_another(seats):
    one, other, *_rest = seats

    assert refusal(actions.declare, one, is_independent=True, by=other.user, now=NOW) == ["seat-of-another"]


def test_an_ended_seat_is_free_for_another_and_its_number_stays(panel, seats, nadia):
    assert refusal(actions.end, seats[2], reason=" ", by=nadia, now=NOW) == ["seat-ended-without-reason"]
    actions.end(seats[2], reason="Berhalangan", by=nadia, now=NOW)
    fourth = officeholder("empat@contoh.ac.id", Role.ASSESSOR)
    (made,) = actions.appoint(panel.round, panel.city, [fourth], by=nadia, now=NOW)

    assert made.number == 4
    assert not Panel.objects.visible_to(seats[2].user).exists()
    assert "Berhalangan" in said("ended", nadia)


def test_whoever_is_no_assessor_any_more_sees_and_scores_nothing(panel, seat):
    RoleAssignment.objects.filter(user=seat.user).delete()
    seat.user.refresh_from_db()
    person = type(seat.user).objects.get(pk=seat.user_id)

    assert not Panel.objects.visible_to(person).exists()
    assert "round-not-yours" in refusal(
        actions.mark, seat, "A1", actions.Given(3), expected=0, by=person, now=NOW
    )


def test_an_assessor_who_takes_an_office_in_the_city_scores_no_more(panel, seat):
    RoleAssignment.objects.create(
        user=seat.user, role=Role.OUTSIDE_MEMBER, city=panel.city, from_on=timezone.now().date()
    )
    person = type(seat.user).objects.get(pk=seat.user_id)

    refused = refusal(actions.mark, seat, "A1", actions.Given(3), expected=0, by=person, now=NOW)

    assert refused == ["seat-works-in-city"]


def test_in_a_rehearsal_the_citys_own_people_are_the_assessors(balikpapan, rina, budi, hadi):
    round_ = factories.run_round(kind=Round.Kind.TRIAL, city=balikpapan)

    assert refusal(actions.appoint, round_, balikpapan, [hadi], by=rina, now=NOW) == ["seat-not-of-city"]
    (seat,) = actions.appoint(round_, balikpapan, [budi], by=rina, now=NOW)

    assert seat.panel.is_rehearsal


def test_a_panel_is_seen_by_its_seats_and_by_whoever_keeps_the_round(
    panel, seats, nadia, rina, tetangga, hadi, siti, budi
):
    seen = {
        person.email: Panel.objects.visible_to(person).filter(pk=panel.pk).exists()
        for person in (seats[0].user, nadia, rina, tetangga, hadi, siti, budi)
    }

    assert [email for email, sees in seen.items() if sees] == [seats[0].user.email, nadia.email]


def test_a_rehearsal_is_nobody_elses_business(balikpapan, budi, rina, nadia, tetangga, hadi):
    round_ = factories.run_round(kind=Round.Kind.TRIAL, city=balikpapan)
    (seat,) = actions.appoint(round_, balikpapan, [budi], by=rina, now=NOW)

    for person, sees in ((budi, True), (rina, True), (nadia, False), (tetangga, False), (hadi, False)):
        assert Panel.objects.visible_to(person).filter(pk=seat.panel_id).exists() == sees


@pytest.mark.parametrize("step", [Step.RESULT, Step.CLOSED])
def test_nobody_is_appointed_after_the_scoring(balikpapan, nadia, hadi, step):
    round_ = factories.run_round(balikpapan, steps=[step])
    later = NOW.replace(day=23)
    round_.windows.filter(step=Step.INVITATION).delete()

    assert refusal(actions.appoint, round_, balikpapan, [hadi], by=nadia, now=later) == ["round-undated"]
