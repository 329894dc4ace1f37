"""A question is answered on a phone with a bad line, returned, mended by keyboard, accepted and read by the leader."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import AXE, FAULTS, TOO_WIDE
from tests.journeys.conftest import Watch
from tests.journeys.pages import SAMPLE_ROUND

pytestmark = pytest.mark.journey

SignIn = Callable[..., None]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
OFFICER, VERIFIER, LEADER = (
    f"{name}@balikpapan.example" for name in ("diskominfo", "verifikator", "pimpinan")
)
SAVED = re.compile(r"Tersimpan|Saved")
ROUND = f"/penilaian/{SAMPLE_ROUND}/"


def is_for_everybody(page: Page) -> None:
    page.evaluate(AXE)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(TOO_WIDE) == []


def opened(page: Page, sign_in: SignIn, account: str, where: str) -> Page:
    page.goto(f"/masuk/?next={where}")
    sign_in(page, account)
    expect(page).to_have_url(re.compile(re.escape(where)))
    return page


@pytest.mark.parametrize(("language", "question"), [("", "E02"), ("/en", "E03")])
def test_an_answer_goes_from_the_officer_to_the_leader(
    visitor: Callable[..., Page], sign_in: SignIn, language: str, question: str
):
    where = f"{language}{ROUND}soal/{question}/"
    officer = opened(visitor(**PHONE), sign_in, OFFICER, where)
    officer.locator(".tuts label").nth(3).click()
    officer.locator("textarea[name=statement]").fill(f"Contoh: dirancang bersama komunitas, {question}.")
    expect(officer.locator("[data-draf-kata]")).to_have_text(SAVED)
    is_for_everybody(officer)
    officer.reload()
    expect(officer.locator("textarea[name=statement]")).to_have_value(re.compile("dirancang bersama"))
    officer.locator("button[name=serahkan]").click()
    expect(officer.locator(".periksa")).to_be_visible()

    verifier = opened(visitor(), sign_in, VERIFIER, where)
    verifier.locator(".periksa details summary").click()
    verifier.locator("textarea[name=reason]").fill("Contoh: sebutkan komunitasnya.")
    verifier.locator(".periksa details button[type=submit]").click()
    expect(verifier.locator(".periksa")).to_have_count(0)

    officer.goto(where)
    expect(officer.get_by_text("Contoh: sebutkan komunitasnya.").first).to_be_visible()
    by_keyboard(officer, " Komunitas literasi digital.")

    verifier.goto(where)
    verifier.locator(".periksa form.aksi button").click()
    leader = opened(visitor(), sign_in, LEADER, where)
    expect(leader.locator(".jawab")).to_contain_text("Komunitas literasi digital.")
    expect(leader.locator("form[data-draf]")).to_have_count(0)
    is_for_everybody(leader)


def by_keyboard(officer: Page, more: str) -> None:
    """From the field on, with nothing but keys."""
    officer.locator("textarea[name=statement]").focus()
    officer.keyboard.press("Control+End")
    officer.keyboard.type(more)
    expect(officer.locator("[data-draf-kata]")).to_have_text(SAVED)
    for _each in range(8):
        officer.keyboard.press("Tab")
        if officer.evaluate("document.activeElement.name") == "serahkan":
            break
    officer.keyboard.press("Enter")
    expect(officer.locator("form[data-draf]")).to_have_count(0)


def test_what_is_typed_on_a_bad_line_is_sent_when_it_is_back(
    visitor: Callable[..., Page], sign_in: SignIn, watch: Watch
):
    watch.wanted.append("net::ERR_INTERNET_DISCONNECTED")
    where = f"{ROUND}soal/E04/"
    officer = opened(visitor(**PHONE), sign_in, OFFICER, where)
    officer.context.set_offline(True)
    officer.locator("textarea[name=statement]").fill("Contoh: ditulis tanpa sinyal.")
    expect(officer.locator('[data-draf-kata][data-keadaan="tunggu"]')).to_be_visible()

    officer.context.set_offline(False)

    expect(officer.locator("[data-draf-kata]")).to_have_text(SAVED)
    officer.reload()
    expect(officer.locator("textarea[name=statement]")).to_have_value("Contoh: ditulis tanpa sinyal.")


def test_two_people_in_one_answer_lose_nothing(visitor: Callable[..., Page], sign_in: SignIn, watch: Watch):
    where = f"/en{ROUND}soal/E05/"
    first = opened(visitor(), sign_in, OFFICER, where)
    second = opened(visitor(), sign_in, "kepala.diskominfo@balikpapan.example", where)
    first.locator("textarea[name=statement]").fill("Contoh: tulisan petugas.")
    expect(first.locator("[data-draf-kata]")).to_have_text(SAVED)

    # The second page is older now: what is typed there waits until both were seen.
    watch.wanted.append("answer: 409")
    second.locator("textarea[name=statement]").fill("Contoh: tulisan kepala.")
    expect(second.locator('[data-draf-kata][data-keadaan="gagal"]')).to_be_visible()
    second.locator("form[data-draf] button:not([name])").click()

    expect(second.locator(".berdampingan")).to_contain_text("tulisan petugas")
    expect(second.locator(".berdampingan")).to_contain_text("tulisan kepala")
    second.locator("form[data-draf] button:not([name])").click()
    expect(second.locator("textarea[name=statement]")).to_have_value("Contoh: tulisan kepala.")
    expect(second.locator(".berdampingan")).to_have_count(0)


def test_session_that_ran_out_takes_no_words_along(
    visitor: Callable[..., Page], sign_in: SignIn, watch: Watch
):
    where = f"{ROUND}soal/E06/"
    officer = opened(visitor(**PHONE), sign_in, OFFICER, where)
    session = [each for each in officer.context.cookies() if each["name"] != "sessionid"]
    officer.context.clear_cookies()
    officer.context.add_cookies(session)
    officer.locator("textarea[name=statement]").fill("Contoh: ditulis setelah sesi habis.")
    expect(officer.locator('[data-draf-kata][data-keadaan="gagal"]')).to_contain_text("masuk")

    officer.locator("form[data-draf] button:not([name])").click()
    sign_in(officer, OFFICER)

    expect(officer.locator("textarea[name=statement]")).to_have_value("Contoh: ditulis setelah sesi habis.")
