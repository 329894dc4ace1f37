"""The pages about personal data: one's own, the office's desk, the breach notebook, the public register."""

import json
import secrets
from datetime import timedelta

import pytest
from django.utils import timezone

from kotacerdas.common import personal
from kotacerdas.privacy import actions
from kotacerdas.privacy.models import Breach, Request
from kotacerdas.privacy.tests import factories


def typed(**fields):
    return {"submission_key": secrets.token_urlsafe(18), **fields}


def test_everybody_reads_what_is_kept_and_why(anonymous):
    page = anonymous.get("/privasi/").content.decode()

    assert page.count("<h2") >= len(personal.holdings())
    assert "dimusnahkan otomatis" in page


def test_the_register_asks_the_database_nothing_of_its_own(anonymous, django_assert_num_queries):
    with django_assert_num_queries(0):
        anonymous.get("/privasi/")


def test_one_sees_and_takes_away_what_is_kept(as_user, budi):
    browser = as_user(budi)

    taken = browser.get("/akun/data-pribadi/unduh.json")

    assert "budi@contoh.go.id" in browser.get("/akun/data-pribadi/").content.decode()
    assert "attachment" in taken["Content-Disposition"]
    assert json.loads(taken.content)["kept"]["people.accounts"]["rows"][0]["email"] == "budi@contoh.go.id"


def test_a_double_click_asks_once(as_user, budi):
    browser, form = as_user(budi), typed(kind="access", words="")

    answers = [browser.post("/akun/data-pribadi/", form) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Request.objects.count() == 1


def test_asking_the_same_again_is_told(as_user, budi):
    browser = as_user(budi)
    browser.post("/akun/data-pribadi/", typed(kind="access"))

    answer = browser.post("/akun/data-pribadi/", typed(kind="access"))

    assert answer.status_code == 422
    assert "Anda sudah memintanya" in answer.content.decode()


def test_a_correction_needs_words(as_user, budi):
    answer = as_user(budi).post("/akun/data-pribadi/", typed(kind="correct", words=" "))

    assert answer.status_code == 422
    assert "Tulis apa yang salah" in answer.content.decode()


def test_the_desk_shows_clocks_the_most_urgent_first(as_user, rina, budi, joko):
    now = timezone.now()
    factories.request(budi, now=now - timedelta(hours=10))
    factories.request(joko, now=now - timedelta(hours=80))

    page = as_user(rina).get("/kantor/data-pribadi/").content.decode()

    assert "1 tenggat terlewati" in page
    assert "terlambat 9 jam" in page or "terlambat 8 jam" in page
    assert page.index("Joko") < page.index("Budi")


def test_a_neighbours_desk_is_empty(as_user, tetangga, budi):
    asked = factories.request(budi)
    browser = as_user(tetangga)

    assert "Budi" not in browser.get("/kantor/data-pribadi/").content.decode()
    assert browser.get(asked.get_absolute_url()).status_code == 404


def test_the_office_answers_on_the_page(as_user, rina, budi):
    asked = factories.request(budi)

    answer = as_user(rina).post(asked.get_absolute_url(), {"tindakan": "jawab", "words": "Terlampir."})

    asked.refresh_from_db()
    assert (answer.status_code, asked.state, asked.answer) == (302, "done", "Terlampir.")


def test_an_answer_without_words_is_not_sent(as_user, rina, budi):
    asked = factories.request(budi)

    answer = as_user(rina).post(asked.get_absolute_url(), {"tindakan": "tolak", "words": ""})

    asked.refresh_from_db()
    assert (answer.status_code, asked.state) == (422, "received")


@pytest.mark.parametrize("deed", ["jawab", "tolak", "hapus", "mulai"])
def test_nobody_answers_his_own_request_without_the_office(as_user, budi, deed):
    asked = factories.request(budi)

    answer = as_user(budi).post(asked.get_absolute_url(), {"tindakan": deed, "words": "x"})

    asked.refresh_from_db()
    assert (answer.status_code, asked.state) == (403, "received")


def test_a_person_withdraws(as_user, budi):
    asked = factories.request(budi)

    as_user(budi).post(asked.get_absolute_url(), {"tindakan": "tarik"})

    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_an_unknown_button_does_nothing(as_user, rina, budi):
    asked = factories.request(budi)

    assert as_user(rina).post(asked.get_absolute_url(), {"tindakan": "x", "words": "x"}).status_code == 400


def test_a_letter_is_noted_with_the_hour_of_the_city(as_user, rina, balikpapan):
    form = typed(
        kind="access",
        name="Ibu Contoh",
        contact="Jalan A",
        city=balikpapan.pk,
        received_at="2026-11-20T09:00",
    )

    answer = as_user(rina).post("/kantor/data-pribadi/catat/", form)

    noted = Request.objects.get()
    assert answer.status_code == 302
    assert noted.received_at.isoformat() == "2026-11-20T01:00:00+00:00"


def test_a_letter_from_the_future_is_refused(as_user, rina, balikpapan):
    form = typed(kind="access", name="x", contact="x", city=balikpapan.pk, received_at="2999-01-01T09:00")

    answer = as_user(rina).post("/kantor/data-pribadi/catat/", form)

    assert answer.status_code == 422
    assert "Saat ini belum tiba" in answer.content.decode()


# --- The breach notebook -----------------------------------------------------------------------------------


@pytest.fixture
def breach(balikpapan, rina):
    return factories.breach(balikpapan, rina)


def fields_of(breach, **changed):
    return {
        "city": breach.city_id,
        "title": breach.title,
        "known_at": "2026-11-20T09:00",
        "version": breach.version,
        **changed,
    }


def test_a_breach_says_what_its_notice_lacks(as_user, rina, breach):
    page = as_user(rina).get(breach.get_absolute_url()).content.decode()

    assert "Pemberitahuan ini masih kurang" in page
    assert "data pribadi yang terungkap" in page


def test_the_clock_stops_when_both_are_told(as_user, rina, breach):
    told = {"authority_told_at": "2026-11-21T10:00", "persons_told_at": "2026-11-21T12:00"}

    as_user(rina).post(breach.get_absolute_url(), fields_of(breach, **told))

    breach.refresh_from_db()
    assert breach.ended_at.isoformat() == "2026-11-21T04:00:00+00:00"
    assert breach.clock.hours == 45


def test_a_stale_save_shows_both_versions(as_user, rina, breach):
    first, second = as_user(rina), as_user(rina)
    first.post(breach.get_absolute_url(), fields_of(breach, data="surel"))

    answer = second.post(breach.get_absolute_url(), fields_of(breach, data="nomor telepon"))

    breach.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, breach.data) == (409, "surel")
    assert "nomor telepon" in page
    assert "surel" in page


