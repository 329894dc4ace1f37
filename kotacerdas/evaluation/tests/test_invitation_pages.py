"""Which cities an operator invites, and what a city's office answers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.evaluation import actions
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Participation
from kotacerdas.evaluation.tests.factories import days, own_round, run_round
from kotacerdas.notices.models import Notice
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_that_time(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def send(client, address, **fields):
    return client.post(address, {"submission_key": new_key(), **fields})


def states(made):
    return dict(made.participations.values_list("city__code", "state"))


# --- The operator ------------------------------------------------------------------------------------------


def test_chosen_cities_are_invited_and_their_offices_hear_of_it(
    as_user, balikpapan, samarinda, malang_kab, rina, tetangga, nadia
):
    made = run_round(now=NOW)

    answer = send(as_user(nadia), f"/putaran/{made.code}/kota/", cities=[balikpapan.pk, malang_kab.pk])

    assert answer["Location"] == f"/putaran/{made.code}/kota/"
    assert states(made) == {"64.71": "invited", "35.07": "invited"}
    assert list(Notice.objects.filter(kind="evaluation.invited").values_list("person", flat=True)) == [
        rina.pk
    ]


def test_nobody_is_invited_twice(as_user, balikpapan, samarinda, rina, tetangga, nadia):
    made = run_round(now=NOW, cities=(balikpapan,))
    client = as_user(nadia)

    send(client, f"/en/putaran/{made.code}/kota/", cities=[balikpapan.pk, samarinda.pk])

    assert Notice.objects.filter(kind="evaluation.invited", person=rina).count() == 1
    text = client.get(f"/en/putaran/{made.code}/kota/").content.decode()
    assert "1 city is invited." in text
    assert "1 was in the round already and hears nothing again." in text


def test_whole_province_at_once(as_user, balikpapan, samarinda, malang_kab, nadia):
    made = run_round(now=NOW)

    send(as_user(nadia), f"/putaran/{made.code}/kota/", province=balikpapan.province.pk)

    assert states(made) == {"64.71": "invited", "64.72": "invited"}


def test_list_says_how_each_city_stands_and_can_be_narrowed(
    as_user, balikpapan, samarinda, malang_kab, malang_kota, nadia
):
    made = run_round(now=NOW, cities=(balikpapan, samarinda, malang_kab))
    rows = {row.city: row for row in made.participations.all()}
    actions.answer_invitation(rows[balikpapan], takes_part=True, by=None, now=NOW)
    actions.answer_invitation(rows[samarinda], takes_part=False, reason="Masih <menyusun>", by=None, now=NOW)
    client, address = as_user(nadia), f"/en/putaran/{made.code}/kota/"

    text = client.get(address).content.decode()
    assert "1 of 4 cities take part, 1 have not answered, 1 do not" in text
    assert "Masih &lt;menyusun&gt;" in text

    def shown(**asked):
        return [row.city.code for row in client.get(address, asked).context["page"]]

    assert shown(status="declined") == ["64.72"]
    assert shown(status="none") == ["35.73"]
    assert shown(provinsi="35") == ["35.07", "35.73"]
    assert shown(cari="balik") == ["64.71"]
    assert shown(cari="tidak ada") == []
    assert len(shown(provinsi="99", status="aneh")) == 4


def test_provincial_operator_invites_the_province_only(as_user, balikpapan, malang_kab):
    operator = people.officeholder(
        "kaltim@contoh.go.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province
    )
    made = run_round(province=balikpapan.province, now=NOW)
    address = f"/putaran/{made.code}/kota/"

    answer = send(as_user(operator), address, cities=[malang_kab.pk])

    assert answer.status_code == 422
    assert "cities" in answer.context["form"].errors
    assert not Participation.objects.exists()
    assert send(as_user(operator), address, cities=[balikpapan.pk]).status_code == 302


def test_nothing_is_offered_when_the_days_forbid_it(as_user, balikpapan, nadia):
    made = run_round(days=days({Step.INVITATION: (5, 9)}, now=NOW), now=NOW)
    client, address = as_user(nadia), f"/en/putaran/{made.code}/kota/"

    text = client.get(address).content.decode()
    assert "“Invitation” opens on 6 December 2026 10:00 WIB" in text
    assert 'name="cities"' not in text

    answer = send(client, address, cities=[balikpapan.pk])
    assert answer.status_code == 422
    assert not Participation.objects.exists()


def test_choosing_nothing_is_said(as_user, balikpapan, nadia):
    made = run_round(now=NOW)

    answer = send(as_user(nadia), f"/en/putaran/{made.code}/kota/")

    assert answer.status_code == 422
    assert "Choose at least one city." in answer.content.decode()


def test_round_of_a_city_invites_nobody(as_user, balikpapan, rina, nadia):
    made = own_round(balikpapan, now=NOW)

    assert as_user(nadia).get(f"/putaran/{made.code}/kota/").status_code == 404
    assert as_user(rina).get(f"/putaran/{made.code}/kota/").status_code == 403
    assert as_user(rina).get(f"/putaran/{made.code}/ikut/").status_code == 404


def test_number_of_queries_does_not_grow_with_the_cities(
    as_user, balikpapan, nadia, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made = run_round(now=NOW, cities=(balikpapan,))
    client, address = as_user(nadia), f"/putaran/{made.code}/kota/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    others = [people.city(f"64.{number}", f"Kab. Uji {number}") for number in range(10, 40)]
    actions.invite(made, others[:15], by=None, now=NOW)

    with django_assert_num_queries(len(few)):
        client.get(address)
    assert len(few) <= 15


# --- The city's office -------------------------------------------------------------------------------------


def test_office_says_that_the_city_takes_part(as_user, balikpapan, rina):
    made = run_round(now=NOW, cities=(balikpapan,))
    client = as_user(rina)
    assert (
        f"/en/putaran/{made.code}/ikut/" in client.get(f"/en/putaran/{made.code}/kalender/").content.decode()
    )

    answer = send(client, f"/putaran/{made.code}/ikut/", takes_part="1", reason="")

    assert answer["Location"] == f"/putaran/{made.code}/kalender/"
    assert states(made) == {"64.71": "joined"}


def test_not_taking_part_needs_a_reason_beside_its_field(as_user, balikpapan, rina):
    made = run_round(now=NOW, cities=(balikpapan,))
    client, address = as_user(rina), f"/en/putaran/{made.code}/ikut/"

    answer = send(client, address, takes_part="0", reason=" ")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reason"]

    send(client, address, takes_part="0", reason="Anggaran belum ada")
    text = client.get(address).content.decode()
    assert "Kota Balikpapan does not take part" in text
    assert "Anggaran belum ada" in text


def test_answer_can_be_changed_while_the_days_allow_it(as_user, balikpapan, rina, monkeypatch):
    made = run_round(now=NOW, cities=(balikpapan,))
    client, address = as_user(rina), f"/en/putaran/{made.code}/ikut/"
    send(client, address, takes_part="0", reason="Belum siap")
    send(client, address, takes_part="1", reason="")
    assert states(made) == {"64.71": "joined"}

    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=60))
    client = as_user(rina)
    text = client.get(address).content.decode()
    assert "“Submission” was over on" in text
    assert "<textarea" not in text
    assert send(client, address, takes_part="0", reason="Terlambat").status_code == 422
    assert states(made) == {"64.71": "joined"}


def test_office_of_a_city_that_was_not_invited_finds_nothing(as_user, balikpapan, tetangga):
    made = run_round(now=NOW, cities=(balikpapan,))

    assert as_user(tetangga).get(f"/putaran/{made.code}/ikut/").status_code == 404
    assert send(as_user(tetangga), f"/putaran/{made.code}/ikut/", takes_part="1").status_code == 404
    assert states(made) == {"64.71": "invited"}
