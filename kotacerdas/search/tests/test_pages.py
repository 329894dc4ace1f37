"""The page of results and the suggestions: whole without JavaScript, marked, and nobody sees what is not theirs."""

import pytest

from kotacerdas.common.tests.reading import words
from kotacerdas.people.tests import factories
from kotacerdas.search import actions, registry
from kotacerdas.search.tests.conftest import HTMX

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def indexed(organisations, people, rina):
    factories.organisation("Dinas Perhubungan", short_name="Dishub")
    actions.refresh_all()


def test_a_hit_is_marked_and_leads_to_its_thing(anonymous, indexed):
    page = anonymous.get("/cari/?q=perhub").content.decode()

    assert "<mark>Perhubungan</mark>" in page
    assert "/organisasi/" in page


def test_what_was_typed_is_never_markup(anonymous, indexed):
    page = anonymous.get("/cari/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_people_are_shown_to_those_who_may_see_them_only(as_user, anonymous, indexed, rina, siti):
    link = f'href="/orang/{rina.pk}"'

    assert link in as_user(rina).get("/cari/?q=rina").content.decode()
    for client in (anonymous, as_user(siti)):
        assert link not in client.get("/cari/?q=rina").content.decode()


def test_an_empty_search_teaches(anonymous, indexed):
    page = words(anonymous.get("/en/cari/"))

    assert "What can be found" in page
    assert "Organisations" in page


def test_nothing_found_says_what_to_do(anonymous, indexed):
    assert "Nothing found" in words(anonymous.get("/en/cari/?q=tidakada"))


def test_one_kind_can_be_seen_by_itself(anonymous, indexed):
    for count in range(60):
        factories.organisation(f"Kelompok {count}")
    actions.refresh_all()

    many = anonymous.get("/en/cari/?q=kelompok").content.decode()
    one = words(anonymous.get("/en/cari/?q=kelompok&jenis=people.organisation"))

    assert "&amp;jenis=people.organisation" in many
    assert "These are the first 50" in one


def test_suggestions_are_a_listbox(anonymous, indexed):
    page = anonymous.get("/cari/saran/?q=dish", headers=HTMX).content.decode()

    assert 'role="listbox"' in page
    assert page.count('role="option"') == 2  # the thing, and all results
    assert "<html" not in page


def test_suggestions_opened_by_themselves_lead_to_the_page(anonymous, indexed):
    assert anonymous.get("/cari/saran/?q=dishub")["Location"] == "/cari/?q=dishub"


def test_no_cache_keeps_what_somebody_found(anonymous, indexed):
    assert "no-store" in anonymous.get("/cari/?q=dishub")["Cache-Control"]


@pytest.mark.parametrize("typed", ["%00", "%F0%9F%98%80", "a" * 5000, "%27%22%28%29*", "64.71 64.71"])
def test_strange_words_are_answered(anonymous, indexed, typed):
    assert anonymous.get(f"/cari/?q={typed}").status_code == 200


def test_the_page_takes_few_queries(anonymous, indexed, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        anonymous.get("/cari/?q=dinas")


def test_every_searchable_of_the_product_can_be_shown(official_searchables):
    for searchable in official_searchables:
        for thing in list(searchable.entries())[:3] if searchable.entries else []:
            assert searchable.show(thing).url.startswith("/")
        assert str(searchable.noun)
        assert str(searchable.nouns)
    assert registry.of_kind("tidak.ada") is None
