"""Every page in both languages: accessible, within the screen, without an error, one heading, the right language."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.accessibility import AXE, FAULTS, FAULTS_OF_THE_OTHER_LANGUAGE, TOO_WIDE
from tests.journeys.conftest import Site, Watch
from tests.journeys.pages import MISSING, Example, every_page

pytestmark = pytest.mark.journey

# A small phone, a phone, a laptop at 200 % zoom, a desktop.
WIDTHS = (320, 390, 720, 1440)
# Most of the time goes here, so each language has the width that its readers have.
AXE_AT = {"id": 390, "en": 1440}
FAULTS_IN = {"id": FAULTS, "en": FAULTS_OF_THE_OTHER_LANGUAGE}
SHOWN = """() => ({
    headings: document.querySelectorAll("h1").length,
    language: document.documentElement.lang,
    titled: document.title.split(" · ")[0].trim() !== "",
    twice: [...document.querySelectorAll("[id]")].map((element) => element.id)
        .filter((id, place, all) => all.indexOf(id) !== place),
    nowhere: ["for", "aria-labelledby", "aria-describedby", "aria-controls"].flatMap((name) =>
        [...document.querySelectorAll(`[${name}]`)].flatMap((element) => element.getAttribute(name).split(" ")))
        .filter((id) => !document.getElementById(id)),
})"""
GOOD = {"headings": 1, "titled": True, "twice": [], "nowhere": []}
# Axe takes its time for every cell; further rows are made by the same lines as the first.
SHORTEN = (
    """() => { for (const row of document.querySelectorAll("tbody tr:nth-child(n+7)")) row.remove(); }"""
)
UNFOLD = """() => { for (const fold of document.querySelectorAll("main details")) fold.open = true; }"""


@pytest.fixture(scope="module")
def looker() -> Watch:
    return Watch()


@pytest.fixture(scope="module")
def page_of(
    browser: Browser, site: Site, looker: Watch, sign_in: Callable[..., None]
) -> Iterator[Callable[[str], Page]]:
    """The one page of each reader, which goes everywhere: opening another for each look would take longer."""
    with ExitStack() as stack:

        @cache
        def open_page(reader: str) -> Page:
            context = stack.enter_context(browser.new_context(base_url=site.address))
            context.add_init_script(AXE)
            page = looker.over(context).new_page()
            if reader:
                sign_in(page, reader)
            return page

        yield open_page


@pytest.mark.parametrize("example", list(every_page()), ids=lambda example: example.path)
def test_page_is_whole_in_both_languages(example: Example, page_of: Callable[[str], Page], looker: Watch):
    page = page_of(example.reader)
    looker.seen.clear()

    found = {language: faults_of(page, example, language) for language in AXE_AT}

    assert not looker.seen
    assert not any(found.values()), json.dumps(found, indent=2, ensure_ascii=False)


def faults_of(page: Page, example: Example, language: str) -> list[str]:
    answer = page.goto(example.at(language))
    found = [] if answer and answer.status == (404 if example.path == MISSING else 200) else ["wrong status"]
    shown = page.evaluate(SHOWN)
    if shown != GOOD | {"language": language}:
        found.append(str(shown))
    found += said_twice(answer.text() if answer else "")
    page.evaluate(UNFOLD)
    for width in sorted(WIDTHS, key=lambda width: width == AXE_AT[language]):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"wider than {width}: {element}" for element in page.evaluate(TOO_WIDE)]
    page.evaluate(SHORTEN)
    found += page.evaluate(FAULTS_IN[language])
    return found


def said_twice(html: str) -> list[str]:
    """Attributes that an element has twice; browsers drop the second without a word."""

    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            names = [name for name, _value in attrs]
            found.extend(f"{name} twice in <{tag}>" for name in set(names) if names.count(name) > 1)

    Reader().feed(html)
    return found


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("width", [1366, 1440, 1920])
def test_the_menu_of_a_programme_office_is_one_line(
    page: Page, sign_in: Callable[..., None], prefix: str, width: int
):
    """Who has most entries sees them beside each other; those that few ask for stand behind "More"."""
    sign_in(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{prefix}/")

    shown = page.locator(".menu > a, .menu > details")
    heights = shown.evaluate_all("links => links.map(link => link.offsetTop)")
    assert len(heights) >= 8
    assert len(set(heights)) == 1
