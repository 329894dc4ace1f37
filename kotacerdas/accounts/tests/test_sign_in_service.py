"""Signing in through the city's own service, against one that runs on loopback and signs with a real key."""

import time

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from kotacerdas.accounts.tests.devices import code, totp_of
from kotacerdas.accounts.tests.service import CLIENT, SECRET, Service
from kotacerdas.audit.models import Entry
from kotacerdas.people.models import User

START, BACK = "/masuk/layanan/", "/masuk/layanan/kembali/"


@pytest.fixture(scope="module")
def running():
    service = Service()
    yield service
    service.stop()


@pytest.fixture
def service(running, settings, budi, monkeypatch) -> Service:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.OIDC_ISSUER, settings.OIDC_NAME = running.issuer, "SSO Balikpapan"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
    running.claims = {"sub": "p-1", "email": budi.email.upper(), "email_verified": True}
    running.lies, running.signed_with, running.userinfo = {}, None, None
    return running


def sign_in(service: Service, browser: Client | None = None, then: str = ""):
    browser = browser or Client()
    sent_away = browser.get(f"{START}?next={then}")
    return browser.get(f"{BACK}?{service.agree(sent_away['Location'])}")


def is_in(answer) -> bool:
    return "_auth_user_id" in answer.client.session


def test_sign_in_page_offers_the_service(service, anonymous):
    assert "SSO Balikpapan" in anonymous.get("/masuk/").content.decode()


def test_without_a_service_there_are_no_such_addresses(anonymous, db):
    assert anonymous.get(START).status_code == 404
    assert anonymous.get(BACK).status_code == 404
    assert START not in anonymous.get("/masuk/").content.decode()


def test_account_with_the_same_verified_email_is_opened(service, budi):
    answer = sign_in(service, then="/kantor/")

    assert answer["Location"] == "/kantor/"
    assert answer.client.get("/akun/").context["user"] == budi


def test_english_leads_back_to_english(service):
    browser = Client()
    sent_away = browser.get(f"/en{START}")

    assert browser.get(f"{BACK}?{service.agree(sent_away['Location'])}")["Location"].startswith("/en/")


def test_number_of_the_service_counts_after_the_first_time(service, budi):
    sign_in(service)
    service.claims["email"] = "budi.baru@contoh.go.id"

    assert sign_in(service).client.get("/akun/").context["user"] == budi
    assert Entry.objects.filter(kind="accounts.provider-linked").count() == 1
    assert SocialAccount.objects.get().extra_data == {}


def test_email_that_the_service_gave_to_somebody_else_opens_nothing(service):
    sign_in(service)
    service.claims["sub"] = "p-2"

    assert not is_in(sign_in(service))


@pytest.mark.parametrize("verified", [False, None, "false", 1, "ya"])
def test_email_that_is_not_verified_opens_nothing(service, verified):
    service.claims["email_verified"] = verified

    answer = sign_in(service)

    assert answer.status_code == 403
    assert not is_in(answer)


def test_unknown_email_is_told_what_to_do_and_makes_no_account(service):
    service.claims["email"] = "orang.baru@contoh.go.id"
    before = User.objects.count()

    answer = sign_in(service)

    assert answer.status_code == 403
    assert "orang.baru@contoh.go.id" in answer.content.decode()
    assert User.objects.count() == before


@pytest.mark.parametrize("why", ["closed", "demo"])
def test_such_accounts_stay_closed(service, settings, budi, why):
    settings.DEMO = True
    budi.is_active, budi.is_demo = why != "closed", why == "demo"
    budi.save()

    assert not is_in(sign_in(service))


def test_account_closed_after_it_was_linked_stays_closed(service, budi):
    sign_in(service)
    budi.is_active = False
    budi.save()

    assert not is_in(sign_in(service))


def test_email_may_be_told_apart_from_the_token(service, budi):
    del service.claims["email"], service.claims["email_verified"]
    service.userinfo = {"sub": "p-1", "email": budi.email, "email_verified": True}

    assert is_in(sign_in(service))


