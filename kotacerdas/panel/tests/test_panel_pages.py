"""Where assessors sit, the page of one panel, and what nobody may see before it is open."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.common.tests.reading import plain, tables, words
from kotacerdas.evaluation.models import Remark, Result, Round
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Said
from kotacerdas.panel.models import Mark, Panel
from kotacerdas.panel.tests import factories
from kotacerdas.panel.tests.factories import score
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder

MOST_QUERIES = 15


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def panel(balikpapan, now):
    return factories.panel(balikpapan, now=now)


def at(panel, part=""):
    return f"/en/asesor/{panel.round.code}/{panel.city.code}/{part}"


def send(client, address, **fields):
    return client.post(address, {"submission_key": new_key(), **fields})


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return words(response)


# --- The list ----------------------------------------------------------------------------------------------


def test_list_of_an_assessor_without_a_seat_says_what_will_appear(as_user, hadi):
    assert "No city is given to you yet" in page(as_user(hadi), "/en/asesor/")


def test_list_leads_from_declaring_over_scoring_to_the_differences(as_user, balikpapan, nadia, now):
    round_ = factories.run_round(balikpapan, now=now)
    people = factories.assessors(3)
    seats = factories.seats(round_, balikpapan, people, declared=False, now=now)
    panel, client = seats[0].panel, as_user(people[0])

    def shown():
        response = client.get("/en/asesor/")
        return words(response), response.content.decode()

    text, html = shown()
    assert "You sit in 1 panel" in text
    assert f'href="{at(panel, "pernyataan/")}"' in html

    for seat in seats:
        actions.declare(seat, is_independent=True, by=seat.user, now=now)
    assert "waits for the city's submission" in shown()[0]

    factories.submitted(round_, balikpapan, now=now)
    text, html = shown()
    assert "0 of 117 scored" in text
    assert f'href="{at(panel, "soal/A1/")}"' in html

    score(seats[0], "A1", 3, now=now)
    text, html = shown()
    assert "1 of 117 scored" in text
    assert "until" in text
    assert "WIB" in text
    assert f'href="{at(panel, "soal/A2/")}"' in html

    Mark.objects.all().delete()
    factories.scored(panel, now=now, A1={1: 0})
    assert "everything scored, waits for the others" in shown()[0]

    actions.open_panel(panel, by=nadia, now=now)
    text, html = shown()
    assert "1 difference to be talked about" in text
    assert f'href="{at(panel)}#beda"' in html

    actions.conclude(panel, by=nadia, now=now)
    assert "result entered" in shown()[0]


def test_list_says_why_the_days_do_not_allow_it(as_user, balikpapan, now):
    panel = factories.panel(balikpapan, steps=["self_assessment", "submission", "stage_1"], now=now)

    text = page(as_user(panel.seats.get(number=1).user), "/en/asesor/")

    assert "has no days for “Stage II: interview and scoring” yet" in text


def test_newest_round_comes_first(as_user, balikpapan, samarinda, now):
    people = factories.assessors(3)
    factories.panel(balikpapan, people=people, year=2024, now=now)
    factories.panel(samarinda, people=people, year=2026, now=now)

    text = page(as_user(people[0]), "/en/asesor/")

    assert text.index("Samarinda") < text.index("Balikpapan")


def test_keepers_find_the_rounds_that_they_keep(as_user, balikpapan, nadia, rina, tetangga, now):
    shared = factories.run_round(balikpapan, now=now)
    own = factories.run_round(kind=Round.Kind.TRIAL, city=balikpapan, year=2025, now=now)

    def led(person):
        html = as_user(person).get("/en/asesor/").content.decode()
        return {each.code for each in (shared, own) if f"/en/asesor/{each.code}/" in html}

    assert led(nadia) == {shared.code}
    assert led(rina) == {own.code}
    assert led(tetangga) == set()


def test_list_costs_the_same_however_many_panels_there_are(as_user, balikpapan, samarinda, malang_kab, now):
    people = factories.assessors(3)
    factories.panel(balikpapan, people=people, now=now)
    client = as_user(people[0])
    page(client, "/asesor/")
    with CaptureQueriesContext(connection) as few:
        page(client, "/asesor/")
    for year, city in ((2023, samarinda), (2024, malang_kab)):
        factories.opened(factories.panel(city, people=people, year=year, now=now), now=now)
    with CaptureQueriesContext(connection) as many:
        page(client, "/asesor/")

    assert len(many) <= len(few) + 2  # what an open panel needs
    assert len(many) <= MOST_QUERIES


# --- Who gets what -----------------------------------------------------------------------------------------


def test_each_of_the_cast_gets_the_pages_that_are_his_or_hers(
    as_user, anonymous, panel, siti, budi, joko, rina, lestari, hadi, nadia, tetangga
):
    seat = panel.seats.get(number=1).user
    parts = {
        "listing": "/en/asesor/",
        "round": f"/en/asesor/{panel.round.code}/",
        "panel": at(panel),
        "appoint": at(panel, "tunjuk/"),
        "declare": at(panel, "pernyataan/"),
        "conclude": at(panel, "hasil/"),
    }
    people = (siti, budi, joko, rina, lestari, hadi, nadia, tetangga, seat)
    got = {
        person.display_name: [as_user(person).get(address).status_code for address in parts.values()]
        for person in people
    }

    operator, sitting = [200, 200, 200, 200, 403, 200], [200, 403, 200, 403, 200, 403]
    outsider, officer, office = [200, 403, 404, 403, 403, 403], [200, 403, 404, 403, 404, 403], [200, 404, 404, 404, 404, 404]  # fmt: skip
    assert list(got.values()) == [
        outsider, officer, officer, office, officer, officer, operator, office, sitting,
    ]  # fmt: skip
    assert {anonymous.get(address).status_code for address in parts.values()} == {302}


def test_deeds_are_only_sent(as_user, panel, nadia):
    client = as_user(nadia)
    for part in ("kursi/1/akhiri/", "buka/", "ulangi/", "beda/A1/"):
        assert client.get(at(panel, part)).status_code == 405


def test_deeds_of_keepers_are_not_there_for_others(as_user, panel, rina, tetangga):
    seat = panel.seats.get(number=1).user
    for part in ("kursi/1/akhiri/", "buka/", "ulangi/", "hasil/", "tunjuk/"):
        assert send(as_user(rina), at(panel, part), reason="x").status_code == 404
        assert send(as_user(tetangga), at(panel, part), reason="x").status_code == 404
        assert send(as_user(seat), at(panel, part), reason="x").status_code == 403
    assert send(as_user(rina), at(panel, "beda/A1/"), words="x").status_code == 404


# --- Blindness ---------------------------------------------------------------------------------------------


def test_before_the_opening_no_page_has_a_score_of_another_seat(as_user, panel, nadia, now):
    factories.scored(panel, 4, now=now)
    Mark.objects.filter(seat__number=2).update(level=1, note="Rahasia kursi dua", reason="Rahasia juga")
    seat = panel.seats.get(number=1).user
    pages = ("/en/asesor/", at(panel))
    of_keeper = (*pages, f"/en/asesor/{panel.round.code}/", at(panel, "hasil/"))

    for person, addresses in ((seat, pages), (nadia, of_keeper)):
        client = as_user(person)
        for address in addresses:
            response = client.get(address)
            html = response.content.decode()
            assert "Rahasia" not in html
            assert tables(response, "tb-nilai") == []
            assert "beda-soal" not in html
            assert "mean" not in words(response)


def test_before_the_opening_the_page_is_the_same_whatever_the_others_give(as_user, panel, nadia, now):
    factories.scored(panel, 3, now=now)
    seat = panel.seats.get(number=1).user

    def seen(person):
        addresses = [at(panel)]
        if person == nadia:
            addresses += [f"/en/asesor/{panel.round.code}/", at(panel, "hasil/")]
        html = "".join(as_user(person).get(address).content.decode() for address in addresses)
        return re.sub(r'name="(submission_key|csrfmiddlewaretoken)" value="[^"]*"|nonce-\S+', "", html)

    before = [seen(person) for person in (seat, nadia)]
    Mark.objects.exclude(seat__number=1).update(level=0)

    assert [seen(person) for person in (seat, nadia)] == before


def test_keeper_sees_before_the_opening_how_many_are_scored(as_user, panel, nadia, now):
    score(panel.seats.get(number=1), "A1", 3, now=now)

    text = page(as_user(nadia), at(panel))

    assert "1 of 117 scored" in text
    assert text.count("0 of 117 scored") == 2


def test_seat_is_not_told_how_far_the_others_are(as_user, panel, now):
    for code in ("A1", "A2"):
        score(panel.seats.get(number=2), code, 3, now=now)

    text = page(as_user(panel.seats.get(number=1).user), at(panel))

    assert "2 of 117" not in text
    assert "You have scored 0 of 117 questions" in text


# --- The page of a seat ------------------------------------------------------------------------------------


def test_seat_sees_how_far_it_is_part_by_part(as_user, panel, now):
    seat = panel.seats.get(number=1)
    score(seat, "A1", 3, now=now, is_flagged=True)
    response = as_user(seat.user).get(at(panel))

    first = tables(response, "tb-bagian")[0][0]
    assert first[0].startswith("A. ")
    assert first[1].startswith("1 of ")
    assert first[2] == "1"
    html = response.content.decode()
    for part in ("soal/A2/", "soal/B1/", "pendapat/I/", "pendapat/II/"):
        assert f'href="{at(panel, part)}"' in html


def test_undeclared_seat_is_led_to_its_declaration(as_user, balikpapan, now):
    round_ = factories.run_round(balikpapan, now=now)
    (seat,) = factories.seats(round_, balikpapan, factories.assessors(1), declared=False, now=now)

    response = as_user(seat.user).get(at(seat.panel))

    assert f'href="{at(seat.panel, "pernyataan/")}"' in response.content.decode()
    assert "Nothing can be read or scored before you have declared" in words(response)


def test_page_costs_the_same_however_many_scores_there_are(as_user, panel, nadia, now):
    client = as_user(panel.seats.get(number=1).user)
    page(client, at(panel))
    with CaptureQueriesContext(connection) as few:
        page(client, at(panel))
    factories.opened(panel, now=now, A1={1: 0}, A2={2: 0})
    with CaptureQueriesContext(connection) as many:
        page(client, at(panel))

    assert len(many) <= len(few)
    assert len(many) <= MOST_QUERIES


# --- Opened ------------------------------------------------------------------------------------------------


def test_differences_come_with_every_level_note_and_change(as_user, panel, nadia, now):
    factories.scored(panel, now=now, A1={1: 0}, A2={3: 1})
    Mark.objects.filter(seat__number=1, code="A1").update(note="SK sudah <berakhir>.")
    actions.open_panel(panel, by=nadia, now=now)
    seat = panel.seats.get(number=3)
    score(seat, "A2", 3, now=now, reason="Notulen ada di lampiran.")

    for person in (seat.user, nadia):
        text = page(as_user(person), at(panel))
        assert "1 difference to be talked about" in text
        assert "SK sudah <berakhir>." in text
        assert "first 1 now 3" in text
        assert "Notulen ada di lampiran." in text
        assert "closer now" in text


def test_all_scores_stand_side_by_side_with_their_mean(as_user, panel, nadia, now):
    factories.opened(panel, now=now, A1={1: 0, 2: 4})

    rows = tables(as_user(nadia).get(at(panel)), "tb-nilai")[0]

    assert len(rows) == 117
    assert rows[0][1:] == ["0", "4", "3", "2.33"]
    assert rows[1][1:] == ["3", "3", "3", "3.00"]


def test_what_came_of_a_talk_is_noted_once_and_shown(as_user, panel, nadia, now):
    factories.opened(panel, now=now, A1={1: 0})
    client = as_user(panel.seats.get(number=1).user)
    fields = {"submission_key": new_key(), "words": "Asesor 1 memegang nilainya."}

    for _again in range(2):
        answer = client.post(at(panel, "beda/A1/"), fields)
        assert answer["Location"] == f"{at(panel)}#beda-A1"

    assert panel.talks.count() == 1
    text = page(as_user(nadia), at(panel))
    assert "Asesor 1 memegang nilainya." in text
    assert "All differences have been talked about" in text


def test_talk_without_words_says_so_beside_its_question(as_user, panel, nadia, now):
    factories.opened(panel, now=now, A1={1: 0})

    answer = send(as_user(nadia), at(panel, "beda/A1/"), words=" ")

    assert answer.status_code == 422
    assert re.search(r'(?s)id="beda-A1".*?<details open>.*?class="galat"', answer.content.decode())
    assert send(as_user(nadia), at(panel, "beda/Z9/"), words="x").status_code == 404


# --- Opening, concluding, taking up again ------------------------------------------------------------------


def test_keeper_opens_a_panel_when_everybody_has_scored(as_user, panel, nadia, now):
    client = as_user(nadia)
    answer = client.post(at(panel, "buka/"), {"submission_key": new_key()}, follow=True)
    assert "Assessor 1 has still to score 117 questions." in plain(answer.content.decode())

    factories.scored(panel, now=now)
    assert f'action="{at(panel, "buka/")}"' in client.get(at(panel)).content.decode()
    assert send(client, at(panel, "buka/"))["Location"] == at(panel)
    assert Panel.objects.get(pk=panel.pk).is_open


def test_preview_shows_the_index_and_what_is_missing_before_the_result_is_entered(as_user, panel, nadia, now):
    factories.opened(panel, now=now, A1={1: 0})
    one = panel.seats.get(number=1)
    actions.write_opinion(
        one, "II", Said("Kuat.\nRajin.", "Lemah.", "Naikkan."), expected=0, by=one.user, now=now
    )
    client = as_user(nadia)

    text = page(client, at(panel, "hasil/"))
    assert "Strengths 2 Weaknesses 1 Recommendations 1" in text
    assert "nothing for the report yet: 2, 3." in text
    assert "1 question has no talk noted yet: A1" in text
    assert not Result.objects.exists()

    assert send(client, at(panel, "hasil/"))["Location"] == at(panel)
    index = str(Result.objects.get(city=panel.city).index.normalize())
    assert index in text
    assert Remark.objects.filter(city=panel.city).exists()


def test_result_is_taken_up_again_with_a_reason(as_user, panel, nadia, now):
    factories.concluded(panel, now=now)
    client = as_user(nadia)

    refused = send(client, at(panel, "ulangi/"), reason=" ")
    assert refused.status_code == 422
    assert re.search(r"(?s)<details class=\"lipat\" open>.*?class=\"galat\"", refused.content.decode())

    assert send(client, at(panel, "ulangi/"), reason="Salah ketik").status_code == 302
    assert Panel.objects.get(pk=panel.pk).concluded_at is None


def test_city_plays_its_own_rehearsal_from_the_appointment_to_the_result(
    as_user, balikpapan, rina, budi, now
):
    round_ = factories.run_round(kind=Round.Kind.TRIAL, city=balikpapan, now=now)
    factories.submitted(round_, balikpapan, now=now)
    keeper, player = as_user(rina), as_user(budi)
    base = f"/en/asesor/{round_.code}/{balikpapan.code}/"

    assert send(keeper, f"{base}tunjuk/", people=[budi.pk])["Location"] == base
    assert send(player, f"{base}pernyataan/", stance="1")["Location"] == base
    panel = Panel.objects.get(round=round_)
    factories.scored(panel, now=now)
    assert send(keeper, f"{base}buka/").status_code == 302
    assert send(keeper, f"{base}hasil/").status_code == 302

    assert Panel.objects.get(pk=panel.pk).concluded_at is not None
    assert page(keeper, base)
    assert page(player, base)


def test_provincial_operator_keeps_the_panels_of_the_province(as_user, balikpapan, malang_kab, now):
    operator = officeholder("kaltim@contoh.go.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province)
    round_ = factories.run_round(balikpapan, malang_kab, now=now)
    client = as_user(operator)

    text = page(client, f"/en/asesor/{round_.code}/")

    assert "Balikpapan" in text
    assert "Malang" not in text
    assert client.get(f"/en/asesor/{round_.code}/{malang_kab.code}/tunjuk/").status_code == 404