def test_what_was_told_is_not_told_tomorrow(as_user, rina, breach):
    answer = as_user(rina).post(
        breach.get_absolute_url(), fields_of(breach, persons_told_at="2999-01-01T10:00")
    )

    assert answer.status_code == 422


def test_a_neighbour_does_not_know_of_a_breach(as_user, tetangga, breach):
    assert as_user(tetangga).get(breach.get_absolute_url()).status_code == 404
    assert breach.title not in as_user(tetangga).get("/kantor/data-pribadi/kebocoran/").content.decode()


def test_a_breach_of_another_city_is_not_noted(as_user, rina, samarinda):
    form = typed(city=samarinda.pk, title="x", known_at="2026-11-20T09:00")

    answer = as_user(rina).post("/kantor/data-pribadi/kebocoran/catat/", form)

    assert (answer.status_code, Breach.objects.count()) == (422, 0)


def test_the_desk_costs_the_same_however_many(as_user, rina, balikpapan, django_assert_max_num_queries):
    for number in range(30):
        actions.note_request(
            kind="access", name=f"Orang {number}", contact="x", words="", received_at=factories.NOW,
            city=balikpapan, by=rina, now=factories.NOW,
        )  # fmt: skip
    browser = as_user(rina)

    with django_assert_max_num_queries(9):
        browser.get("/kantor/data-pribadi/")