def test_what_is_told_of_somebody_else_is_not_believed(service, budi):
    del service.claims["email"]
    service.userinfo = {"sub": "p-2", "email": budi.email, "email_verified": True}

    assert sign_in(service).status_code == 502


# --- Second factor -----------------------------------------------------------------------------------------


def test_own_second_factor_is_asked_all_the_same(service, budi):
    secret = totp_of(budi)

    answer = sign_in(service)

    assert answer["Location"] == "/masuk/kode/"
    assert not is_in(answer)
    answer.client.post("/masuk/kode/", {"code": code(secret)})
    assert is_in(answer)


def test_role_that_demands_one_sleeps_without(service, rina):
    service.claims["email"] = rina.email

    answer = sign_in(service, then="/orang/")

    assert answer["Location"].startswith("/akun/keamanan/")
    assert answer.client.get("/orang/").status_code == 302


@pytest.mark.parametrize("said", [{"amr": ["pwd", "otp", "mfa"]}, {"acr": "phr"}, {"acr": "phrh"}])
def test_second_factor_that_the_service_asked_for_counts(service, rina, said):
    totp_of(rina)
    service.claims |= {"email": rina.email} | said

    answer = sign_in(service, then="/orang/")

    assert answer["Location"] == "/orang/"
    assert answer.client.get("/orang/").status_code == 200


@pytest.mark.parametrize(
    "said", [{"amr": ["pwd"]}, {"amr": "mfa"}, {"amr": ["otp"]}, {"acr": "1"}, {"acr": None}]
)
def test_what_only_sounds_like_one_does_not(service, rina, said):
    service.claims |= {"email": rina.email} | said

    assert sign_in(service)["Location"].startswith("/akun/keamanan/")


# --- A service that lies -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://jahat.example"},
        {"aud": "situs-lain"},
        {"aud": [CLIENT, "situs-lain"], "azp": "situs-lain"},
        {"nonce": "milik-orang-lain"},
        {"exp": 1},
        {"exp": "besok"},
        {"iat": int(time.time()) + 9999},
        {"sub": None},
        {"sub": "p\0"},
        {"email": "budi\0@contoh.go.id"},
    ],
)
def test_token_that_does_not_hold_opens_nothing(service, lies):
    service.lies = lies

    answer = sign_in(service)

    assert answer.status_code == 502
    assert not is_in(answer)


def test_token_signed_by_another_key_opens_nothing(service):
    service.signed_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    assert sign_in(service).status_code == 502


def test_answer_to_another_browser_opens_nothing(service):
    elsewhere = Client().get(START)["Location"]
    browser = Client()
    browser.get(START)

    answer = browser.get(f"{BACK}?{service.agree(elsewhere)}")

    assert answer.status_code == 502
    assert not is_in(answer)


def test_answer_counts_once(service):
    browser = Client()
    query = service.agree(browser.get(START)["Location"])
    browser.get(f"{BACK}?{query}")
    browser.post("/keluar/")

    assert browser.get(f"{BACK}?{query}")["Location"] == "/masuk/"


def test_nobody_who_was_not_sent_away_comes_back(service, anonymous):
    assert anonymous.get(f"{BACK}?code=x&state=y")["Location"] == "/masuk/"


def test_who_gave_up_there_is_told_what_else_there_is(service):
    browser = Client()
    browser.get(START)
    state = browser.session["sign_in_service"]["state"]

    answer = browser.get(f"{BACK}?error=access_denied&state={state}")

    assert answer.status_code == 502
    assert "/masuk/" in answer.content.decode()


def test_service_that_is_down_leaves_the_other_ways_open(service, settings):
    settings.OIDC_ISSUER = "http://127.0.0.1:9"

    assert Client().get(START).status_code == 502


def test_nobody_is_led_to_another_site(service):
    assert "jahat" not in sign_in(service, then="https://jahat.example/")["Location"]


def test_service_hears_of_no_more_than_it_must(service):
    address = Client().get(START)["Location"]

    assert "scope=openid+email" in address
    assert SECRET not in address
