"""The second step of signing in: codes that count once and cannot be guessed."""

import os
import subprocess
import sys
import textwrap

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.management import call_command
from django.utils import timezone

from kotacerdas.accounts import factors
from kotacerdas.accounts.tests.devices import code, knock, totp_of
from kotacerdas.audit.models import Entry

CODE_PAGE = "/masuk/kode/"


@pytest.fixture
def secret(rina) -> str:
    return totp_of(rina)


@pytest.fixture
def shared_cache(settings, db):
    """The cache as it is in earnest: in the database, seen by every worker."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}
    }
    call_command("createcachetable", verbosity=0)
    yield
    caches["default"].clear()


def test_password_alone_does_not_open(rina, secret):
    browser, answer = knock(rina)

    assert answer["Location"] == CODE_PAGE
    assert browser.get("/akun/").status_code == 302


def test_code_of_the_app_opens_and_leads_to_the_page_that_was_wanted(rina, secret):
    browser, _answer = knock(rina, next="/orang/?cari=a")

    answer = browser.post(CODE_PAGE, {"code": code(secret)})

    assert answer["Location"] == "/orang/?cari=a"
    assert browser.get("/orang/").status_code == 200


def test_english_stays_english(rina, secret):
    browser, answer = knock(rina, at="/en/masuk/")
    assert answer["Location"] == "/en/masuk/kode/"

    assert browser.post("/en/masuk/kode/", {"code": code(secret)})["Location"].startswith("/en/")


@pytest.mark.parametrize("ahead", [-1, 0, 1])
def test_clock_of_the_telephone_may_be_half_a_minute_off(rina, secret, ahead):
    browser, _answer = knock(rina)

    assert browser.post(CODE_PAGE, {"code": code(secret, ahead=ahead)}).status_code == 302


@pytest.mark.parametrize("wrong", ["", "000000", "abc", "٣٣٣٣٣٣", "1" * 41, "\x00"])
def test_wrong_code_is_told_and_does_not_open(rina, secret, wrong):
    browser, _answer = knock(rina)

    assert browser.post(CODE_PAGE, {"code": wrong}).status_code == 422
    assert browser.get("/akun/").status_code == 302


def test_code_counts_once(rina, secret):
    shown = code(secret)
    first, second = knock(rina)[0], knock(rina)[0]

    assert first.post(CODE_PAGE, {"code": shown}).status_code == 302
    assert second.post(CODE_PAGE, {"code": shown}).status_code == 422


def test_code_older_than_one_that_was_used_is_refused(rina, secret):
    knock(rina)[0].post(CODE_PAGE, {"code": code(secret, ahead=1)})

    assert knock(rina)[0].post(CODE_PAGE, {"code": code(secret)}).status_code == 422


def test_code_that_set_the_app_up_does_not_open_the_door_as_well(as_user, rina):
    browser = as_user(rina)
    browser.get("/akun/keamanan/aplikasi/")
    shown = code(browser.session["mfa.totp.secret"])
    browser.post("/akun/keamanan/aplikasi/", {"code": shown})

    assert knock(rina)[0].post(CODE_PAGE, {"code": shown}).status_code == 422


def test_recovery_code_opens_once(rina, secret):
    paper = factors.of(rina).unseen_codes[3]
    typed = f"{paper[:5]} {paper[5:]}"
    first, second = knock(rina)[0], knock(rina)[0]

    assert first.post(CODE_PAGE, {"code": typed}).status_code == 302
    assert second.post(CODE_PAGE, {"code": typed}).status_code == 422
    assert factors.of(rina).codes_left == 9


def test_guessing_is_slowed_down_even_for_the_right_code(shared_cache, rina, secret):
    for _attempt in range(5):
        assert knock(rina)[0].post(CODE_PAGE, {"code": "000000"}).status_code == 422

    answer = knock(rina)[0].post(CODE_PAGE, {"code": code(secret)})

    assert answer.status_code == 422
    assert "_auth_user_id" not in answer.client.session


def test_right_code_forgives_the_slips_before_it(shared_cache, rina, secret):
    for ahead in (0, 1):
        browser, _answer = knock(rina)
        for _slip in range(4):
            browser.post(CODE_PAGE, {"code": "000000"})
        assert browser.post(CODE_PAGE, {"code": code(secret, ahead=ahead)}).status_code == 302


GUESS = """
    import sys
    import django
    django.setup()
    from allauth.core.internal import ratelimit
    from django.test import RequestFactory
    request = RequestFactory().post("/")
    sys.stdin.readline()
    print(sum(
        bool(ratelimit.consume(request, app="allauth.account", action="login_failed", key="mfa-auth-user-1"))
        for _guess in range(5)
    ))
