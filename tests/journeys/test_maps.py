"""Maps move where a script runs, and are whole where none does or where the machine cannot draw them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.journey

AREAS, PLACES, PROFILE = "/peta/", "/peta/tempat/", "/medan/profil/"
PATIENCE_OF_MAPS_MS = 60_000
FIFTEENTH = '"number": "15"'


def moving(page: Page) -> None:
    expect(page.locator(".peta-bidang.bergerak")).to_be_visible(timeout=PATIENCE_OF_MAPS_MS)


def test_a_map_moves_by_keyboard_and_says_what_lies_under_the_pointer(page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/en{AREAS}")
    moving(page)

    page.get_by_role("button", name="Zoom in").click()
    canvas = page.locator(".maplibregl-canvas")
    canvas.focus()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Show the whole city").click()
    canvas.hover()

    expect(page.locator(".peta-kata")).not_to_be_empty()
    expect(page.locator(".maplibregl-ctrl-scale")).to_contain_text("km")


def test_a_mark_that_may_move_is_pushed_by_arrow_keys_and_others_hear_of_it(page: Page):
    def with_a_mark_that_moves(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace(FIFTEENTH, f'{FIFTEENTH}, "move": "calon-15"')
        )

    page.set_viewport_size({"width": 1280, "height": 900})
    page.route(f"**{PLACES}", with_a_mark_that_moves)
    page.goto(PLACES)
    moving(page)
    page.evaluate("window.told = []; addEventListener('map:move', (event) => told.push(event.detail))")

    page.locator(".peta-pin--pindah").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")

    told = page.evaluate("told.filter((each) => each.done)")
    assert [each["name"] for each in told] == ["calon-15", "calon-15"]
    assert told[0]["lon"] < told[1]["lon"]
    assert told[0]["lat"] == told[1]["lat"]


def test_a_layer_is_switched_off_in_the_drawing_and_in_the_map(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(PLACES)
    drawn = page.locator(".peta-gambar [data-lapis='0']")
    expect(drawn).to_be_visible()
    page.locator("[data-lapis-pilih='0']").uncheck()
    expect(drawn).to_be_hidden()

    page.locator(".peta-mulai").click()
    moving(page)
    pins = page.locator(".peta-pin")
    expect(pins.first).to_be_hidden()
    page.locator("[data-lapis-pilih='0']").check()
    expect(pins.first).to_be_visible()


def test_when_the_graphics_are_lost_the_drawing_comes_back_and_with_them_the_map(page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(PLACES)
    moving(page)
    page.evaluate(
        "window.lose = document.querySelector('.maplibregl-canvas').getContext('webgl2').getExtension('WEBGL_lose_context');"
        "lose.loseContext()"
    )

    drawn = page.locator(".peta-gambar [data-lapis='0']")
    expect(drawn).to_be_visible()
    page.locator("[data-lapis-pilih='0']").uncheck()
    expect(drawn).to_be_hidden()
    page.evaluate("lose.restoreContext()")
    moving(page)
    expect(page.locator(".peta-pin").first).to_be_hidden()


def test_going_back_to_a_map_it_moves_again(page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(PROFILE)
    moving(page)
    for height in ("20", "30"):
        page.locator("[name=tinggi_dari]").fill(height)
        page.locator("#borang-profil button[type=submit]").click()
        page.wait_for_url(f"**tinggi_dari={height}**")
    page.go_back()
    page.wait_for_url("**tinggi_dari=20**")

    moving(page)
    expect(page.locator(".maplibregl-canvas")).to_have_count(1)
    expect(page.locator("[name=tinggi_dari]")).to_have_value("20")


def test_where_the_library_does_not_come_the_drawing_stays(page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    with page.expect_console_message(
        lambda message: "stays as it is drawn" in message.text, timeout=PATIENCE_OF_MAPS_MS
    ):
        page.goto(AREAS)

    expect(page.locator(".peta-gambar")).to_be_visible()
    expect(page.locator(".peta-gerak")).to_have_count(0)


def test_without_a_script_the_map_has_its_links(visitor: Callable[..., Page]):
    page = visitor(java_script_enabled=False)
    page.goto(AREAS)

    page.locator(".peta-gambar a").first.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{PLACES}?kota=64.71&kelurahan=64.71.01.1001")
