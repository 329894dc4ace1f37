"""Writing what earns a level: saved once, never over somebody else's text, and never lost."""

import re

import pytest

from kotacerdas.accounts.tests import devices
from kotacerdas.common.tests.reading import words
from kotacerdas.instruments.models import RubricText
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories

QUESTION = "/instrumen/smartcity/2023-kppn/A1/"
PAGE = f"{QUESTION}3/"


@pytest.fixture
def rinas(as_user, rina):
    return as_user(rina)


@pytest.fixture
def nadias(as_user, nadia):
    return as_user(nadia)


@pytest.fixture
def colleagues(as_user, balikpapan):
    """Another browser of the same programme office."""
    return as_user(factories.officeholder("wati@contoh.go.id", Role.PROGRAMME_OFFICE, city=balikpapan))


def form(**typed):
    return {"text_id": "", "text_en": "", "source": "", "version": "0", "submission_key": "k" * 24, **typed}


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


def stored():
    return RubricText.objects.get(code="A1", level=3)


def test_the_operators_text_is_saved_and_shown_to_all(nadias, anonymous, nadia):
    answer = nadias.post(
        PAGE, form(text_id="Ada Perda", text_en="There is a by-law", source="Surat"), follow=True
    )

    assert answer.redirect_chain == [(QUESTION, 302)]
    assert "Ada Perda" in words(anonymous.get(QUESTION))
    assert "There is a by-law" in words(anonymous.get(f"/en{QUESTION}"))
    assert (stored().updated_by, stored().city, stored().version) == (nadia, None, 1)


def test_a_citys_own_text_is_for_its_own_offices(rinas, as_user, budi, anonymous, tetangga):
    rinas.post(PAGE, form(text_id="Bacaan kami"))

    assert "Bacaan kami" in words(as_user(budi).get(QUESTION))
    assert "milik Kota Balikpapan" in words(as_user(budi).get(QUESTION))
    for stranger in (anonymous, as_user(tetangga)):
        assert "Bacaan kami" not in words(stranger.get(QUESTION))
        assert "0 dari 585" in words(stranger.get("/instrumen/smartcity/2023-kppn/"))


def test_two_cities_and_the_operator_write_beside_each_other(rinas, nadias, as_user, tetangga, anonymous):
    neighbours = as_user(tetangga)
    for browser, text in ((rinas, "Balikpapan"), (neighbours, "Samarinda"), (nadias, "Semua")):
        assert browser.post(PAGE, form(text_id=f"Teks {text}")).status_code == 302

    assert RubricText.objects.count() == 3
    assert "Teks Samarinda" not in rinas.get(PAGE).content.decode()
    assert "Teks Semua" in words(anonymous.get(QUESTION))


def test_the_form_holds_what_is_written_and_its_version(rinas):
    rinas.post(PAGE, form(text_id="Ada Perda"))

    page = rinas.get(PAGE)

    assert "Ada Perda</textarea>" in page.content.decode()
    assert hidden(page, "version") == "1"


def test_a_text_is_corrected(rinas):
    rinas.post(PAGE, form(text_id="Ada Perda"))

    rinas.post(PAGE, form(text_id="Ada Perda atau Perwali", version="1", submission_key="l" * 24))

    assert (stored().text_id, stored().version) == ("Ada Perda atau Perwali", 2)


def test_a_text_is_taken_away_by_leaving_it_empty(nadias, anonymous):
    nadias.post(PAGE, form(text_id="Ada Perda"))

    nadias.post(PAGE, form(version="1"))

    assert "Ada Perda" not in words(anonymous.get(QUESTION))
    assert words(anonymous.get(QUESTION)).count("Belum diuraikan") == 5


@pytest.mark.parametrize(
    ("prefix", "notice", "mine"),
    [
        ("", "menyimpannya pada", "Ketikan Anda"),
        ("/en", "Somebody saved this before you did", "What you typed"),
    ],
)
def test_a_save_against_an_older_text_shows_both_and_keeps_mine(rinas, colleagues, prefix, notice, mine):
    colleagues.post(PAGE, form(text_id="Tulisan Wati"))

    page = rinas.post(prefix + PAGE, form(text_id="Tulisan Rina"))

    assert page.status_code == 409
    assert notice in words(page)
    assert "Wati" in words(page)
    assert words(page).count("Tulisan Wati") == 1
    assert "Tulisan Rina</textarea>" in page.content.decode()
    assert stored().text_id == "Tulisan Wati"


