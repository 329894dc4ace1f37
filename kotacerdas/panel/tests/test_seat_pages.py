"""Appointing one city or several, declaring, and ending an appointment."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.common.tests.reading import plain, rows, words
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Round
from kotacerdas.notices.models import Notice
from kotacerdas.panel import actions
from kotacerdas.panel.models import Panel, Seat
from kotacerdas.panel.tests import factories
from kotacerdas.people.models import RoleAssignment
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder

MOST_QUERIES = 15


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def round_(balikpapan, now):
    return factories.run_round(balikpapan, now=now)


def at(round_, city, part):
    return f"/en/asesor/{round_.code}/{city.code}/{part}"


def send(client, address, **fields):
    return client.post(address, {"submission_key": new_key(), **fields})


# --- Appointing --------------------------------------------------------------------------------------------


def test_chosen_assessors_are_appointed_once_and_told(as_user, round_, balikpapan, nadia, rina, hadi):
    client, people = as_user(nadia), factories.assessors(2)
    address = at(round_, balikpapan, "tunjuk/")
    text = words(client.get(address))
    assert "hadi@ contoh.ac.id · sits in no panel of this round yet" in text
    assert "rina" not in text

    fields = {"submission_key": new_key(), "people": [each.pk for each in people]}
    for _again in range(2):
        assert client.post(address, fields)["Location"] == at(round_, balikpapan, "")

    assert Seat.objects.count() == 2
    assert Notice.objects.filter(kind="panel.appointed").count() == 2
    assert "2 assessors are appointed and told." in plain(
        client.get(at(round_, balikpapan, "")).content.decode()
    )


def test_whoever_is_bound_to_the_city_or_sits_already_is_not_offered(
    as_user, round_, balikpapan, nadia, hadi, now
):
    bound = officeholder("dua@contoh.ac.id", Role.ASSESSOR)
    RoleAssignment.objects.create(user=bound, role=Role.OUTSIDE_MEMBER, city=balikpapan, from_on=now.date())
    other = officeholder("tiga@contoh.ac.id", Role.ASSESSOR)
    factories.seats(round_, balikpapan, [hadi], now=now)
    client, address = as_user(nadia), at(round_, balikpapan, "tunjuk/")

    offered = re.findall(r'name="people" value="(\d+)"', client.get(address).content.decode())

    assert offered == [str(other.pk)]
    assert send(client, address, people=[bound.pk]).status_code == 422
    assert Seat.objects.count() == 1


def test_people_are_found_by_name_and_the_ticked_ones_stay(as_user, round_, balikpapan, nadia, hadi):
    others = factories.assessors(6)
    client, address = as_user(nadia), at(round_, balikpapan, "tunjuk/")

    found = re.findall(r'name="people" value="(\d+)"', client.get(f"{address}?cari=HADI").content.decode())
    assert found == [str(hadi.pk)]
    assert "Nobody fits" in words(client.get(f"{address}?cari=tidak+ada"))

    refused = send(client, f"{address}?cari=HADI", people=[each.pk for each in others])
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "A panel has 5 seats at most." in plain(html)
    assert len(re.findall(r'name="people" value="\d+" checked', html)) == 6


def test_nobody_chosen_is_said(as_user, round_, balikpapan, nadia, hadi):
    answer = send(as_user(nadia), at(round_, balikpapan, "tunjuk/"))

    assert answer.status_code == 422
    assert "Choose at least one person." in words(answer)


def test_outside_its_days_the_page_says_why_nobody_is_appointed(as_user, balikpapan, nadia, hadi, now):
    round_ = factories.run_round(balikpapan, now=now)
    round_.windows.all().delete()

    text = words(as_user(nadia).get(at(round_, balikpapan, "tunjuk/")))

    assert "has no days for “Invitation” yet" in text
    assert "hadi@" not in text


def test_city_that_has_not_joined_cannot_be_given_assessors(as_user, round_, samarinda, nadia):
    assert as_user(nadia).get(at(round_, samarinda, "tunjuk/")).status_code == 404


def test_in_a_rehearsal_the_citys_own_people_are_offered(
    as_user, balikpapan, rina, budi, hadi, tetangga, now
):
    round_ = factories.run_round(kind=Round.Kind.TRIAL, city=balikpapan, now=now)
    guest = officeholder("warga@contoh.id", Role.OUTSIDE_MEMBER, city=balikpapan)

    html = as_user(rina).get(at(round_, balikpapan, "tunjuk/")).content.decode()

    offered = {int(each) for each in re.findall(r'name="people" value="(\d+)"', html)}
    assert offered == {rina.pk, budi.pk}
    assert guest.pk not in offered


# --- The round ---------------------------------------------------------------------------------------------


def test_round_says_how_far_each_city_is_and_what_is_missing(
    as_user, balikpapan, samarinda, malang_kab, nadia, now
):
    round_ = factories.run_round(balikpapan, samarinda, malang_kab, now=now)
    people = factories.assessors(4)
    factories.submitted(round_, balikpapan, now=now)
    panel = factories.seats(round_, balikpapan, people[:3], now=now)[0].panel
    factories.scored(panel, now=now, A1={1: 0})
    factories.seats(round_, samarinda, people[3:], declared=False, now=now)
    client, address = as_user(nadia), f"/en/asesor/{round_.code}/"

    found = rows(client.get(address), "tb-panel")
    by_city = {row[0].removeprefix("Kota ").removeprefix("Kab. "): row for row in found}
    assert by_city["Balikpapan"][1].count("117 of 117 scored") == 3
    assert by_city["Balikpapan"][2].startswith("can be opened")
    assert by_city["Samarinda"][2].startswith("too few assessors")
    assert by_city["Malang"][1] == "nobody yet"
    text = words(client.get(address))
    assert "0 of 3 results are entered" in text
    assert "Too few assessors 2 Can be opened 1 Without a submission 2" in text

    assert send(client, at(round_, balikpapan, "buka/")).status_code == 302
    assert "1 difference to be talked about" in words(client.get(address))


def test_when_all_results_are_entered_the_page_leads_to_their_publication(as_user, balikpapan, nadia, now):
    panel = factories.concluded(factories.panel(balikpapan, now=now), now=now)

    html = as_user(nadia).get(f"/en/asesor/{panel.round.code}/").content.decode()

    assert "1 of 1 result is entered" in plain(html)
    assert f'href="/en/putaran/{panel.round.code}/"' in html


def test_round_costs_the_same_however_many_cities_there_are(
    as_user, balikpapan, samarinda, malang_kab, nadia, now
):
    client, people = as_user(nadia), factories.assessors(3)
    one = factories.opened(factories.panel(balikpapan, people=people, year=2025, now=now), now=now).round
    many = factories.run_round(balikpapan, samarinda, malang_kab, now=now)
    for city in (balikpapan, samarinda, malang_kab):
        factories.submitted(many, city, now=now)
        factories.opened(factories.seats(many, city, people, now=now)[0].panel, now=now, A1={1: 0})
    factories.run_round(malang_kab, year=2024, now=now)

    def cost(round_):
        client.get(f"/asesor/{round_.code}/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/asesor/{round_.code}/").status_code == 200
        return len(queries)

    assert cost(one) == cost(many)
    assert cost(many) <= MOST_QUERIES


def test_same_people_are_appointed_to_all_ticked_cities_or_to_none(
    as_user, balikpapan, samarinda, nadia, hadi, now
):
    round_ = factories.run_round(balikpapan, samarinda, now=now)
    client, address = as_user(nadia), f"/en/asesor/{round_.code}/"
    bound = officeholder("dua@contoh.ac.id", Role.ASSESSOR)
    RoleAssignment.objects.create(user=bound, role=Role.OUTSIDE_MEMBER, city=samarinda, from_on=now.date())
    cities = [balikpapan.pk, samarinda.pk]

    refused = send(client, address, cities=cities, people=[hadi.pk, bound.pk])
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "Kota Samarinda: " in plain(html)
    assert "Kota Balikpapan: " not in plain(html)
    assert len(re.findall(r'name="cities" value="\d+" form="tunjuk" checked', html)) == 2
    assert (Panel.objects.count(), Notice.objects.count()) == (0, 0)

    fields = {"submission_key": new_key(), "cities": cities, "people": [hadi.pk]}
    for _again in range(2):
        assert client.post(address, fields).status_code == 302
    assert Seat.objects.filter(user=hadi).count() == 2


def test_one_city_alone_is_appointed_on_its_own_page(as_user, round_, balikpapan, nadia, hadi):
    html = as_user(nadia).get(f"/en/asesor/{round_.code}/").content.decode()

    assert 'id="tunjuk"' not in html
    assert f'href="{at(round_, balikpapan, "tunjuk/")}"' in html


@pytest.mark.parametrize("missing", ["cities", "people"])
def test_without_cities_or_people_nobody_is_appointed(as_user, round_, balikpapan, nadia, hadi, missing):
    fields = {"cities": [balikpapan.pk], "people": [hadi.pk]} | {missing: []}

    assert send(as_user(nadia), f"/en/asesor/{round_.code}/", **fields).status_code == 422
    assert not Seat.objects.exists()


def test_round_that_is_only_known_by_its_results_has_no_panels(as_user, round_, nadia):
    Round.objects.update(kind=Round.Kind.PUBLISHED)

    assert as_user(nadia).get(f"/en/asesor/{round_.code}/").status_code == 404


# --- Declaring ---------------------------------------------------------------------------------------------


@pytest.fixture
def seat(round_, balikpapan, hadi, now):
    return factories.seats(round_, balikpapan, [hadi], declared=False, now=now)[0]


def test_page_says_what_independence_means_and_that_these_are_our_words(
    as_user, round_, balikpapan, hadi, seat
):
    text = words(as_user(hadi).get(at(round_, balikpapan, "pernyataan/")))

    assert "You hold no office in this city" in text
    assert "They are no official text" in text


def test_independent_assessor_goes_on_to_the_panel(as_user, round_, balikpapan, hadi, seat):
    client = as_user(hadi)

    answer = send(client, at(round_, balikpapan, "pernyataan/"), stance="1")

    assert answer["Location"] == at(round_, balikpapan, "")
    seat.refresh_from_db()
    assert seat.state == "declared"
    assert "You declared on" in words(client.get(at(round_, balikpapan, "pernyataan/")))


def test_with_a_conflict_the_seat_is_given_up_and_the_page_is_gone(as_user, round_, balikpapan, hadi, seat):
    client = as_user(hadi)

    refused = send(client, at(round_, balikpapan, "pernyataan/"), stance="0", statement=" ")
    assert refused.status_code == 422
    assert "Write what stands against it, in one sentence." in words(refused)

    answer = send(client, at(round_, balikpapan, "pernyataan/"), stance="0", statement="Konsultan kota ini.")
    assert answer["Location"] == "/en/asesor/"
    assert "You have given up this seat." in plain(client.get("/en/asesor/").content.decode())
    assert client.get(at(round_, balikpapan, "")).status_code == 404


def test_keeper_reads_what_stands_against_a_seat(as_user, round_, balikpapan, hadi, nadia, seat, now):
    actions.declare(seat, is_independent=False, statement="Konsultan <kota>.", by=hadi, now=now)

    html = as_user(nadia).get(at(round_, balikpapan, "")).content.decode()

    assert "Konsultan &lt;kota&gt;." in html


def test_neither_of_the_two_is_asked_again(as_user, round_, balikpapan, hadi, seat):
    answer = send(as_user(hadi), at(round_, balikpapan, "pernyataan/"), stance="")

    assert answer.status_code == 422
    assert "Choose one of the two." in words(answer)


# --- Ending ------------------------------------------------------------------------------------------------


def test_appointment_is_taken_back_with_a_reason(as_user, round_, balikpapan, nadia, seat):
    client, address = as_user(nadia), at(round_, balikpapan, "kursi/1/akhiri/")

    refused = send(client, address, reason=" ")
    assert refused.status_code == 422
    assert re.search(r'(?s)id="kursi-1".*?<details open>.*?class="galat"', refused.content.decode())

    assert send(client, address, reason="Berhalangan")["Location"] == at(round_, balikpapan, "")
    seat.refresh_from_db()
    assert (seat.state, seat.reason) == ("ended", "Berhalangan")
    assert send(client, at(round_, balikpapan, "kursi/9/akhiri/"), reason="x").status_code == 404


def test_after_the_scoring_no_seat_is_touched(as_user, balikpapan, nadia, hadi, now):
    round_ = factories.run_round(balikpapan, now=now)
    (seat,) = factories.seats(round_, balikpapan, [hadi], now=now)
    round_.windows.exclude(step=Step.RESULT).delete()
    client = as_user(nadia)

    assert "akhiri" not in client.get(at(round_, balikpapan, "")).content.decode()
    answer = send(client, at(round_, balikpapan, "kursi/1/akhiri/"), reason="Berhalangan")

    assert answer.status_code == 422
    seat.refresh_from_db()
    assert seat.state == "declared"
