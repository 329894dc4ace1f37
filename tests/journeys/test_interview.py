"""On the day of an interview several write its log with nothing but keys, also while the line is cut."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Watch
from tests.journeys.pages import NATIONAL_OPERATOR, PROGRAMME_OFFICE
from tests.journeys.test_self_assessment import PHONE, SAVED, SignIn, is_for_everybody, opened

pytestmark = pytest.mark.journey

INTERVIEW = "/wawancara/1/"
# The page asks every five seconds what others have written.
SOON_MS = 15_000


def write(page: Page, words: str) -> None:
    page.locator("[name=words]").focus()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_line_is_written_with_keys_alone_and_others_see_it(
    visitor: Callable[..., Page], sign_in: SignIn, language: str
):
    words = f"Contoh: notulen dikirim besok{language}."
    writer = opened(visitor(), sign_in, PROGRAMME_OFFICE, f"{language}{INTERVIEW}")
    reader = opened(visitor(), sign_in, NATIONAL_OPERATOR, f"{language}{INTERVIEW}")
    is_for_everybody(writer)

    writer.keyboard.press("Alt+Digit3")
    write(writer, words)

    expect(writer.locator("[data-catat-kata]")).to_have_text(SAVED)
    expect(writer.locator("[name=words]")).to_be_focused()
    expect(reader.locator("#catatan").get_by_text(words)).to_be_visible(timeout=SOON_MS)
    expect(reader.locator("#janji").get_by_text(words)).to_be_visible()


def test_lines_that_are_written_without_a_line_are_sent_once_when_it_is_back(
    visitor: Callable[..., Page], sign_in: SignIn, watch: Watch
):
    watch.wanted += ["net::ERR_INTERNET_DISCONNECTED", "htmx:"]
    writer = opened(visitor(**PHONE), sign_in, PROGRAMME_OFFICE, INTERVIEW)
    is_for_everybody(writer)

    writer.context.set_offline(True)
    for words in ("Contoh: baris luring satu.", "Contoh: baris luring dua."):
        write(writer, words)
    expect(writer.locator("[data-catat-antre] li")).to_have_count(2)
    writer.context.set_offline(False)

    expect(writer.locator("[data-catat-antre] li")).to_have_count(0, timeout=SOON_MS)
    writer.reload()
    for words in ("Contoh: baris luring satu.", "Contoh: baris luring dua."):
        expect(writer.locator("#catatan").get_by_text(words)).to_have_count(1)


def test_without_a_script_the_log_is_written_all_the_same(visitor: Callable[..., Page], sign_in: SignIn):
    writer = opened(visitor(java_script_enabled=False), sign_in, PROGRAMME_OFFICE, INTERVIEW)

    writer.locator("[name=words]").fill("Contoh: tanpa skrip.")
    writer.locator("#catat button[type=submit]").click()

    expect(writer).to_have_url(re.compile("jenis="))
    expect(writer.locator("#catatan")).to_contain_text("Contoh: tanpa skrip.")
