"""Offices write what earns each level; whatever happens meanwhile, no word that was typed is lost or saved twice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.pages import NATIONAL_OPERATOR

pytestmark = pytest.mark.journey

SignIn = Callable[..., None]

QUESTION = "/instrumen/smartcity/2023-kppn/{}/"
# Each story has its own question, so that they may run in any order.
WRITTEN, CONTESTED, INTERRUPTED, TWICE, TWICE_WITHOUT_SCRIPTS = "B1", "B2", "B3", "B4", "B5"


def level_of(question: str, level: int = 3) -> str:
    return f"{QUESTION.format(question)}{level}/"


def write(page: Page, words: str, source: str = "") -> None:
    page.locator("textarea[name=text_id]").fill(words)
    page.locator("input[name=source]").fill(source)


def save(page: Page) -> None:
    page.locator("main form.borang button.btn-utama").click()


def version(page: Page) -> str:
    return page.locator("main form.borang input[name=version]").input_value()


def test_programme_office_writes_a_text_and_corrects_it(page: Page, sign_in: SignIn):
    page.goto(QUESTION.format(WRITTEN))
    expect(page.locator(f"main a[href='{level_of(WRITTEN)}']")).to_have_count(0)

    page.goto(level_of(WRITTEN))
    sign_in(page)
    expect(page).to_have_url(level_of(WRITTEN))
    write(page, "Perda atau Perkada sudah terbit", "Buku panduan, hlm. 12")
    save(page)

    expect(page).to_have_url(QUESTION.format(WRITTEN))
    expect(page.locator("[role=status] .pesan--ok")).to_be_visible()
    expect(page.locator("main table")).to_contain_text("Perda atau Perkada sudah terbit")
    expect(page.locator("main table")).to_contain_text("Buku panduan, hlm. 12")

    page.locator(f"main a[href='{level_of(WRITTEN)}']").click()
    expect(page.locator("textarea[name=text_id]")).to_have_value("Perda atau Perkada sudah terbit")
    write(page, "Perda atau Perkada sudah terbit dan diundangkan")
    save(page)
    expect(page.locator("main table")).to_contain_text("dan diundangkan")

    page.reload()
    expect(page.locator("[role=status] .pesan--ok")).to_have_count(0)


def test_two_at_once_see_both_versions_and_lose_nothing(visitor: Callable[..., Page], sign_in: SignIn):
    rina, colleague = visitor(), visitor()
    for page in (rina, colleague):
        sign_in(page)
        page.goto(level_of(CONTESTED))
    write(colleague, "Ditulis rekan", "Surat edaran")
    save(colleague)
    expect(colleague).to_have_url(QUESTION.format(CONTESTED))

    write(rina, "Ditulis sekretariat", "Notula rapat")
    save(rina)

    both = rina.locator(".berdampingan")
    expect(both).to_contain_text("Ditulis rekan")
    expect(both.locator(".punya-saya")).to_contain_text("Ditulis sekretariat")
    expect(both.locator(".punya-saya")).to_contain_text("Notula rapat")
    expect(rina.locator("textarea[name=text_id]")).to_have_value("Ditulis sekretariat")

    write(rina, "Ditulis berdua", "Notula rapat")
    save(rina)
    expect(rina).to_have_url(QUESTION.format(CONTESTED))
    colleague.reload()
    expect(colleague.locator("main table")).to_contain_text("Ditulis berdua")


def test_words_typed_before_the_session_ended_come_back_after_signing_in(page: Page, sign_in: SignIn):
    sign_in(page)
    page.goto(level_of(INTERRUPTED))
    write(page, "Diketik selama satu jam\nbaris kedua", "Notula")
    page.context.clear_cookies(name="sessionid")

    save(page)
    expect(page.locator("main .pesan, [role=status] .pesan").first).to_be_visible()
    sign_in(page)

    expect(page).to_have_url(level_of(INTERRUPTED))
    expect(page.locator("textarea[name=text_id]")).to_have_value("Diketik selama satu jam\nbaris kedua")
    expect(page.locator("input[name=source]")).to_have_value("Notula")
    save(page)
    expect(page.locator("main table")).to_contain_text("Diketik selama satu jam")


def test_another_person_at_the_same_screen_does_not_get_those_words(page: Page, sign_in: SignIn):
    sign_in(page)
    page.goto(level_of(INTERRUPTED, 2))
    write(page, "Bukan untuk orang lain")
    page.context.clear_cookies(name="sessionid")
    save(page)

    sign_in(page, NATIONAL_OPERATOR)

    page.goto(level_of(INTERRUPTED, 2))
    expect(page.locator("textarea[name=text_id]")).to_have_value("")


def test_double_click_sends_the_form_once(page: Page, sign_in: SignIn):
    sign_in(page)
    page.goto(level_of(TWICE))
    write(page, "Sekali saja")
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)

    page.locator("main form.borang button.btn-utama").dblclick()

    expect(page).to_have_url(QUESTION.format(TWICE))
    assert len(sent) == 1
    page.goto(level_of(TWICE))
    assert version(page) == "1"


def test_double_click_without_scripts_saves_once(visitor: Callable[..., Page], sign_in: SignIn):
    page = visitor(java_script_enabled=False)
    sign_in(page)
    page.goto(level_of(TWICE_WITHOUT_SCRIPTS))
    write(page, "Sekali saja")

    page.locator("main form.borang button.btn-utama").dblclick()

    expect(page).to_have_url(QUESTION.format(TWICE_WITHOUT_SCRIPTS))
    page.goto(level_of(TWICE_WITHOUT_SCRIPTS))
    expect(page.locator("textarea[name=text_id]")).to_have_value("Sekali saja")
    assert version(page) == "1"


def test_signing_out_ends_it(page: Page, sign_in: SignIn):
    sign_in(page)
    page.goto("/akun/")

    page.locator(".kepala .orang:visible button[type=submit]").click()

    page.goto("/akun/")
    expect(page.locator("input[name=password]")).to_be_visible()