"""


def test_processes_side_by_side_share_the_limit(tmp_path):
    """Three workers with five guesses each: five pass in all."""
    here = os.environ | {
        "KOTACERDAS_DATA": str(tmp_path), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "kotacerdas.config.settings",
        "SECRET_KEY": "x" * 50,
    }  # fmt: skip
    run = {"cwd": django_settings.BASE, "env": here, "text": True, "stdout": subprocess.PIPE}
    subprocess.run([sys.executable, "manage.py", "createcachetable"], check=True, **run)
    command = [sys.executable, "-c", textwrap.dedent(GUESS)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, **run)  # noqa: S603 - our own program
        for _each in range(3)
    ]

    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    passed = sum(int(worker.communicate()[0]) for worker in workers)

    assert passed == 5


def test_step_is_over_after_a_quarter_of_an_hour(rina, secret):
    browser, _answer = knock(rina)
    session = browser.session
    session["account_login"] = session["account_login"] | {"initiated_at": 1}
    session.save()

    assert browser.post(CODE_PAGE, {"code": code(secret)})["Location"] == "/masuk/"


def test_nobody_comes_to_the_second_step_without_the_first(anonymous):
    assert anonymous.get(CODE_PAGE)["Location"] == "/masuk/"


def test_account_closed_between_the_steps_stays_closed(rina, secret):
    browser, _answer = knock(rina)
    rina.is_active = False
    rina.save()

    browser.post(CODE_PAGE, {"code": code(secret)})

    assert browser.get("/akun/").status_code == 302


def test_second_step_renews_the_session(rina, secret):
    browser, _answer = knock(rina)
    before = browser.session.session_key

    browser.post(CODE_PAGE, {"code": code(secret)})

    assert browser.session.session_key != before


def test_secrets_are_not_readable_in_the_database(rina, secret):
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))


def test_trail_tells_of_signing_in_and_of_wrong_codes_without_secrets(rina, secret):
    browser, _answer = knock(rina)
    browser.post(CODE_PAGE, {"code": "123456"})
    browser.post(CODE_PAGE, {"code": code(secret)})

    told = list(Entry.objects.order_by("number").values_list("kind", flat=True))
    assert told == ["accounts.factor-added", "accounts.factor-failed", "accounts.signed-in"]
    assert Entry.objects.first().chain.city == rina.assignments.get().city
    values = str(list(Entry.objects.values_list("values__content", flat=True)))
    assert "123456" not in values
    assert rina.email not in values
    assert secret not in values


def test_typed_form_survives_both_steps(rina, secret, settings):
    settings.ROOT_URLCONF = "kotacerdas.people.tests.form_pages"
    browser, _answer = knock(rina)
    browser.post(CODE_PAGE, {"code": code(secret)})
    key = settings.SESSION_COOKIE_NAME
    del browser.cookies[key]
    refused = browser.post("/tulis/", {"subject": "Undangan", "text": "Kepada"})
    assert refused["Location"] == "/masuk/?next=%2Ftulis%2F"

    browser.post("/masuk/", {"login": rina.email, "password": "panjang-dan-rahasia", "next": "/tulis/"})
    answer = browser.post(CODE_PAGE, {"code": code(secret, ahead=1)})

    assert answer["Location"] == "/tulis/"
    assert 'value="Undangan"' in browser.get("/tulis/").content.decode()


def test_no_page_of_the_library_exists(anonymous):
    for path in ("/accounts/2fa/", "/accounts/login/", "/2fa/authenticate/", "/accounts/reauthenticate/"):
        assert anonymous.get(path).status_code == 404


def test_last_use_is_remembered(rina, secret):
    before = timezone.now()
    knock(rina)[0].post(CODE_PAGE, {"code": code(secret)})

    assert factors.of(rina).totp.last_used_at >= before
