"""Passkeys: made, shown as second factor or alone, and everything that only looks like one."""

import json
import logging

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.test import Client

from kotacerdas.accounts import factors, passkeys
from kotacerdas.accounts.tests.devices import Key, knock
from kotacerdas.audit.models import Entry

ADD, ALONE, OPTIONS = "/akun/keamanan/kunci-sandi/", "/masuk/kunci-sandi/", "/masuk/kunci-sandi/pilihan/"
HERE = {"HTTP_HOST": "localhost"}


def make(browser: Client, key: Key, name: str = "Ponsel"):
    options = json.loads(browser.get(ADD, **HERE).context["options"])
    return browser.post(ADD, {"name": name, "credential": key.make(options)}, **HERE)


@pytest.fixture
def key(as_user, rina) -> Key:
    made = Key()
    assert make(as_user(rina), made).status_code == 302
    return made


def show_alone(key: Key, browser: Client | None = None, **fields: str):
    browser = browser or Client()
    options = browser.post(OPTIONS, **HERE).json()
    return browser, browser.post(ALONE, {"credential": key.show(options), **fields}, **HERE)


def is_in(browser: Client) -> bool:
    return browser.get("/akun/", **HERE).status_code == 200


def test_first_passkey_brings_recovery_codes(as_user, rina):
    answer = make(as_user(rina), Key())

    assert answer["Location"] == "/akun/keamanan/kode-pemulihan/"
    assert len(factors.of(rina).unseen_codes) == 10


def test_passkey_alone_opens_with_all_its_roles(key, rina):
    browser, answer = show_alone(key, next="/orang/")

    assert answer["Location"] == "/orang/"
    assert browser.get("/orang/", **HERE).status_code == 200


def test_passkey_is_the_second_step_after_a_password(key, rina):
    browser, _answer = knock(rina)
    options = json.loads(browser.get("/masuk/kode/", **HERE).context["options"])

    browser.post("/masuk/kode/", {"credential": key.show(options)}, **HERE)

    assert is_in(browser)


def test_passkey_answers_the_question_who_is_there(key, rina):
    browser, _answer = show_alone(key)
    options = json.loads(browser.get("/akun/keamanan/konfirmasi/", **HERE).context["options"])

    answer = browser.post("/akun/keamanan/konfirmasi/", {"credential": key.show(options)}, **HERE)

    assert answer["Location"] == "/akun/keamanan/"


def test_two_people_have_two_keys(key, as_user, budi):
    his = Key()
    make(as_user(budi), his)

    browser, _answer = show_alone(his)

    assert browser.get("/akun/", **HERE).context["user"] == budi


@pytest.mark.parametrize(
    "origin",
    [
        "https://localhost",
        "http://localhost:81",
        "http://jahat.localhost",
        "https://jahat.example",
        "",
        "null",
    ],
)
def test_key_shown_on_another_site_opens_nothing_here(key, origin):
    key.origin = origin

    assert not is_in(show_alone(key)[0])


def test_name_of_the_site_behind_a_proxy_is_the_one_that_people_see(settings, as_user, rina):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ALLOWED_HOSTS = ["kota.example.go.id"]
    seen = {"HTTP_HOST": "kota.example.go.id", "HTTP_X_FORWARDED_PROTO": "https"}
    browser, key = as_user(rina), Key(origin="https://kota.example.go.id")
    options = json.loads(browser.get(ADD, **seen).context["options"])

    answer = browser.post(ADD, {"name": "Laptop", "credential": key.make(options)}, **seen)

    assert options["publicKey"]["rp"]["id"] == "kota.example.go.id"
    assert answer.status_code == 302


def test_answer_counts_once(key):
    browser = Client()
    options = browser.post(OPTIONS, **HERE).json()
    shown = key.show(options)
    browser.post(ALONE, {"credential": shown}, **HERE)
    browser.post("/keluar/", **HERE)

    browser.post(ALONE, {"credential": shown}, **HERE)

    assert not is_in(browser)


def test_answer_to_a_question_of_another_browser_is_worth_nothing(key):
    shown = key.show(Client().post(OPTIONS, **HERE).json())
    browser = Client()
    browser.post(OPTIONS, **HERE)

    browser.post(ALONE, {"credential": shown}, **HERE)

    assert not is_in(browser)


