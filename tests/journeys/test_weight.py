"""A cheap phone with a weak signal gets through: the first page is light, and nothing is fetched twice."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

pytestmark = pytest.mark.journey

MOST_BYTES = 150_000
MOST_BLOCKING = 3
A_YEAR = 31_536_000
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
BLOCKING = "document.head.querySelectorAll('link[rel=stylesheet], script[src]:not([defer], [async], [type=module])').length"


def load(page: Page, path: str) -> list[Response]:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path, wait_until="networkidle")
    return answers


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_first_load_of_the_home_page_is_light(visitor: Callable[..., Page], path: str):
    page = visitor(viewport={"width": 390, "height": 800})
    answers = load(page, path)
    sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in answers}

    assert sum(sizes.values()) <= MOST_BYTES, sizes
    assert page.evaluate(BLOCKING) <= MOST_BLOCKING
    assert any(url.endswith(".woff2") for url in sizes)


def test_texts_travel_compressed(page: Page):
    answers = load(page, "/")

    plain = [
        answer.url
        for answer in answers
        if re.search(r"html|css|javascript|svg", answer.headers.get("content-type", ""))
        and answer.request.sizes()["responseBodySize"] > 2_000
        and "content-encoding" not in answer.headers
    ]
    assert not plain


def test_files_of_pages_are_kept_for_ever_under_a_name_of_their_content(page: Page):
    files = [answer for answer in load(page, "/") if "/static/" in answer.url]

    assert len(files) > 5
    for file in files:
        assert HASHED.search(file.url.partition("?")[0]), file.url
        assert f"max-age={A_YEAR}" in file.headers["cache-control"].replace("315360000", str(A_YEAR))
        assert "immutable" in file.headers["cache-control"]


def test_second_page_fetches_no_file_again(page: Page):
    load(page, "/")

    fetched = [answer.url for answer in load(page, "/putaran/") if "/static/" in answer.url]

    again = [url for url in fetched if fetched.count(url) > 1]
    assert not again
