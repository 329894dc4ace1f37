"""Somebody of the programme office pushes a Wi-Fi point about and sees at once whom that would reach; others cannot."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

COVERAGE = "/en/jangkauan/"
PATIENCE_OF_MAPS_MS = 60_000
PATIENCE_OF_PLANNER_MS = 90_000
"""On a new installation its kernels are compiled first."""


@pytest.fixture
def planning(page: Page, sign_in: Callable[..., None], watch: Any) -> Page:
    """The map moves, and the planner has loaded the city."""
    # It may still be compiling; the page says so and asks again.
    watch.wanted.append("answer: 503")
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page)
    page.goto(COVERAGE)
    page.locator(".peta").first.scroll_into_view_if_needed()
    expect(page.locator(".peta-bidang.bergerak")).to_be_visible(timeout=PATIENCE_OF_MAPS_MS)
    return page


def push(page: Page, key: str, times: int) -> str:
    """The first mark that may be moved; answers the code of its point."""
    mark = page.locator(".peta-pin--pindah").first
    mark.focus()
    for _each in range(times):
        page.keyboard.press(key)
    return str(
        page.locator("[data-coba-daftar] li").first.get_attribute(
            "data-titik", timeout=PATIENCE_OF_PLANNER_MS
        )
    )


def test_a_point_pushed_by_arrow_keys_says_whom_it_gains_and_loses_and_goes_back(planning: Page):
    code = push(planning, "ArrowRight", 8)

    result = planning.locator("[data-coba-hasil]")
    expect(result).to_be_visible()
    expect(planning.locator("[data-coba-kalimat]")).to_contain_text(re.compile("reached|Nobody"))
    expect(planning.locator("[data-coba-daftar]")).to_contain_text(f"{code}It would reach")

    planning.get_by_role("button", name=f"Undo: {code}").click()
    expect(result).to_be_hidden()
    expect(planning.locator(".berubah")).to_have_count(0)


def test_points_that_are_typed_in_add_up_and_are_all_put_back(planning: Page, watch: Any):
    watch.wanted.append("answer: 422")
    code = push(planning, "ArrowLeft", 4)
    planning.get_by_text("Type a place in, add a point or take one away").click()
    form = planning.locator("[data-coba-borang]")
    form.get_by_label("What to try").select_option("remove")
    form.get_by_label("Point").fill("TIDAK-ADA")
    form.get_by_role("button", name="Try it").click()
    # What cannot be tried is said, and what was tried before stays.
    expect(planning.locator("[data-coba-pesan]")).to_contain_text(
        "no point TIDAK-ADA", timeout=PATIENCE_OF_PLANNER_MS
    )
    expect(planning.locator(f"[data-coba-daftar] [data-titik='{code}']")).to_be_visible()

    planning.get_by_role("button", name="Put everything back").click()
    expect(planning.locator("[data-coba-hasil]")).to_be_hidden()


def test_a_visitor_sees_the_map_but_tries_nothing(page: Page):
    page.goto(COVERAGE)

    expect(page.locator(".peta").first).to_be_visible()
    expect(page.locator("[data-coba]")).to_have_count(0)
