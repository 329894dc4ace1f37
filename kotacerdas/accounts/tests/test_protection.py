"""Recovery codes, sessions, and being asked again before a sensitive step."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kotacerdas.accounts import factors, recency
from kotacerdas.accounts.tests.devices import code, knock, totp_of
from kotacerdas.audit.models import Entry
from kotacerdas.people.tests.factories import PASSWORD

SECURITY, CODES, CONFIRM = "/akun/keamanan/", "/akun/keamanan/kode-pemulihan/", "/akun/keamanan/konfirmasi/"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Mobile Safari/537.36"


# --- Recovery codes ----------------------------------------------------------------------------------------


def test_recovery_codes_are_shown_until_they_are_kept_and_never_again(as_user, rina):
    totp_of(rina)
    browser = as_user(rina)
    first = factors.of(rina).unseen_codes[0]
    spoken = f"{first[:5]} {first[5:]}"

    assert spoken in browser.get(CODES).content.decode()
    assert spoken in browser.get(f"{CODES}unduh/").content.decode()
    browser.post(CODES)

    assert spoken not in browser.get(CODES).content.decode()
    assert browser.get(f"{CODES}unduh/")["Location"] == CODES


def test_codes_as_a_file_are_plain_text_to_keep(as_user, rina):
    totp_of(rina)

    answer = as_user(rina).get(f"{CODES}unduh/")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_new_codes_end_the_old_ones(as_user, rina):
    totp_of(rina)
    old = factors.of(rina).unseen_codes[0]

    as_user(rina).post(f"{CODES}baru/")

    assert knock(rina)[0].post("/masuk/kode/", {"code": old}).status_code == 422
    assert len(factors.of(rina).unseen_codes) == 10


def test_without_a_factor_there_are_no_codes(as_user, budi):
    assert as_user(budi).get(f"{CODES}baru/")["Location"] == SECURITY
    assert as_user(budi).get(CODES).status_code == 200


# --- Who is there? -----------------------------------------------------------------------------------------


@pytest.fixture
def hours_later(as_user, rina) -> Client:
    """Rina's session, opened long ago."""
    browser = as_user(rina)
    session = browser.session
    session[recency.SHOWN_AT] -= recency.RECENT_SECONDS + 1
    session.save()
    return browser


@pytest.mark.parametrize(
    "page", ["aplikasi/", "kunci-sandi/", "hapus/aplikasi/", "kode-pemulihan/", "kode-pemulihan/baru/"]
)
def test_sensitive_steps_ask_who_is_there(hours_later, page):
    for send in (hours_later.get, hours_later.post):
        assert send(f"{SECURITY}{page}")["Location"].startswith(CONFIRM)


def test_password_answers_where_there_is_no_second_factor(hours_later):
    asked = {"next": f"{SECURITY}aplikasi/"}

    assert hours_later.post(CONFIRM, {"password": "salah", **asked}).status_code == 422
    assert hours_later.post(CONFIRM, {"password": PASSWORD, **asked})["Location"] == f"{SECURITY}aplikasi/"
    assert hours_later.get(f"{SECURITY}aplikasi/").status_code == 200


def test_showing_again_who_is_there_renews_the_session(hours_later):
    before = hours_later.session.session_key

    hours_later.post(CONFIRM, {"password": PASSWORD})

    assert hours_later.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert hours_later.get(SECURITY).status_code == 200


def test_both_answer_where_there_is_one(hours_later, rina):
    secret = totp_of(rina)

    assert hours_later.post(CONFIRM, {"password": PASSWORD}).status_code == 422
    assert hours_later.post(CONFIRM, {"code": code(secret)}).status_code == 422
    assert hours_later.post(CONFIRM, {"password": PASSWORD, "code": code(secret)}).status_code == 302


def test_slip_in_the_password_does_not_use_up_the_code(hours_later, rina):
    secret = totp_of(rina)
    shown = code(secret)

    hours_later.post(CONFIRM, {"password": "salah", "code": shown})

    assert hours_later.post(CONFIRM, {"password": PASSWORD, "code": shown}).status_code == 302


