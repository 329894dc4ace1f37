import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.shortcuts import render
from django.test import Client
from django.utils import translation

from kotacerdas.people.tests.factories import PASSWORD


@pytest.fixture
def lestari(lestari):
    lestari.set_password(PASSWORD)
    lestari.save()
    return lestari


def knock(client: Client, email: str, password: str = PASSWORD, **fields: str):
    return client.post("/masuk/", {"login": email, "password": password, **fields})


def test_right_password_opens(anonymous, lestari):
    answer = knock(anonymous, lestari.email)

    assert (answer.status_code, answer["Location"]) == (302, "/mulai/")
    assert anonymous.get("/akun/").status_code == 200


def test_case_of_the_email_does_not_matter(anonymous, lestari):
    assert knock(anonymous, "  LESTARI@Contoh.go.id ").status_code == 302


def test_session_lasts_its_hours_and_not_weeks(anonymous, lestari, settings):
    knock(anonymous, lestari.email)

    assert anonymous.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


@pytest.mark.parametrize("address", ["/masuk/", "/en/masuk/"])
def test_wrong_password_says_so_and_keeps_the_email(anonymous, lestari, address):
    answer = anonymous.post(address, {"login": lestari.email, "password": "salah-sama-sekali"})

    assert answer.status_code == 422
    assert lestari.email in answer.content.decode()
    assert "salah-sama-sekali" not in answer.content.decode()


def test_unknown_email_is_answered_like_a_wrong_password(anonymous, lestari):
    known = knock(anonymous, lestari.email, "salah").context["form"].errors
    unknown = knock(anonymous, "tidak.ada@contoh.id", "salah").context["form"].errors

    assert known == unknown


def test_closed_account_is_answered_like_a_wrong_password(anonymous, lestari):
    wrong = knock(anonymous, lestari.email, "salah").context["form"].errors
    lestari.is_active = False
    lestari.save()

    assert knock(anonymous, lestari.email).context["form"].errors == wrong


def test_closing_an_account_ends_its_sessions(as_user, lestari):
    browser = as_user(lestari)
    lestari.is_active = False
    lestari.save()

    assert browser.get("/akun/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", r"\\jahat.example", "http:///x"],
)
def test_nobody_is_led_to_another_site(anonymous, lestari, elsewhere):
    assert knock(anonymous, lestari.email, next=elsewhere)["Location"] == "/mulai/"


def test_person_returns_to_the_page_that_asked(anonymous, lestari):
    asked = anonymous.get("/en/orang/?cari=a")
    assert asked["Location"] == "/en/masuk/?next=%2Fen%2Forang%2F%3Fcari%3Da"

    assert knock(anonymous, lestari.email, next="/en/orang/?cari=a")["Location"] == "/en/orang/?cari=a"


def test_signing_in_does_not_switch_the_language(anonymous, lestari):
    lestari.language = "id"
    lestari.save()

    answer = anonymous.post("/en/masuk/", {"login": lestari.email, "password": PASSWORD})

    assert answer["Location"] == "/en/mulai/"


def test_who_is_signed_in_already_goes_on(as_user, lestari):
    assert as_user(lestari).get("/masuk/?next=/akun/")["Location"] == "/akun/"


def test_sign_in_page_is_never_cached(anonymous):
    assert "no-store" in anonymous.get("/masuk/")["Cache-Control"]


def test_signing_in_renews_the_session(anonymous, lestari):
    anonymous.get("/masuk/")
    anonymous.session.save()
    before = set(Session.objects.values_list("session_key", flat=True))

    knock(anonymous, lestari.email)

    assert anonymous.session.session_key not in before


def test_signing_out_needs_a_post(as_user, lestari):
    browser = as_user(lestari)

    assert browser.get("/keluar/").status_code == 200
    assert browser.get("/akun/").status_code == 200
    assert browser.post("/keluar/")["Location"] == "/"
    assert browser.get("/akun/").status_code == 302


def test_signing_out_without_the_token_is_refused(lestari):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(lestari)

    assert browser.post("/keluar/").status_code == 403
    assert browser.get("/akun/").status_code == 200


@pytest.mark.parametrize("address", ["/daftar/", "/accounts/signup/", "/accounts/login/", "/masuk/daftar/"])
def test_nobody_can_sign_up_alone(anonymous, address):
    assert anonymous.get(address).status_code == 404


@pytest.fixture
def shared_cache(settings, db):
    """The cache as it is in earnest: in the database, seen by every worker."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}
    }
    call_command("createcachetable", verbosity=0)
    yield caches["default"]
    caches["default"].clear()


def test_guessing_a_password_is_slowed_down_for_one_account(shared_cache, lestari):
    for _attempt in range(5):
        knock(Client(), lestari.email, "salah")

    answer = knock(Client(), lestari.email)

    assert answer.status_code == 422
    assert "lestari" in answer.content.decode()
    assert "_auth_user_id" not in answer.client.session


def test_flood_from_one_address_is_turned_away_in_words(shared_cache, lestari):
    answers = [knock(Client(), f"orang{number}@contoh.id", "salah").status_code for number in range(31)]

    assert set(answers[:30]) == {422}
    assert answers[30] == 429
    assert "429" in knock(Client(), lestari.email).content.decode()


@pytest.mark.parametrize(
    ("path", "words", "others"),
    [
        ("/en/masuk/", "tried to sign in", "More requests"),
        ("/en/masuk/kunci-sandi/", "tried to sign in", "More requests"),
        ("/en/jangkauan/tautan/", "More requests", "tried to sign in"),
        ("/en/akun/keamanan/sandi/", "More requests", "tried to sign in"),
    ],
)
def test_only_who_signs_in_is_told_of_signing_in(rf, path, words, others):
    request = rf.get(path)
    request.user = AnonymousUser()
    with translation.override("en"):
        told = render(request, "429.html", status=429).content.decode()

    assert words in told
    assert others not in told
