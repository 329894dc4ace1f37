"""What is found, in which order, and by whom."""

import pytest
from django.contrib.auth.models import AnonymousUser

from kotacerdas.people.models import Organisation
from kotacerdas.people.tests import factories
from kotacerdas.search import actions, finding, queries

ANYBODY = AnonymousUser()


@pytest.fixture
def offices(organisations, balikpapan):
    names = {
        "Dinas Komunikasi dan Informatika": "Diskominfo",
        "Dinas Perhubungan": "Dishub",
        "Badan Perencanaan, Penelitian dan Pengembangan": "Bappeda Litbang",
        "Kecamatan Balikpapan Tengah": "",
        "Perumda Air Minum": "PDAM",
    }
    for name, short in names.items():
        factories.organisation(name, short_name=short, name_en="Perhubungan" if short == "PDAM" else "")
    actions.refresh_all()


def titles(typed, user=ANYBODY, **options):
    found = queries.search(typed, user=user, **options)
    return [hit.shown.title for group in found.groups for hit in group.hits]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("diskominfo", "Dinas Komunikasi dan Informatika"),
        ("DISHUB", "Dinas Perhubungan"),
        ("dinas kom", "Dinas Komunikasi dan Informatika"),
        ("informatika dinas", "Dinas Komunikasi dan Informatika"),
        ("balikpapan teng", "Kecamatan Balikpapan Tengah"),
        ("pérencanaan", "Badan Perencanaan, Penelitian dan Pengembangan"),
        ("bappeda litbang", "Badan Perencanaan, Penelitian dan Pengembangan"),
    ],
)
def test_words_and_beginnings_are_found(offices, typed, first):
    assert titles(typed)[:1] == [first]


@pytest.mark.parametrize(
    "typed", ["", "   ", "?!", "tidakada", "inas", "dinas tidakada", "'; --", '"', "* OR a"]
)
def test_other_words_find_nothing(offices, typed):
    assert titles(typed) == []


def test_the_better_fit_stands_first(offices):
    factories.organisation("Pusat Perhubungan")
    factories.organisation("Perhubungan Laut")
    factories.organisation("Zona", short_name="Perhubungan")
    actions.refresh_all()

    assert titles("perhubungan") == [
        "Zona",  # its code
        "Perhubungan Laut",  # its title begins so
        "Dinas Perhubungan",  # a word of the title
        "Pusat Perhubungan",
        "Perumda Air Minum",  # a word elsewhere
    ]


def test_people_are_found_by_those_who_may_see_them_only(people, rina, budi, siti, tetangga):
    actions.refresh_all()

    assert titles("budi", rina) == ["Budi"]
    assert titles("budi", budi) == ["Budi"]
    for stranger in (siti, tetangga, ANYBODY):
        assert titles("budi", stranger) == []


def test_every_way_to_look_finds_the_same(offices, people, rina, budi, joko, monkeypatch):
    for count in range(30):
        factories.user(f"orang{count}@contoh.id", display_name=f"Budi {count}")
    actions.refresh_all()
    typed = ["budi", "bud", "joko", "contoh", "budi contoh", "orang1 contoh.id"]

    one_by_one = [titles(each, rina) for each in typed]
    monkeypatch.setattr(finding, "SOME", 0)
    among_few = [titles(each, rina) for each in typed]
    monkeypatch.setattr(finding, "FEW", 0)
    among_many = [titles(each, rina) for each in typed]

    assert one_by_one == among_few == among_many
    assert among_few[0] == ["Budi"]


@pytest.mark.parametrize("typed", ["budi", "budi suryanto", "contoh"])
def test_a_crowd_that_nobody_may_see_neither_hides_nor_hints(people, rina, budi, monkeypatch, typed):
    """Budi comes after all of them in every order."""
    for count in range(120):
        factories.user(f"a{count}@contoh.id", display_name=f"Budi Suryanto {count:03d}")
    budi.display_name = "Budi Suryanto Zainal"
    budi.save()
    actions.refresh_all()
    monkeypatch.setattr(finding, "SOME", 0)
    monkeypatch.setattr(finding, "FEW", 0)

    (group,) = queries.search(typed, user=budi).groups

    assert ([hit.shown.title for hit in group.hits], group.has_more) == ([budi.display_name], False)


def test_titles_that_begin_alike_stand_in_order(offices, monkeypatch):
    for name in ("Kelurahan 9", "Kelurahan Satu", "Kelurahan 10", "Kelurahan Damai"):
        factories.organisation(name)
    actions.refresh_all()
    monkeypatch.setattr(finding, "SOME", 0)

    assert titles("kelurahan", most=3) == ["Kelurahan 10", "Kelurahan 9", "Kelurahan Damai"]


def test_more_hits_are_told_but_not_counted(offices):
    for count in range(8):
        factories.organisation(f"Kelurahan {count}")
    actions.refresh_all()

    (group,) = queries.search("kelurahan", user=ANYBODY, most=5).groups

    assert (len(group.hits), group.has_more) == (5, True)
    assert not queries.search("kelurahan", user=ANYBODY, most=8).groups[0].has_more


def test_a_row_that_went_without_saying_is_not_shown(offices):
    Organisation.objects.filter(short_name="Dishub").delete()

    assert titles("dishub") == []


def test_a_kind_can_be_chosen(offices, people, rina):
    factories.organisation("Rina Catering")
    actions.refresh_all()

    assert titles("rina", rina) == ["Rina Catering", "Rina"]
    assert titles("rina", rina, kind="people.user") == ["Rina"]
    assert titles("rina", rina, kind="tidak.ada") == []


def test_a_code_is_found_however_it_is_written(cities, balikpapan, samarinda):
    actions.refresh_all()

    for typed in ("64.71", "64-71", "64 71", "64"):
        assert "Kota Balikpapan" in titles(typed)
    assert titles("64.72") == ["Kota Samarinda"]


def test_what_was_looked_for_is_marked(offices):
    hit = queries.search("perhub", user=ANYBODY).groups[0].hits[0]

    assert [(piece.text, piece.is_hit) for piece in hit.title] == [("Dinas ", False), ("Perhubungan", True)]
    assert hit.because == []


def test_words_outside_the_title_are_quoted(offices):
    hit = queries.search("pdam", user=ANYBODY).groups[0].hits[0]

    assert [(piece.text, piece.is_hit) for piece in hit.because] == [("PDAM", True)]


def test_the_number_of_queries_does_not_grow(offices, people, cities, rina, django_assert_max_num_queries):
    actions.refresh_all()
    titles("budi", rina)  # her roles are read once

    with django_assert_max_num_queries(4):  # which words, how many fit, which, and the rows of one kind
        titles("diskominfo", rina)
    for count in range(100):
        factories.organisation(f"Dinas {count}", short_name="x")
    actions.refresh_all()
    with django_assert_max_num_queries(4):
        titles("dinas", rina)