def test_guessing_the_password_in_an_open_session_is_slowed_down(hours_later):
    for _guess in range(5):
        hours_later.post(CONFIRM, {"password": "salah"})

    assert hours_later.post(CONFIRM, {"password": PASSWORD}).status_code == 422


def test_nobody_is_led_to_another_site(hours_later):
    answer = hours_later.post(CONFIRM, {"password": PASSWORD, "next": "https://jahat.example/"})

    assert answer["Location"] == SECURITY


# --- Sessions ----------------------------------------------------------------------------------------------


def signed_in(person, **extra: str) -> Client:
    browser = Client(**extra)
    browser.post("/masuk/", {"login": person.email, "password": PASSWORD})
    return browser


def test_devices_are_listed_in_words(budi):
    signed_in(budi, HTTP_USER_AGENT=PHONE, REMOTE_ADDR="103.28.15.9")
    here = signed_in(budi)

    page = here.get("/en/akun/keamanan/").content.decode()

    assert "Chrome, Android" in page
    assert "103.28.*.*" in page
    assert "this one" in page


def test_neither_address_nor_browser_is_kept_in_full(budi):
    signed_in(budi, HTTP_USER_AGENT=PHONE, REMOTE_ADDR="103.28.15.9")

    kept = UserSession.objects.get()
    assert (kept.ip, kept.user_agent) == ("103.28.0.0", "Chrome|Android")


def test_one_session_is_ended_from_afar(budi):
    lost, kept, here = signed_in(budi), signed_in(budi), signed_in(budi)
    found = here.get(SECURITY).context["sessions"]
    oldest = min(found, key=lambda each: each.since)

    here.post(f"{SECURITY}sesi/", {"sesi": oldest.code})

    assert [each.get("/akun/").status_code for each in (lost, kept, here)] == [302, 200, 200]


def test_all_others_are_ended_at_once(budi):
    lost, here = signed_in(budi), signed_in(budi)

    here.post(f"{SECURITY}sesi/", {"sesi": "lainnya"})

    assert [each.get("/akun/").status_code for each in (lost, here)] == [302, 200]
    assert Entry.objects.filter(kind="accounts.session-ended").count() == 1


def test_nobody_ends_the_session_of_another(budi, rina):
    hers, his = signed_in(rina), signed_in(budi)
    code_of_hers = hers.get(SECURITY).context["sessions"][0].code

    his.post(f"{SECURITY}sesi/", {"sesi": code_of_hers})

    assert hers.get("/akun/").status_code == 200


def test_key_of_a_session_stands_on_no_page(budi):
    here = signed_in(budi)

    assert here.session.session_key not in here.get(SECURITY).content.decode()


def test_list_costs_the_same_however_long_it_is(budi):
    here = signed_in(budi)
    here.get(SECURITY)
    with CaptureQueriesContext(connection) as few:
        here.get(SECURITY)
    for _each in range(5):
        signed_in(budi)
    with CaptureQueriesContext(connection) as many:
        assert len(here.get(SECURITY).context["sessions"]) == 6

    assert len(many) == len(few)


def test_sessions_that_are_over_are_not_listed(budi):
    signed_in(budi)
    Session.objects.update(expire_date=timezone.now() - timedelta(hours=1))

    assert len(signed_in(budi).get(SECURITY).context["sessions"]) == 1


def test_removing_a_factor_ends_the_other_sessions(budi):
    secret = totp_of(budi)
    browsers = []
    for ahead in (0, 1):
        browser, _answer = knock(budi)
        browser.post("/masuk/kode/", {"code": code(secret, ahead=ahead)})
        browsers.append(browser)

    browsers[1].post(f"{SECURITY}hapus/aplikasi/")

    assert [each.get("/akun/").status_code for each in browsers] == [302, 200]
