"""The search box: by keyboard alone, without JavaScript, on a phone, and as somebody who may see more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.accessibility import AXE, FAULTS

pytestmark = pytest.mark.journey

OFFICER = "diskominfo@balikpapan.example"
DESKTOP = {"width": 1440, "height": 900}


def test_a_slash_and_arrow_keys_lead_to_a_city(visitor: Callable[..., Page]):
    page = visitor(viewport=DESKTOP)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("balikp")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#cari-jumlah")).not_to_be_empty()

    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Kota Balikpapan")
    page.keyboard.press("Enter")

    page.wait_for_url("**/k/64.71/")


def test_an_arrow_pressed_before_the_last_answer_chooses_from_it(visitor: Callable[..., Page]):
    page = visitor(viewport=DESKTOP)
    page.goto("/")
    held: list[Route] = []
    page.route(re.compile(r"/cari/.*balikp"), lambda route: held.append(route))
    page.keyboard.press("/")
    page.keyboard.type("b")
    expect(page.get_by_role("option").first).not_to_contain_text("Balikpapan")
    with page.expect_request(re.compile(r"/cari/.*balikp")):
        page.keyboard.type("alikp")

    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    held[-1].continue_()

    expect(page.get_by_role("option", selected=True)).to_contain_text("Kota Balikpapan")


def test_control_k_and_escape(visitor: Callable[..., Page]):
    page = visitor(viewport=DESKTOP)
    page.goto("/en/putaran/")
    page.keyboard.press("Control+k")
    page.keyboard.type("smart")
    expect(page.get_by_role("option").first).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_value("smart")


def test_a_slash_typed_into_a_field_stays_a_slash(visitor: Callable[..., Page]):
    page = visitor(viewport=DESKTOP)
    page.goto("/organisasi/")
    field = page.locator("#id_cari")
    field.fill("")
    field.press_sequentially("a/b")

    expect(field).to_have_value("a/b")


def test_the_key_can_be_switched_off(visitor: Callable[..., Page]):
    page = visitor(viewport=DESKTOP)
    page.goto("/cari/")
    page.get_by_role("checkbox").uncheck()
    page.goto("/putaran/")

    page.keyboard.press("/")

    expect(page.get_by_role("combobox")).not_to_be_focused()


def test_without_javascript_it_is_a_form(visitor: Callable[..., Page]):
    page = visitor(java_script_enabled=False, viewport=DESKTOP)
    page.goto("/")
    page.locator("#cari").fill("diskominfo")
    page.locator("#cari").press("Enter")

    expect(page.locator(".temuan mark").first).to_be_visible()


def test_on_a_phone_an_icon_leads_to_the_page(visitor: Callable[..., Page]):
    page = visitor(viewport={"width": 390, "height": 800})
    page.goto("/")
    page.get_by_role("link", name="Cari", exact=True).click()
    page.get_by_role("searchbox").fill("samarinda")

    expect(page.locator("#temuan")).to_contain_text("Kota Samarinda")
    page.wait_for_url("**/cari/?q=samarinda")


def test_tasks_are_found_by_those_whom_they_concern(
    visitor: Callable[..., Page], sign_in: Callable[..., None]
):
    stranger, office = visitor(viewport=DESKTOP), visitor(viewport=DESKTOP)
    sign_in(office, OFFICER)
    for page in (stranger, office):
        page.goto("/cari/?q=daftar+hadir")

    expect(stranger.locator(".temuan")).to_have_count(0)
    expect(office.locator(".temuan").first).to_be_visible()


@pytest.mark.parametrize("path", ["/cari/", "/en/cari/?q=balikpapan", "/cari/?q=tidakada"])
def test_axe_finds_nothing(visitor: Callable[..., Page], path: str):
    page = visitor(viewport=DESKTOP)
    page.goto(path)
    if "balikpapan" in path:
        page.locator("#cari").press_sequentially("dinas")
        expect(page.get_by_role("option").first).to_be_visible()

    page.evaluate(AXE)

    assert page.evaluate(FAULTS) == []
