"""An officer asks what is kept and the office answers in time; a breach is noted and told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_letters import assert_accessible, press, tab_to, write

pytestmark = pytest.mark.journey

OFFICER = "dishub@balikpapan.example"


@pytest.mark.parametrize(("language", "width", "kind"), [("id", 390, "access"), ("en", 1440, "restrict")])
def test_a_request_is_asked_and_answered(
    visitor: Callable[..., Page], sign_in: Callable[..., None], language: str, width: int, kind: str
):
    prefix = "/en" if language == "en" else ""
    asking = visitor(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    sign_in(asking, OFFICER)
    asking.goto(f"{prefix}/akun/data-pribadi/")
    assert_accessible(asking)
    tab_to(asking, "input[name='kind']:checked, input[name='kind']")
    asking.locator(f"input[name='kind'][value='{kind}']").check()
    press(asking, "main form.borang button.btn-utama")
    assert_accessible(asking)
    address = asking.url

    office = visitor(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    sign_in(office)
    office.goto(f"{prefix}/kantor/data-pribadi/")
    assert_accessible(office)
    office.goto(address)
    assert_accessible(office)
    write(office, "#id_words", "Terlampir / attached.")
    press(office, "button[name='tindakan'][value='jawab']")
    expect(office.locator("main")).to_contain_text("Terlampir / attached.")

    asking.reload()
    expect(asking.locator("main")).to_contain_text("Terlampir / attached.")


def test_a_breach_is_noted_and_its_clock_stops(visitor: Callable[..., Page], sign_in: Callable[..., None]):
    page = visitor(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    sign_in(page)

    page.goto("/kantor/data-pribadi/kebocoran/catat/")
    assert_accessible(page)
    page.locator("#id_title").fill("Contoh: surel terkirim ke alamat lain")
    page.locator("#id_known_at").fill("2026-11-20T09:00")
    press(page, "main form.borang button.btn-utama")
    expect(page.locator("main .pesan--awas")).to_contain_text("Pemberitahuan ini masih kurang")
    assert_accessible(page)

    page.locator("#id_data").fill("Surel")
    page.locator("#id_course").fill("Salah alamat")
    page.locator("#id_handling").fill("Diminta dihapus")
    page.locator("#id_authority_told_at").fill("2026-11-20T11:00")
    page.locator("#id_persons_told_at").fill("2026-11-20T12:00")
    press(page, "main form.borang button.btn-utama")

    expect(page.locator(".st--ok").first).to_have_text("Sudah diberitahukan")
    expect(page.locator("main .pesan--awas")).to_have_count(0)
