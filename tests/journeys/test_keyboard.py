"""Nobody needs a mouse: every stop of the Tab key is visible, and everything that can be clicked can be pressed."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pages import MALANG

pytestmark = pytest.mark.journey

LIST = "/putaran/smartcity-2022-kppn/"
SCORECARD = f"/k/{MALANG}/rapor/smartcity-2023-kppn/"
MOST_STOPS = 200
STOP = """() => {
    const here = document.activeElement;
    if (here === document.body) return null;
    // The first line of a link that runs over two; the first screenful of a table that scrolls.
    const box = here.getClientRects()[0], style = getComputedStyle(here);
    const bottom = Math.min(box.bottom, box.top + innerHeight / 2);
    return {
        what: here.outerHTML.slice(0, 120),
        framed: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
        inSight: box.width > 0 && box.height > 0 && box.top >= 0 && bottom <= innerHeight + 1,
        covered: !here.contains(document.elementFromPoint(box.left + box.width / 2, (box.top + bottom) / 2)),
    };
}"""


def stops(page: Page) -> list[dict[str, object]]:
    """What the Tab key reaches, from the top of the page until it leaves it."""
    found: list[dict[str, object]] = []
    while len(found) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        found.append(stop)
    return found


def at_rest(page: Page) -> None:
    """Nothing is on its way any more that could take the place of what has the focus."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def tab_to(page: Page, selector: str) -> None:
    for _each in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"The Tab key does not reach {selector}.")


@pytest.mark.parametrize(
    "path", ["/", SCORECARD, "/banding/", "/masuk/", "/instrumen/smartcity/2023-kppn/A1/"]
)
@pytest.mark.parametrize("width", [390, 1440])
def test_every_stop_of_the_tab_key_is_seen(page: Page, path: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    # Otherwise the page is still gliding to the stop when it is looked at.
    page.emulate_media(reduced_motion="reduce")
    page.goto(path)

    found = stops(page)

    unseen = [stop for stop in found if not stop["framed"] or not stop["inSight"] or stop["covered"]]
    assert 5 < len(found) < MOST_STOPS
    assert not unseen, unseen


def test_skip_link_comes_first_and_leads_past_the_menu(page: Page):
    page.goto(LIST)

    page.keyboard.press("Tab")
    expect(page.locator(".lewati")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_list_is_filtered_and_opened_by_keys_alone(page: Page):
    page.goto("/")
    tab_to(page, ".menu a")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/putaran/")

    tab_to(page, f"main a[href='{LIST}']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(LIST)

    tab_to(page, "select[name=provinsi]")
    page.keyboard.type("Jawa Tim")
    expect(page.locator("select[name=provinsi]")).to_have_value("35")
    tab_to(page, "form.saring button[type=submit]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{LIST}?provinsi=35")
    expect(page.locator("select[name=provinsi]")).to_have_value("35")

    # The rows follow while one chooses, and the choice keeps the focus.
    tab_to(page, "select[name=urut]")
    page.keyboard.type("Nama")
    expect(page).to_have_url(f"{LIST}?provinsi=35&urut=nama")
    expect(page.locator("select[name=urut]")).to_be_focused()
    at_rest(page)

    tab_to(page, "th a[href*='urut=-nama']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{LIST}?provinsi=35&urut=-nama")
    expect(page.locator("th[aria-sort=descending] a")).to_be_focused()

    tab_to(page, "tbody th a")
    city = page.locator("tbody th a:focus").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(city)


def test_folds_open_and_close_by_key(page: Page):
    page.goto(SCORECARD)
    steps = page.locator("section[aria-labelledby=h-jejak] details li").first

    tab_to(page, "section[aria-labelledby=h-jejak] summary")
    page.keyboard.press("Enter")
    expect(steps).to_be_visible()
    page.keyboard.press("Space")
    expect(steps).to_be_hidden()


def test_phone_menu_opens_and_closes_by_key(page: Page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/")
    menu = page.locator(".menu-hp nav")

    tab_to(page, ".menu-hp summary")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(".menu-hp summary")).to_be_focused()

    page.keyboard.press("Enter")
    tab_to(page, ".menu-hp nav a[href='/instrumen/']")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/instrumen/")
