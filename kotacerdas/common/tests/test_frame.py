"""The frame around every page: two languages, menu, the strip about samples."""

import json
import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from kotacerdas.common import language, menu
from kotacerdas.common.context import page

pytestmark = [pytest.mark.urls("kotacerdas.common.tests.pages"), pytest.mark.usefixtures("bare_menu")]


@pytest.mark.parametrize(
    ("here", "to", "there"),
    [
        ("/", "en", "/en/"),
        ("/en/", "id", "/"),
        ("/putaran/2022/?urut=-A&q=kota%20b", "en", "/en/putaran/2022/?urut=-A&q=kota%20b"),
        ("/en/putaran/2022/?urut=A", "id", "/putaran/2022/?urut=A"),
        ("/english/", "en", "/en/english/"),
        ("/en//evil.example/", "id", "/evil.example/"),
    ],
)
def test_other_language_is_the_same_page(rf, here, to, there):
    assert language.address_in(rf.get(here), to) == there


def test_an_address_that_would_name_another_site_stays_here(rf):
    request = rf.get("/")
    request.path = "//evil.example/"

    assert language.address_in(request, "id") == "/evil.example/"


def test_switch_keeps_page_and_query(client):
    html = client.get("/_components/?urut=nilai").content.decode()

    assert 'href="/en/_components/?urut=nilai" lang="en" hreflang="en"' in html
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/_components/?urut=nilai">' in html


@pytest.mark.parametrize(("code", "expected"), [("id", "Kota"), ("en", "City"), ("en-gb", "City")])
def test_text_is_picked_by_the_language_of_the_page(code, expected):
    class Row:
        title_id, title_en = "Kota", "City"

    with translation.override(code):
        assert language.pick({"title": {"id": "Kota", "en": "City"}}, "title") == expected
        assert language.pick(Row(), "title") == expected


def test_text_in_one_language_only_is_shown_in_both():
    with translation.override("en"):
        assert language.pick({"title": {"id": "Kota", "en": ""}}, "title") == "Kota"
        assert language.pick({}, "title") == ""
        assert language.pick({"title": "Kota"}, "title") == "Kota"


def test_pair_that_is_blank_in_both_languages_is_blank():
    class Row:
        unit_id = unit_en = ""

        @property
        def unit(self):
            return language.pick(self, "unit")

    assert Row().unit == ""


def test_frame_costs_no_query_for_a_stranger(client):
    """No database is allowed in this test at all."""
    assert client.get("/_components/").status_code == 200


@pytest.fixture
def entries(bare_menu):
    menu.register(menu.Entry("Gallery", "common:gallery", 20))
    menu.register(menu.Entry("Home", "portal:home", 10))
    menu.register(menu.Entry("Desk", "send", 30, shown_to=lambda user: user.name == "rina"))


class Rina:
    is_authenticated, name = True, "rina"


class Siti:
    is_authenticated, name = True, "siti"


def labels(request):
    return [item.label for item in page(request)["menu"]]


def test_menu_is_in_order_and_shows_only_what_one_may_open(rf, entries):
    request = rf.get("/")
    assert labels(request) == ["Home", "Gallery"]

    request.user = Siti()
    assert labels(request) == ["Home", "Gallery"]

    request.user = Rina()
    assert labels(request) == ["Home", "Gallery", "Desk"]


@pytest.mark.parametrize(
    ("path", "marks"),
    [
        ("/", ["page", ""]),
        ("/_components/", ["", "page"]),
        ("/_components/below/", ["", "true"]),
        ("/elsewhere/", ["", ""]),
    ],
)
def test_menu_says_where_one_is(rf, entries, path, marks):
    with translation.override("id"):
        assert [item.current for item in menu.items(rf.get(path))] == marks


def test_no_page_is_kept_in_the_browser_for_the_way_back():
    """It would still be there after signing out, and holds the remains of maps."""
    found = re.search(r"name=\"htmx-config\" content='([^']+)'", render_to_string("base.html"))

    assert json.loads(found[1]).items() >= {"historyCacheSize": 0, "refreshOnHistoryMiss": True}.items()


@pytest.mark.parametrize(
    ("language", "words"), [("id", "Sambungan terputus"), ("en", "The connection is lost")]
)
def test_a_page_brings_the_words_for_what_may_go_wrong_with_its_parts(language, words):
    with translation.override(language):
        page = render_to_string("base.html")

    assert words in page
    assert page.count("data-gangguan ") == 1


def test_samples_are_announced_under_the_header():
    assert "setrip-contoh" in render_to_string("base.html", {"has_samples": True})
    assert "setrip-contoh" not in render_to_string("base.html")
