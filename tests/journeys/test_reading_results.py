"""Somebody without an account reads results: finds a city, sees why it has its score, compares, takes figures home."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.pages import MALANG

pytestmark = pytest.mark.journey

LIST = "/putaran/smartcity-2022-kppn/"
SCORECARD_2022 = f"/k/{MALANG}/rapor/smartcity-2022-kppn/"
SCORECARD_2023 = f"/k/{MALANG}/rapor/smartcity-2023-kppn/"
CITIES_IN_LIST, CITIES_IN_EAST_JAVA = 38, 6
EAST_JAVA, OUTCOME = "35", "C"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def newcomer(request: pytest.FixtureRequest, visitor: Callable[..., Page]) -> Page:
    return visitor(java_script_enabled=request.param, viewport={"width": 390, "height": 800})


def ranking(page: Page) -> Locator:
    return page.locator("section[aria-labelledby=h-peringkat] table.tb-peringkat").first


@pytest.mark.parametrize("language", ["", "/en"], ids=["id", "en"])
def test_newcomer_finds_a_city_and_reads_why_it_has_its_score(newcomer: Page, language: str):
    page = newcomer
    page.goto(f"{language}/")
    page.locator("main a.btn-utama").click()

    rows = ranking(page).locator("tbody tr")
    expect(rows).to_have_count(CITIES_IN_LIST)

    page.locator("form.saring select[name=provinsi]").select_option(EAST_JAVA)
    page.locator("form.saring button[type=submit]").click()
    expect(rows).to_have_count(CITIES_IN_EAST_JAVA)

    # The heads of the parts are not shown on a phone; the form has the same orders.
    page.locator("form.saring select[name=urut]").select_option(OUTCOME)
    page.locator("form.saring button[type=submit]").click()
    expect(page).to_have_url(re.compile(f"provinsi={EAST_JAVA}&urut={OUTCOME}$"))
    listed = page.url

    city = rows.first.locator("th a")
    name = city.inner_text()
    city.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)

    fold = page.locator("section[aria-labelledby=h-jejak] details")
    step = fold.locator("li").first
    expect(step).to_be_hidden()
    fold.locator("summary").click()
    expect(step).to_be_visible()

    page.go_back()
    expect(page).to_have_url(listed)
    expect(rows).to_have_count(CITIES_IN_EAST_JAVA)


def test_newcomer_takes_home_the_rows_that_are_shown(newcomer: Page, tmp_path: Path):
    newcomer.goto(f"{LIST}?provinsi={EAST_JAVA}&urut={OUTCOME}")
    shown = ranking(newcomer).locator("tbody th a").all_inner_texts()

    with newcomer.expect_download() as arriving:
        newcomer.locator("a[download][href*='.xlsx']").click()
    file = tmp_path / arriving.value.suggested_filename
    arriving.value.save_as(file)

    sheet = openpyxl.load_workbook(file).worksheets[0]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert file.suffix == ".xlsx"
    assert sheet.max_row == len(shown) + 1
    assert len(shown) == CITIES_IN_EAST_JAVA
    assert set(shown) <= cells


def test_columns_sort_both_ways_from_their_heads(page: Page):
    page.goto(LIST)
    head = ranking(page).locator(f"th:has(a[href*='urut={OUTCOME}'], a[href*='urut=-{OUTCOME}'])")
    figures = ranking(page).locator("tbody td.komp:nth-child(5)")

    head.locator("a").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    downwards = figures.all_inner_texts()
    head.locator("a").click()
    expect(head).to_have_attribute("aria-sort", "ascending")

    assert downwards == sorted(downwards, reverse=True)
    assert figures.all_inner_texts() == sorted(downwards)


def test_rows_follow_what_is_chosen_without_a_press_of_the_button(page: Page):
    page.goto(LIST)
    rows = ranking(page).locator("tbody tr")
    # The first answer never comes: a newer choice does not wait for it, nor is it undone by it.
    page.route(re.compile(f"provinsi={EAST_JAVA}$"), lambda route: None)

    page.locator("form.saring select[name=provinsi]").select_option(EAST_JAVA)
    page.locator("form.saring select[name=urut]").select_option(OUTCOME)
    expect(page).to_have_url(f"{LIST}?provinsi={EAST_JAVA}&urut={OUTCOME}")
    expect(rows).to_have_count(CITIES_IN_EAST_JAVA)
    expect(page.locator("main [role=status]")).to_contain_text(f"{CITIES_IN_EAST_JAVA} dari {CITIES_IN_LIST}")
    page.locator("main input[name=q]").press_sequentially("malang")
    expect(rows).to_have_count(2)


def test_asking_the_same_again_is_no_step_for_the_back_button(page: Page):
    page.goto("/putaran/")
    page.goto(LIST)
    page.locator("form.saring select[name=provinsi]").select_option(EAST_JAVA)
    expect(page).to_have_url(f"{LIST}?provinsi={EAST_JAVA}")
    with page.expect_response("**/*provinsi=*"):
        page.locator("form.saring button[type=submit]").click()

    page.go_back()
    expect(page).to_have_url(LIST)
    expect(ranking(page).locator("tbody tr")).to_have_count(CITIES_IN_LIST)
    expect(page.locator("form.saring select[name=provinsi]")).to_have_value("")
    page.go_back()
    expect(page).to_have_url("/putaran/")


def test_search_without_a_match_says_so_and_leads_back(page: Page):
    page.goto(LIST)
    page.locator("main input[name=q]").fill("Atlantis")
    page.locator("main input[name=q]").press("Enter")
    expect(page.locator("main .kosong")).to_be_visible()

    page.locator("main input[name=q]").fill("malang")
    page.locator("main input[name=q]").press("Enter")
    expect(ranking(page).locator("tbody tr")).to_have_count(2)


def test_scorecard_draws_explains_and_keeps_its_place_when_year_or_language_change(page: Page):
    page.goto(SCORECARD_2023)
    figure = page.locator(".angka-raya")
    expect(figure).to_contain_text("2,94")
    radar = page.locator(".grafik--radar svg:visible")
    expect(radar).to_have_count(1)
    assert radar.locator("path.muka-kini").bounding_box()["height"] > 50
    assert radar.locator("circle.titik-kini").count() == 6

    page.locator(".bahasa a[hreflang=en]").click()
    expect(page).to_have_url(f"/en{SCORECARD_2023}")
    expect(figure).to_contain_text("2.94")

    page.locator("nav.ruas a", has_text="2022").click()
    expect(page).to_have_url(f"/en{SCORECARD_2022}")
    expect(figure).to_contain_text("2.51")

    page.locator(".bahasa a[hreflang=id]").click()
    expect(page).to_have_url(SCORECARD_2022)
    expect(figure).to_contain_text("2,51")


def test_language_switch_keeps_filters(page: Page):
    page.goto(f"{LIST}?provinsi={EAST_JAVA}")

    page.locator(".bahasa a[hreflang=en]").click()

    expect(page).to_have_url(f"/en{LIST}?provinsi={EAST_JAVA}")
    expect(ranking(page).locator("tbody tr")).to_have_count(CITIES_IN_EAST_JAVA)


def test_two_results_are_chosen_and_compared(newcomer: Page):
    newcomer.goto("/banding/")
    newcomer.locator("select[name=kiri]").select_option(f"{MALANG}/smartcity-2023-kppn")
    newcomer.locator("select[name=kanan]").select_option(f"{MALANG}/smartcity-2022-kppn")

    newcomer.locator("main form button[type=submit]").click()

    totals = newcomer.locator("main tfoot")
    expect(totals).to_contain_text("2,94")
    expect(totals).to_contain_text("2,51")
    expect(newcomer.locator("select[name=kiri]")).to_have_value(f"{MALANG}/smartcity-2023-kppn")


def test_comparison_with_something_unknown_says_what_to_do(page: Page):
    page.goto(f"/banding/?kiri={MALANG}/smartcity-2023-kppn&kanan=99.99/tidak-ada")

    expect(page.locator("main .galat")).to_be_visible()
    expect(page.locator("main .kosong")).to_be_visible()
    expect(page.locator("select[name=kiri]")).to_have_value(f"{MALANG}/smartcity-2023-kppn")


def test_wrong_address_leads_on(page: Page):
    answer = page.goto("/tidak-ada-laman-ini/")

    assert answer is not None
    assert answer.status == 404
    page.locator("main a[href='/']").first.click()
    expect(page).to_have_url("/")
