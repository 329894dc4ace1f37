"""A role that demands a second factor sleeps until the session has passed one."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.shortcuts import resolve_url
from django.test.utils import CaptureQueriesContext

from kotacerdas.accounts import factors
from kotacerdas.accounts.tests.devices import code, knock, totp_of, with_password
from kotacerdas.common.domain.faults import Refused
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories
from kotacerdas.people.tests.factories import PASSWORD

SECURITY = "/akun/keamanan/"


def enrol(browser) -> str:
    browser.get("/akun/keamanan/aplikasi/")
    secret = browser.session["mfa.totp.secret"]
    answer = browser.post("/akun/keamanan/aplikasi/", {"code": code(secret)})
    assert answer["Location"] == "/akun/keamanan/kode-pemulihan/"
    return secret


def test_who_holds_such_a_role_is_led_to_a_second_factor(rina):
    _browser, answer = knock(rina, next="/orang/?cari=a")

    assert answer["Location"] == f"{SECURITY}?next=%2Forang%2F%3Fcari%3Da"


def test_until_then_the_role_opens_nothing(rina):
    browser, _answer = knock(rina)

    assert browser.get("/orang/")["Location"] == f"{SECURITY}?next=%2Forang%2F"
    assert browser.get("/akun/").status_code == 200
    assert browser.get("/putaran/").status_code == 200


def test_htmx_leads_the_whole_page_there(rina):
    browser, _answer = knock(rina)

    answer = browser.get("/orang/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith(SECURITY)


def test_the_page_says_which_role_and_why(rina):
    browser, answer = knock(rina, at="/en/masuk/")

    words = browser.get(answer["Location"]).content.decode()

    assert "Your role needs a second factor" in words
    assert "Programme office" in words


def test_a_second_factor_wakes_the_role_and_leads_back(rina):
    browser, answer = knock(rina, next="/orang/")
    browser.get(answer["Location"])

    enrol(browser)
    answer = browser.post("/akun/keamanan/kode-pemulihan/")

    assert answer["Location"] == "/orang/"
    assert browser.get("/orang/").status_code == 200


def test_other_roles_are_not_asked(budi, settings):
    browser, answer = knock(budi)

    assert answer["Location"] == resolve_url(settings.LOGIN_REDIRECT_URL)
    assert browser.get("/kantor/").status_code == 200


@pytest.mark.parametrize(
    "role", [Role.VERIFIER, Role.PROGRAMME_OFFICE, Role.NATIONAL_OPERATOR, Role.ADMINISTRATOR]
)
def test_these_roles_are_asked(role, balikpapan):
    place = {"city": balikpapan} if role in {Role.VERIFIER, Role.PROGRAMME_OFFICE} else {}
    holder = with_password(factories.officeholder("pemegang@contoh.go.id", role, **place))

    assert knock(holder)[1]["Location"].startswith(SECURITY)


def test_a_role_that_is_given_meanwhile_sleeps_too(budi, balikpapan):
    browser, _answer = knock(budi)
    factories.assignment(budi, Role.PROGRAMME_OFFICE, city=balikpapan)

    assert browser.get("/orang/")["Location"].startswith(SECURITY)


def test_a_session_from_before_is_asked_for_the_factor_set_up_elsewhere(rina):
    here, _answer = knock(rina)
    secret = totp_of(rina)
    assert "/akun/keamanan/konfirmasi/" in here.get(f"{SECURITY}?next=/orang/").content.decode()

    proof = {"password": PASSWORD, "code": code(secret), "next": "/orang/"}
    answer = here.post("/akun/keamanan/konfirmasi/", proof)

    assert answer["Location"] == "/orang/"
    assert here.get("/orang/").status_code == 200


def test_the_session_remembers_so_that_no_request_asks_for_factors(as_user, rina):
    browser = as_user(rina)
    browser.get("/orang/")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get("/orang/").status_code == 200

    assert not [query for query in asked if "mfa_authenticator" in query["sql"]]


def test_the_last_factor_of_such_a_role_stays(as_user, rina):
    totp_of(rina)

    as_user(rina).post("/akun/keamanan/hapus/aplikasi/")

    assert Authenticator.objects.filter(user=rina, type="totp").exists()


def test_nobody_removes_it_past_the_page(rina):
    totp_of(rina)

    with pytest.raises(Refused, match="second-factor-demanded"):
        factors.remove(factors.of(rina).totp, by=rina, now=rina.joined_at)


def test_others_may_go_back_to_a_password_alone(as_user, budi):
    totp_of(budi)

    as_user(budi).post("/akun/keamanan/hapus/aplikasi/")

    assert not Authenticator.objects.filter(user=budi).exists()


def test_a_session_whose_last_factor_is_gone_has_passed_nothing(budi, balikpapan):
    browser, _answer = knock(budi)
    enrol(browser)
    browser.post("/akun/keamanan/hapus/aplikasi/")

    factories.assignment(budi, Role.PROGRAMME_OFFICE, city=balikpapan)

    assert browser.get("/orang/")["Location"].startswith(SECURITY)


def test_demo_accounts_work_without_and_the_page_says_why(settings, rina):
    settings.DEMO = rina.is_demo = True
    rina.save()
    browser, answer = knock(rina)

    assert answer["Location"] == resolve_url(settings.LOGIN_REDIRECT_URL)
    assert browser.get("/orang/").status_code == 200
    assert "All visitors share it" in browser.get("/en/akun/keamanan/").content.decode()


@pytest.mark.parametrize(
    "page", ["aplikasi/", "kunci-sandi/", "sandi/", "kode-pemulihan/", "kode-pemulihan/baru/"]
)
def test_nobody_locks_the_others_out_of_a_demo_account(settings, rina, page):
    settings.DEMO = rina.is_demo = True
    rina.save()
    browser, _answer = knock(rina)

    assert browser.get(f"{SECURITY}{page}")["Location"] == SECURITY
    with pytest.raises(Refused, match="demo-account-shared"):
        factors.add_totp(by=rina, secret="A", counter=1, now=rina.joined_at)


def test_every_page_says_that_the_role_sleeps_until_it_is_awake(rina):
    browser, _answer = knock(rina, at="/en/masuk/")
    assert "sleeps until you have shown a second factor" in browser.get("/en/putaran/").content.decode()

    enrol(browser)

    assert "sleeps until" not in browser.get("/en/putaran/").content.decode()
