"""Pages of questions to a city: who sees and does what, forms sent twice or at once, what was typed is never lost."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kotacerdas.common import formats
from kotacerdas.common.submissions import new_key
from kotacerdas.followup.models import Task
from kotacerdas.panel.models import Clarification
from kotacerdas.panel.tests.talking import DAY, HOUR, PNG, asked, panel_of, replied, seat_of, today

LISTING = "/klarifikasi/"


@pytest.fixture
def now():
    return today()


@pytest.fixture
def panel(balikpapan, budi, joko, rina, now):
    return panel_of(balikpapan, budi, joko, now=now)


@pytest.fixture
def seat(panel):
    return seat_of(panel)


@pytest.fixture
def question(seat, now):
    return asked(seat, now=now)


def ask_at(panel, code="A1"):
    return f"/asesor/{panel.round.code}/{panel.city.code}/soal/{code}/tanya/"


def typed(at, words="Mana notulennya?", **more):
    zone = more.pop("zone")
    local = at.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    return {"words": words, "due_at": local, "submission_key": new_key(), **more}


def zone_of(panel):
    return formats.zone_of(panel.round.zone)


def sent(words="Dua orang.", version=1, **more):
    return {"words": words, "version": str(version), "submission_key": new_key(), **more}


# --- Asking ------------------------------------------------------------------------------------------------


def test_an_assessor_asks_from_the_page_of_the_question(as_user, seat, panel, now):
    client = as_user(seat.user)
    page = client.get(ask_at(panel)).content.decode()
    assert "WIB" in page
    suggested = re.search(r'name="due_at" value="([^"]+)"', page)[1]
    assert suggested == (now + 3 * DAY).astimezone(zone_of(panel)).strftime("%Y-%m-%dT%H:%M")

    form = typed(now + DAY, zone=zone_of(panel))
    answer = client.post(ask_at(panel), form)
    again = client.post(ask_at(panel), form)

    made = Clarification.objects.get()
    assert answer["Location"] == again["Location"] == f"/klarifikasi/{made.pk}/"
    assert (made.words, made.due_at, made.seat) == ("Mana notulennya?", now + DAY, seat)
    assert f"/klarifikasi/{made.pk}/tarik/" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(days=90)])
def test_a_moment_that_cannot_be_is_said_beside_the_field(as_user, seat, panel, now, ahead):
    answer = as_user(seat.user).post(ask_at(panel), typed(now + ahead, zone=zone_of(panel)))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Mana notulennya?" in page
    assert 'id="id_due_at_error"' in page
    assert not Clarification.objects.exists()


@pytest.mark.parametrize("name", ["rina", "budi", "tetangga", "hadi"])
def test_nobody_without_a_seat_finds_the_form(as_user, request, panel, now, name):
    client = as_user(request.getfixturevalue(name))

    assert client.get(ask_at(panel)).status_code == 404
    assert client.post(ask_at(panel), typed(now + DAY, zone=zone_of(panel))).status_code == 404


def test_a_question_that_the_form_does_not_have_is_404(as_user, seat, panel):
    assert as_user(seat.user).get(ask_at(panel, "Z9")).status_code == 404


# --- Replying ----------------------------------------------------------------------------------------------


def test_the_agency_replies_with_a_file(as_user, question, budi):
    client = as_user(budi)
    form = sent(file=SimpleUploadedFile("hadir.png", PNG, "image/png"))
    answer = client.post(question.get_absolute_url(), form)

    row = Clarification.objects.get()
    assert answer.status_code == 302
    assert (row.reply, row.file.name) == ("Dua orang.", "hadir.png")
    page = client.get(row.get_absolute_url()).content.decode()
    assert "hadir.png" in page
    assert client.get(row.file.get_absolute_url()).status_code == 200


def test_a_reply_sent_twice_is_one(as_user, question, budi):
    client, form = as_user(budi), sent()

    assert client.post(question.get_absolute_url(), form).status_code == 302
    assert client.post(question.get_absolute_url(), form).status_code == 302

    assert Clarification.objects.get().version == 2


def test_of_two_replies_at_once_the_second_gets_both(as_user, question, budi, rina):
    as_user(budi).post(question.get_absolute_url(), sent("Dua orang."))

    answer = as_user(rina).post(question.get_absolute_url(), sent("Tiga orang."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dua orang." in page
    assert "Tiga orang." in page
    assert 'name="version" value="2"' in page
    assert Clarification.objects.get().reply == "Dua orang."


def test_what_is_not_what_it_says_is_not_taken(as_user, question, budi):
    form = sent(file=SimpleUploadedFile("hadir.png", b"<svg onload=alert(1)>", "image/png"))

    answer = as_user(budi).post(question.get_absolute_url(), form)

    assert answer.status_code == 422
    assert "Dua orang." in answer.content.decode()
    assert Clarification.objects.get().replied_at is None


def test_words_that_are_markup_stay_words(as_user, seat, budi, now):
    row = asked(seat, words="<script>alert(1)</script>", now=now)
    replied(row, "<img src=x onerror=alert(1)>", now=now)

    page = as_user(budi).get(row.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(("name", "sees", "replies"), [
    ("budi", True, True), ("rina", True, True), ("joko", True, False), ("lestari", True, False),
    ("nadia", True, False), ("tetangga", False, False), ("hadi", False, False), ("siti", False, False),
])  # fmt: skip
def test_who_sees_and_who_replies(as_user, request, question, name, sees, replies):
    client = as_user(request.getfixturevalue(name))

    page = client.get(question.get_absolute_url())

    assert (page.status_code == 200) is sees
    if sees:
        assert ('enctype="multipart/form-data"' in page.content.decode()) is replies
    assert (client.post(question.get_absolute_url(), sent()).status_code == 302) is replies


def test_no_page_of_the_city_names_the_assessor(as_user, question, seat, rina):
    type(seat.user).objects.filter(pk=seat.user_id).update(display_name="Dwi Purnama")
    client = as_user(rina)

    task = Task.objects.get(subject_kind="panel.clarification")
    for address in (LISTING, question.get_absolute_url(), task.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "Dwi Purnama" not in page
        assert "1" in page


def test_a_question_is_withdrawn_by_whoever_asked(as_user, question, seat, panel):
    address = f"{question.get_absolute_url()}tarik/"
    assert as_user(seat_of(panel, 2).user).post(address, {"submission_key": new_key()}).status_code == 404

    client = as_user(seat.user)
    assert client.post(address, {"submission_key": new_key()}).status_code == 302

    assert Clarification.objects.get().withdrawn_at is not None
    assert "/tarik/" not in client.get(question.get_absolute_url()).content.decode()


# --- The list ----------------------------------------------------------------------------------------------


def test_the_city_sees_what_waits_first_and_what_is_late(as_user, seat, budi, now):
    late = asked(seat, "A1", "Yang terlambat", now=now - DAY, due_at=now - HOUR)
    asked(seat, "A2", "Yang menunggu", now=now)
    replied(asked(seat, "A1", "Yang dibalas", now=now), now=now)

    page = as_user(budi).get(LISTING).content.decode()

    order = [page.index(words) for words in ("Yang terlambat", "Yang menunggu", "Yang dibalas")]
    assert order == sorted(order)
    assert late.get_absolute_url() in page
    assert "st--telat" in page


@pytest.mark.parametrize("name", ["tetangga", "hadi", "siti"])
def test_for_others_the_list_is_empty(as_user, request, question, name):
    page = as_user(request.getfixturevalue(name)).get(LISTING).content.decode()

    assert question.words not in page
    assert 'class="kosong"' in page


def test_the_list_takes_the_same_queries_however_long(as_user, seat, budi, now):
    client = as_user(budi)
    asked(seat, now=now)
    client.get(LISTING)
    with CaptureQueriesContext(connection) as few:
        client.get(LISTING)
    for number in range(5):
        asked(seat, "A2", f"Pertanyaan {number}", now=now)

    with CaptureQueriesContext(connection) as many:
        client.get(LISTING)

    assert len(many) == len(few) <= 15


def test_the_calendar_of_the_round_leads_there_once_something_is_asked(as_user, panel, seat, rina, now):
    calendar = reverse("evaluation:calendar", args=[panel.round.code])
    client, link = as_user(rina), f"/klarifikasi/?putaran={panel.round.code}"
    assert link not in client.get(calendar).content.decode()

    asked(seat, now=now)

    assert link in client.get(calendar).content.decode()


def test_the_panel_page_can_show_what_was_asked(question, seat):
    from django.template.loader import render_to_string

    from kotacerdas.panel.queries import asking

    shown = render_to_string("panel/panel_asked.html", {"asked": asking.of_panel(seat.panel, seat.user)})

    assert question.words in shown


def test_a_reply_after_its_moment_is_marked_late(as_user, seat, budi, now):
    row = asked(seat, now=now - DAY, due_at=now - HOUR)
    client = as_user(budi)

    assert client.post(row.get_absolute_url(), sent()).status_code == 302

    assert Clarification.objects.get().was_late
    assert "st--awas" in client.get(row.get_absolute_url()).content.decode()


def test_a_reply_whose_moment_has_passed_offers_no_correction(as_user, seat, budi, now):
    row = asked(seat, now=now - 20 * HOUR, due_at=now - 2 * HOUR)
    replied(row, now=now - 3 * HOUR)

    page = as_user(budi).get(row.get_absolute_url()).content.decode()

    assert 'enctype="multipart/form-data"' not in page
