"""Changing a password, and the link in a mail for one that was forgotten."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    password_validators_help_texts,
    validate_password,
)
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.test import Client

from kotacerdas.accounts import passwords
from kotacerdas.accounts.tests.devices import code, knock, totp_of
from kotacerdas.accounts.tests.test_protection import signed_in
from kotacerdas.audit.models import Entry
from kotacerdas.notices.models import Notice
from kotacerdas.people.tests.factories import PASSWORD

CHANGE, FORGOTTEN, RESET = "/akun/keamanan/sandi/", "/masuk/lupa-sandi/", "/masuk/sandi-baru/"
NEW = "kuda nil makan tempe"


def change(browser: Client, old: str = PASSWORD, new: str = NEW):
    return browser.post(CHANGE, {"password": old, "new_password": new})


def opens(person, password: str) -> bool:
    person.refresh_from_db()
    return person.check_password(password)


# --- Changing ----------------------------------------------------------------------------------------------


def test_password_is_changed_and_other_sessions_end(budi):
    lost, here = signed_in(budi), signed_in(budi)

    assert change(here)["Location"] == "/akun/keamanan/"

    assert opens(budi, NEW)
    assert [each.get("/akun/").status_code for each in (lost, here)] == [302, 200]
    assert [each.is_this_one for each in here.get("/akun/keamanan/").context["sessions"]] == [True]


def test_the_rules_are_told_before_one_types(as_user, budi):
    page = as_user(budi).get(CHANGE).content.decode()

    assert all(str(rule) in page.replace("&#x27;", "'") for rule in password_validators_help_texts())


def test_password_until_now_is_asked(as_user, budi):
    assert change(as_user(budi), old="salah").status_code == 422
    assert opens(budi, PASSWORD)


def test_guessing_it_is_slowed_down(as_user, budi):
    browser = as_user(budi)
    answers = [change(browser, old="salah").status_code for _guess in range(6)]

    assert answers == [422] * 5 + [429]


@pytest.mark.parametrize(
    "weak",
    [
        "pendek",
        "1234567890123456",
        "passwordpassword",
        "budi@contoh.go.id",
        "qwertyuiop123",
        "SmartCity-Balikpapan",
        "kotaBALIKPAPAN2026",
        "program kota cerdas",
        "diskominfo" * 60,
        "",
        "  ",
        "Balikpapan2026!",
        "kotacerdas-2026",
        "Password-123456",
        "!!!!!!!!!!!!!!",
    ],
)
def test_weak_password_is_refused_in_words(as_user, budi, weak):
    assert change(as_user(budi), new=weak).status_code == 422
    assert opens(budi, PASSWORD)


@pytest.mark.parametrize(
    "good",
    [
        "kuda nil makan tempe",
        "semuahurufkecil",
        "  spasi di ujung  ",
        "空と海と山と川と森と月と",
        "x" * 12 + "é🙂",
        "kuda nil makan tempe di tepi sungai yang panjang " * 2,
    ],
)
def test_long_is_enough_whatever_the_letters(as_user, budi, good):
    assert change(as_user(budi), new=good).status_code == 302
    assert opens(budi, good)


def test_every_long_password_of_the_known_leaks_is_refused_without_the_network(db):
    leaked = [each for each in CommonPasswordValidator().passwords if len(each) >= 12]

    assert len(leaked) > 100
    for each in leaked:
        with pytest.raises(ValidationError):
            validate_password(each)


# --- Forgotten ---------------------------------------------------------------------------------------------


def test_every_address_gets_the_same_answer(db, budi, rina):
    rina.is_active = False
    rina.save()

    answers = {
        Client().post(FORGOTTEN, {"email": email}).content.decode()
        for email in (budi.email, rina.email, "tidak.ada@contoh.id")
    }

    assert len(answers) == 1
    assert Notice.objects.filter(kind=passwords.FORGOTTEN).count() == 1


def test_key_of_the_link_stands_in_no_table(budi):
    Client().post(FORGOTTEN, {"email": budi.email.upper()})

    told = Notice.objects.get(kind=passwords.FORGOTTEN)
    assert told.address == budi.email
    assert "sandi-baru" not in f"{told.url} {told.values}"


def test_link_sets_a_new_password_and_ends_all_sessions(budi):
    lost, browser = signed_in(budi), Client()
    budi.refresh_from_db()

    assert browser.get(passwords.link_for(budi))["Location"] == RESET
    assert browser.post(RESET, {"new_password": NEW})["Location"] == "/masuk/"

    assert opens(budi, NEW)
    assert lost.get("/akun/").status_code == 302
    assert browser.get("/akun/").status_code == 302
    assert Entry.objects.filter(kind="accounts.password-reset").exists()


def test_link_counts_once(budi):
    link, first, second = passwords.link_for(budi), Client(), Client()
    first.get(link)
    second.get(link)
    first.post(RESET, {"new_password": NEW})

    second.post(RESET, {"new_password": "milik orang lain lagi"})

    assert opens(budi, NEW)
    assert "berlaku lagi" in second.get(RESET).content.decode()


def test_signing_in_ends_a_link_that_was_asked_before(budi):
    link, browser = passwords.link_for(budi), Client()
    signed_in(budi)

    browser.get(link)

    assert browser.post(RESET, {"new_password": NEW}).status_code == 200
    assert opens(budi, PASSWORD)


def test_link_ends_after_its_hour(settings, budi, monkeypatch):
    link, browser = passwords.link_for(budi), Client()
    now = PasswordResetTokenGenerator()._now
    monkeypatch.setattr(
        PasswordResetTokenGenerator,
        "_now",
        lambda self: now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 1),
    )

    browser.get(link)

    assert browser.post(RESET, {"new_password": NEW}).status_code == 200
    assert opens(budi, PASSWORD)


def test_weak_password_is_refused_by_the_link_too_and_may_be_typed_again(budi):
    browser = Client()
    browser.get(passwords.link_for(budi))

    assert browser.post(RESET, {"new_password": "pendek"}).status_code == 422
    assert browser.post(RESET, {"new_password": NEW}).status_code == 302


def test_second_factor_is_asked_all_the_same(rina):
    secret = totp_of(rina)
    browser = Client()
    browser.get(passwords.link_for(rina))
    browser.post(RESET, {"new_password": PASSWORD + "-baru"})

    answer = browser.post("/masuk/", {"login": rina.email, "password": PASSWORD + "-baru"})

    assert answer["Location"] == "/masuk/kode/"
    assert browser.post("/masuk/kode/", {"code": code(secret)}).status_code == 302


@pytest.mark.parametrize("key", ["x", "1-2-3", "a" * 500])
def test_invented_link_says_that_it_counts_no_more(db, key):
    browser = Client()

    assert urlsplit(browser.get(f"{RESET}{key}/")["Location"]).path == RESET
    assert browser.get(RESET).status_code == 200


@pytest.mark.parametrize("why", ["demo", "closed", "no password"])
def test_no_link_for_such_accounts(settings, budi, why):
    settings.DEMO = True
    if why == "demo":
        budi.is_demo = True
    elif why == "closed":
        budi.is_active = False
    else:
        budi.set_unusable_password()
    budi.save()

    assert passwords.who_may_reset(budi.email) is None
    assert passwords.holder_of(passwords.key_for(budi)) is None


def test_asking_again_and_again_sends_few_mails(settings, budi):
    for _each in range(8):
        assert Client().post(FORGOTTEN, {"email": budi.email}).status_code == 200

    assert Notice.objects.filter(kind=passwords.FORGOTTEN).count() <= 5


def test_passwords_are_hashed_slowly():
    assert PBKDF2PasswordHasher().iterations >= 600_000


def test_knock_still_works_after_all(budi):
    assert knock(budi)[1].status_code == 302
