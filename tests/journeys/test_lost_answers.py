"""A part that a page asks for does not come: whoever waits for it is told why, and loses nothing that was typed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.conftest import Watch
from tests.journeys.pages import PROGRAMME_OFFICE
from tests.journeys.test_interview import INTERVIEW, SOON_MS, write
from tests.journeys.test_self_assessment import SignIn, is_for_everybody, opened

pytestmark = pytest.mark.journey

LIST, LETTERS = "/putaran/smartcity-2022-kppn/", "/surat/"
ASKED = re.compile(r"[?&]q=")
LOST = {
    "": "Sambungan terputus. Yang Anda ketik masih ada; coba lagi.",
    "/en": "The connection is lost. What you typed is still here; try again.",
}
TOLD = {
    403: "sign in again",
    404: "reload the page",
    429: "too often",
    500: "on our side",
    503: "on our side",
}


@pytest.fixture(autouse=True)
def _meant(watch: Watch) -> None:
    watch.wanted += [
        "net::ERR_FAILED",
        "net::ERR_INTERNET_DISCONNECTED",
        "htmx:",
        "Response Status Error Code",
    ]
    watch.wanted += [f"answer: {status}" for status in TOLD]


def told(page: Page) -> Locator:
    return page.locator("[data-gangguan]")


def ask(page: Page, words: str = "malang") -> None:
    page.locator("main input[name=q]").fill(words)
    page.locator("form.saring button[type=submit]").click()


def answering(status: int) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, body="<h1>A page that nobody asked for</h1>")


@pytest.mark.parametrize("language", LOST)
def test_a_lost_line_is_said_what_was_typed_stays_and_the_next_success_takes_the_words_away(
    page: Page, language: str
):
    page.goto(language + LIST)
    page.route(ASKED, lambda route: route.abort())

    ask(page)
    expect(told(page)).to_contain_text(LOST[language])
    expect(page.locator("main input[name=q]")).to_have_value("malang")
    expect(page).to_have_url(re.compile(f"{LIST}$"))

    page.unroute(ASKED)
    page.locator("form.saring button[type=submit]").click()
    expect(page).to_have_url(ASKED)
    expect(told(page)).to_be_empty()


@pytest.mark.parametrize(("status", "words"), TOLD.items())
def test_each_refusal_has_its_words_and_the_rows_stay(page: Page, status: int, words: str):
    page.goto(f"/en{LIST}")
    rows = page.locator("#daftar tbody tr")
    shown = rows.count()
    page.route(ASKED, answering(status))

    ask(page)

    expect(told(page)).to_contain_text(words)
    expect(told(page).get_by_role("link", name="Sign in")).to_have_count(1 if status == 403 else 0)
    expect(rows).to_have_count(shown)
    expect(page.locator("main input[name=q]")).to_have_value("malang")


def test_who_may_no_longer_ask_signs_in_and_comes_back_to_the_page(page: Page):
    page.goto(f"{LIST}?provinsi=35")
    page.route(ASKED, answering(403))

    ask(page)
    expect(told(page)).not_to_be_empty()
    is_for_everybody(page)
    told(page).get_by_role("link").click()

    expect(page.locator("main input[name=next]").first).to_have_value(f"{LIST}?provinsi=35")


def test_words_that_were_closed_come_back_only_when_one_asks_again(page: Page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(LIST)
    page.route(ASKED, answering(500))
    page.locator("main input[name=q]").scroll_into_view_if_needed()

    ask(page)
    expect(told(page).get_by_role("button")).to_be_in_viewport()
    told(page).get_by_role("button").click()
    expect(told(page)).to_be_empty()
    with page.expect_response(ASKED):
        page.locator("main input[name=q]").press_sequentially("a")
    expect(told(page)).to_be_empty()
    page.locator("form.saring button[type=submit]").click()
    expect(told(page)).not_to_be_empty()


def test_a_log_that_says_itself_that_it_waits_is_not_contradicted(
    visitor: Callable[..., Page], sign_in: SignIn
):
    writer = opened(visitor(), sign_in, PROGRAMME_OFFICE, INTERVIEW)

    writer.context.set_offline(True)
    expect(told(writer)).to_contain_text(LOST[""], timeout=SOON_MS)
    write(writer, "Contoh: baris yang menunggu.")
    expect(writer.locator("[data-catat-kata]")).to_have_attribute("data-keadaan", "tunggu")
    expect(told(writer)).to_be_hidden()

    writer.context.set_offline(False)
    expect(writer.locator("[data-catat-antre] li")).to_have_count(0, timeout=SOON_MS)
    expect(told(writer)).to_be_empty(timeout=SOON_MS)


def test_nothing_of_an_officers_page_is_left_in_the_browser_after_signing_out(page: Page, sign_in: SignIn):
    letters = opened(page, sign_in, PROGRAMME_OFFICE, LETTERS)
    letters.locator("form.saring input[name=q]").fill("undangan")
    letters.locator("form.saring button[type=submit]").click()
    expect(letters).to_have_url(ASKED)
    letters.locator("form.saring input[name=q]").fill("rapat")
    letters.locator("form.saring button[type=submit]").click()
    expect(letters).to_have_url(re.compile("q=rapat"))

    letters.go_back()
    expect(letters).to_have_url(re.compile("q=undangan"))
    expect(letters.locator("form.saring input[name=q]")).to_have_value("undangan")
    letters.locator(".kepala").get_by_role("button", name="Keluar").click()
    expect(letters.locator(".kepala").get_by_role("link", name="Masuk")).to_be_visible()

    kept = "JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])"
    assert "<" not in letters.evaluate(kept)
