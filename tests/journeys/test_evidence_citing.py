"""A proof is made by two: an officer cites words, a second person confirms them, and the officer sees it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import AXE, FAULTS, TOO_WIDE
from tests.journeys.pages import sample_evidence
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey

SignIn = Callable[..., None]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
OFFICER, SECOND = "diskominfo@balikpapan.example", "verifikator@balikpapan.example"
MINUTES, REPORT = sample_evidence(1), sample_evidence(10)
SELECT = """(words) => {
    const text = document.querySelector("#naskah"), at = text.textContent.indexOf(words);
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let seen = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const end = seen + node.length;
        if (seen <= at && at < end) range.setStart(node, at - seen);
        if (seen < at + words.length && at + words.length <= end) range.setEnd(node, at + words.length - seen);
        seen = end;
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def is_for_everybody(page: Page) -> None:
    """Axe finds nothing, and nothing stands outside the screen."""
    page.evaluate(AXE)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(TOO_WIDE) == []


def code_in(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


@pytest.mark.parametrize(
    ("language", "screen", "words"),
    [
        ("", PHONE, "Daftar hadir terlampir"),
        ("/en", DESK, "Dewan membahas capaian rekomendasi"),
    ],
)
def test_officer_marks_words_and_a_second_person_confirms_them(
    visitor: Callable[..., Page],
    sign_in: SignIn,
    language: str,
    screen: dict[str, object],
    words: str,
):
    officer = visitor(**screen)
    officer.goto(f"{language}/masuk/?next={language}/bukti/")
    sign_in(officer, OFFICER)
    # Other stories bring documents too; the minutes may stand on another page of the list.
    officer.locator("input[name=cari]").first.fill("Notulen rapat Dewan")
    officer.keyboard.press("Enter")
    officer.locator(f"a[href='{language}/bukti/{MINUTES}/']").click()
    is_for_everybody(officer)
    officer.evaluate(SELECT, words)
    officer.locator(".kutip-melayang").click()
    expect(officer.locator("blockquote mark")).to_have_text(words)
    officer.locator("input[name=cari]").fill("B3")
    expect(officer.locator("#sasaran input")).to_have_count(1)
    officer.locator("#sasaran input").check()
    officer.locator("textarea[name=klaim]").fill(f"Tim bekerja ({words})")
    is_for_everybody(officer)
    officer.locator(".kutip-borang > .aksi button[type=submit]").click()
    expect(officer).to_have_url(re.compile("/bukti/kutipan/"))
    expect(officer.locator("blockquote mark")).to_have_text(words)
    expect(officer.locator("[data-terima]")).to_have_count(0)
    is_for_everybody(officer)
    code = code_in(officer.url)

    second = visitor(**screen)
    second.goto(f"{language}/masuk/?next={language}/bukti/periksa/")
    sign_in(second, SECOND)
    row = second.locator(f"#k-{code}")
    expect(row.locator("mark")).to_have_text(words)
    is_for_everybody(second)
    row.locator("[data-terima] button").click()
    expect(second).to_have_url(re.compile(f"{language}/bukti/periksa/$"))
    expect(row).to_have_count(0)

    officer.reload()
    expect(officer.locator("h1 + p .st--ok")).to_be_visible()
    officer.goto(f"{language}/kabar/")
    expect(officer.locator("main")).to_contain_text("Notulen rapat Dewan Smart City")


def test_without_scripts_a_sentence_is_chosen_and_rejected_with_a_reason(
    visitor: Callable[..., Page], sign_in: SignIn
):
    officer = visitor(java_script_enabled=False)
    sign_in(officer, OFFICER)
    officer.goto(f"/en/bukti/{REPORT}/")
    officer.get_by_role("link", name="Cite").click()
    officer.locator("input[name=cari]").fill("rencana aksi")
    officer.get_by_role("button", name="Show").click()
    officer.get_by_label("empat kali").check()
    officer.locator("#sasaran input").first.check()
    officer.locator(".kutip-borang > .aksi button[type=submit]").click()
    expect(officer).to_have_url(re.compile("/bukti/kutipan/"))
    code = code_in(officer.url)

    second = visitor(java_script_enabled=False)
    sign_in(second, SECOND)
    second.goto("/en/bukti/periksa/")
    row = second.locator(f"#k-{code}")
    row.locator("summary").click()
    row.locator("textarea").fill("Bukan rapat dewan")
    row.locator("button[value=tolak]").click()
    expect(row).to_have_count(0)

    officer.reload()
    expect(officer.locator(".pesan--salah")).to_contain_text("Bukan rapat dewan")


def test_second_person_works_by_keys_alone(visitor: Callable[..., Page], sign_in: SignIn):
    second = visitor(**DESK)
    second.goto("/en/masuk/?next=/en/bukti/periksa/")
    sign_in(second, SECOND)
    rows = second.locator("[data-antrean] > li")
    waiting = rows.count()
    assert waiting > 1
    first, other = rows.nth(0).get_attribute("id"), rows.nth(1).get_attribute("id")

    second.keyboard.press("j")
    expect(second.locator(f"#{other}")).to_have_class(re.compile("usul--aktif"))
    second.keyboard.press("x")
    expect(second.locator(f"#{other} textarea")).to_be_focused()
    second.keyboard.type("t")
    second.keyboard.press("Escape")
    expect(second.locator(f"#{other} summary")).to_be_focused()
    second.keyboard.press("k")
    second.keyboard.press("t")
    expect(second.locator(f"#{first}")).to_have_count(0)
    expect(rows).to_have_count(waiting - 1)

    tab_to(second, f"#{other} h2 a")
    second.keyboard.press("Enter")
    expect(second).to_have_url(re.compile("/bukti/kutipan/"))