def test_question_has_an_end(key):
    browser = Client()
    options = browser.post(OPTIONS, **HERE).json()
    session = browser.session
    session[passkeys.STATE] = session[passkeys.STATE] | {"at": 0}
    session.save()

    browser.post(ALONE, {"credential": key.show(options)}, **HERE)

    assert not is_in(browser)


def test_key_that_does_not_know_its_owner_is_no_two_factors(key):
    key.verifies = False

    assert not is_in(show_alone(key)[0])


def test_key_must_know_its_owner_already_when_it_is_made(as_user, rina):
    answer = make(as_user(rina), Key(verifies=False))

    assert answer.status_code == 422
    assert not factors.of(rina).passkeys


def test_another_key_with_the_same_number_opens_nothing(key):
    false = Key()
    false.id, false.handle = key.id, key.handle

    assert not is_in(show_alone(false)[0])


def test_closed_account_is_closed_to_its_passkeys(key, rina):
    rina.is_active = False
    rina.save()

    browser, answer = show_alone(key)

    assert answer["Location"] == "/masuk/"
    assert "Kunci sandi" in " ".join(map(str, get_messages(answer.wsgi_request)))
    assert not is_in(browser)


def test_key_that_was_removed_opens_nothing(key, as_user, rina):
    make(as_user(rina), Key(), "Laptop")
    first = factors.of(rina).passkeys[0]
    as_user(rina).post(f"/akun/keamanan/hapus/{first.data['code']}/", **HERE)

    assert not is_in(show_alone(key)[0])


NONSENSE = [
    "", "{}", "[]", "null", "1", "{", '{"id": 1}', '{"id": "a", "rawId": "a", "response": {}}',
    '{"response": {"userHandle": "!!!"}}', '{"response": null}', '{"response": {"userHandle": null}}',
    ('{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "AA", '
    '"signature": "AA", "userHandle": "MQ", "attestationObject": "oA"}, "clientExtensionResults": {}}'),
    "[" * 5000, "\x00", "9" * 15_000, '{"response": {"userHandle": "enp6enp6enp6enp6enp6"}}',
]  # fmt: skip


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_refused_in_words(as_user, rina, key, nonsense):
    stranger, hers = Client(), as_user(rina)
    stranger.post(OPTIONS, **HERE)
    hers.get(ADD, **HERE)

    assert stranger.post(ALONE, {"credential": nonsense}, **HERE)["Location"] == "/masuk/"
    assert hers.post(ADD, {"name": "x", "credential": nonsense}, **HERE).status_code == 422
    browser, _answer = knock(rina)
    browser.get("/masuk/kode/", **HERE)
    assert browser.post("/masuk/kode/", {"credential": nonsense}, **HERE).status_code == 422


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000"])
def test_at_a_number_instead_of_a_name_the_page_says_why_it_cannot(settings, as_user, rina, host):
    settings.ALLOWED_HOSTS = ["*"]

    page = as_user(rina).get(ADD, HTTP_HOST=host)

    assert page.status_code == 200
    assert page.context["possible"] is False


def test_passkey_is_renamed(key, as_user, rina):
    code = factors.of(rina).passkeys[0].data["code"]

    as_user(rina).post(f"{ADD}{code}/", {"name": "Laptop kantor"})

    assert [str(each) for each in factors.of(rina).passkeys] == ["Laptop kantor"]


def test_nobody_names_the_passkey_of_another(key, as_user, rina, budi):
    code = factors.of(rina).passkeys[0].data["code"]

    as_user(budi).post(f"{ADD}{code}/", {"name": "Milik Budi"})
    as_user(budi).post(f"/akun/keamanan/hapus/{code}/")

    assert [str(each) for each in factors.of(rina).passkeys] == ["Ponsel"]


def test_trail_names_no_key(key, rina):
    show_alone(key)

    assert "Ponsel" not in str(list(Entry.objects.values_list("values__content", flat=True)))
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_log_names_no_key(key, caplog):
    with caplog.at_level(logging.INFO):
        show_alone(key)

    assert key.id.hex() not in caplog.text
