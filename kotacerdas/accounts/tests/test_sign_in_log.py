from __future__ import annotations

import time

import pytest
from django.test import Client

from kotacerdas.accounts import lifetime
from kotacerdas.accounts.tests.devices import totp_of
from kotacerdas.people.tests.factories import PASSWORD


@pytest.fixture
def said(capfd, caplog):
    """Everything logged since the last time it was asked."""

    def read() -> str:
        words = "".join(capfd.readouterr()) + caplog.text
        caplog.clear()
        return words

    return read


def knock(client: Client, email: str, password: str):
    return client.post("/masuk/", {"login": email, "password": password})


def test_wrong_password_is_logged_and_names_nobody(anonymous, budi, said):
    said()

    knock(anonymous, budi.email, "salah-sama-sekali")

    words = said()
    assert "sign-in.failed" in words
    assert budi.email not in words
    assert "salah-sama-sekali" not in words


def test_unknown_account_is_logged_alike(anonymous, db, said):
    said()

    knock(anonymous, "tidak-ada@contoh.go.id", "salah-sama-sekali")

    words = said()
    assert "sign-in.failed" in words
    assert "tidak-ada" not in words


def test_signing_in_and_out_are_logged(anonymous, budi, said):
    said()

    knock(anonymous, budi.email, PASSWORD)
    anonymous.post("/keluar/")

    words = said()
    assert "sign-in.opened" in words
    assert "sign-in.closed" in words
    assert budi.email not in words


def test_wrong_second_factor_is_logged(anonymous, rina, said):
    totp_of(rina)
    knock(anonymous, rina.email, PASSWORD)
    said()

    anonymous.post("/masuk/kode/", {"code": "000000"})

    assert "sign-in.failed" in said()


def test_refused_page_is_logged_with_the_permission_that_is_missing(as_user, budi, said):
    browser = as_user(budi)
    said()

    assert browser.get("/orang/").status_code == 403

    words = said()
    assert "access.refused" in words
    assert "see_people" in words
    assert budi.email not in words


def test_session_ends_half_a_day_after_signing_in_however_busy_it_is(anonymous, budi, settings):
    knock(anonymous, budi.email, PASSWORD)
    session = anonymous.session
    session[lifetime.SIGNED_IN_AT] = time.time() - settings.SESSION_LONGEST - 1
    session.save()
    key = session.session_key

    assert anonymous.get("/akun/").status_code == 302
    assert not anonymous.session.exists(key)


def test_session_in_its_hours_goes_on(anonymous, budi, settings):
    knock(anonymous, budi.email, PASSWORD)
    session = anonymous.session
    session[lifetime.SIGNED_IN_AT] = time.time() - settings.SESSION_LONGEST + 60
    session.save()

    assert anonymous.get("/akun/").status_code == 200


def test_session_that_does_not_say_when_it_began_is_over(anonymous, budi):
    knock(anonymous, budi.email, PASSWORD)
    session = anonymous.session
    del session[lifetime.SIGNED_IN_AT]
    session.save()

    assert anonymous.get("/akun/").status_code == 302