def test_the_next_try_after_a_stale_save_is_saved(rinas, colleagues):
    colleagues.post(PAGE, form(text_id="Tulisan Wati"))
    page = rinas.post(PAGE, form(text_id="Tulisan Rina"))

    answer = rinas.post(
        PAGE,
        form(
            text_id="Tulisan keduanya",
            version=hidden(page, "version"),
            submission_key=hidden(page, "submission_key"),
        ),
    )

    assert answer.status_code == 302
    assert (stored().text_id, stored().version) == ("Tulisan keduanya", 2)


def test_a_double_click_saves_once_and_leads_to_the_same_page(rinas):
    answers = [rinas.post(PAGE, form(text_id="Ada Perda")) for _click in range(2)]

    assert [answer["Location"] for answer in answers] == [QUESTION, QUESTION]
    assert stored().version == 1


def test_a_form_without_its_key_is_refused_and_keeps_what_was_typed(rinas):
    page = rinas.post(PAGE, form(text_id="Ada Perda", submission_key=""))

    assert page.status_code == 422
    assert "Ada Perda</textarea>" in page.content.decode()
    assert not RubricText.objects.exists()


@pytest.mark.parametrize(("prefix", "sentence"), [("", "2000 karakter"), ("/en", "2000 characters")])
def test_a_text_that_is_too_long_is_refused_and_kept(rinas, prefix, sentence):
    typed = "Ada Perda " * 201

    page = rinas.post(prefix + PAGE, form(text_id=typed))

    assert page.status_code == 422
    assert sentence in words(page)
    assert typed.strip() in page.content.decode()
    assert not RubricText.objects.exists()


def test_markup_in_a_text_stays_text(nadias, anonymous):
    nadias.post(PAGE, form(text_id="<script>alert(1)</script>\nbaris kedua", source="<i>"))

    page = anonymous.get(QUESTION).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>baris kedua" in page
    assert "<i>" not in page


@pytest.mark.parametrize(
    ("prefix", "sentence"),
    [("", "Halaman ini tidak terbuka untuk Anda"), ("/en", "This page is not open to you")],
)
def test_without_permission_there_is_a_sentence_and_no_save(as_user, siti, prefix, sentence):
    citizen = as_user(siti)

    seen, sent = citizen.get(prefix + PAGE), citizen.post(prefix + PAGE, form(text_id="x"))

    assert (seen.status_code, sent.status_code) == (403, 403)
    assert sentence in words(seen)
    assert not RubricText.objects.exists()


@pytest.mark.parametrize("level", ["5", "99", "x"])
def test_a_level_that_the_scale_lacks_is_not_found(rinas, level):
    assert rinas.get(f"{QUESTION}{level}/").status_code == 404


# --- the session runs out ----------------------------------------------------------------------------------


def sign_in(browser, user):
    """By password and code, as these roles must; answers where that leads."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user=user).delete()
    secret = devices.totp_of(devices.with_password(user))
    browser.post("/masuk/", {"login": user.email, "password": devices.PASSWORD, "next": PAGE})
    return browser.post("/masuk/kode/", {"code": devices.code(secret)})


@pytest.fixture
def lost(anonymous, rina):
    """Rina's browser, in which her session ended while she typed and sent."""
    from django.contrib.sessions.models import Session

    sign_in(anonymous, rina)
    Session.objects.all().delete()
    anonymous.sent = anonymous.post(PAGE, form(text_id="Ketikan panjang Rina"))
    return anonymous


def test_a_form_sent_after_the_session_ended_comes_back_filled(lost, rina):
    door = lost.get(lost.sent["Location"])
    back = sign_in(lost, rina)
    page = lost.get(back["Location"])

    assert back["Location"] == PAGE
    assert "Isian Anda disimpan sementara" in words(door)
    assert "Ketikan panjang Rina</textarea>" in page.content.decode()
    assert not RubricText.objects.exists()


def test_the_form_that_came_back_can_be_saved(lost, rina):
    sign_in(lost, rina)
    page = lost.get(PAGE)

    lost.post(PAGE, form(text_id="Ketikan panjang Rina", version=hidden(page, "version")))

    assert stored().text_id == "Ketikan panjang Rina"


def test_another_person_who_signs_in_does_not_see_it(lost, nadia):
    sign_in(lost, nadia)
    page = lost.get(PAGE)

    assert page.status_code == 200
    assert "Ketikan panjang Rina" not in page.content.decode()
