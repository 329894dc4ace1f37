"""A city's indicators: a visitor sees what does not fit, and an officer writes a figure with its source."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

SignIn = Callable[..., None]

IPM, WRITE = "/indikator/ipm/", "/indikator/titik-wifi-publik/angka/"


def save(page: Page) -> None:
    page.locator("main form.borang button.btn-utama").click()


def test_visitor_sees_that_a_published_index_does_not_fit_its_parts(page: Page):
    page.goto("/indikator/?lihat=flagged")
    rows = page.locator("main table tbody tr")
    expect(rows).to_have_count(1)

    rows.locator("a").first.click()

    expect(page).to_have_url(f"{IPM}?kota=64.71")
    alarm = page.locator("main .pesan").first
    for figure in ("2018", "80,03", "80,06", "79,81"):
        expect(alarm).to_contain_text(figure)
    year = page.locator("main table tr", has_text="2018").first
    year.locator("summary").click()
    expect(year.locator("details")).to_contain_text("80,04")
    expect(page.locator("main svg[role=img]:visible").first).to_be_visible()


def test_officer_writes_a_figure_and_its_source_is_asked_for(
    page: Page, sign_in: SignIn, visitor: Callable[..., Page]
):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(WRITE)
    sign_in(page)
    page.locator("input[name=period]").fill("2024")
    page.locator("input[name=value]").fill("260")
    page.locator("input[name=status][value=fact]").check()
    save(page)
    expect(page.locator("main [role=alert]").first).to_be_visible()
    expect(page.locator("input[name=value]")).to_have_value("260")

    page.locator("input[name=source]").fill("Laporan Diskominfo 2024")
    save(page)
    expect(page.locator("main table").first).to_contain_text("Laporan Diskominfo 2024")

    other = visitor()
    other.goto("/en/indikator/titik-wifi-publik/")
    expect(other.locator("main table").first).to_contain_text("260")
