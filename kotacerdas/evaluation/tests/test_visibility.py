"""Drafts: for the city itself and for operators, never for a neighbour, and never by a side door."""

from datetime import date

import pytest

from kotacerdas.common.tests.reading import words
from kotacerdas.evaluation import actions
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import MALANG_2022, NOW
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder

DRAFT, CARD = "/putaran/rancangan-2023/", "/k/64.71/rapor/rancangan-2023/"
HIDDEN = [DRAFT, f"{DRAFT}unduh.csv", f"{DRAFT}unduh.xlsx", CARD, f"{CARD}unduh.csv"]
OPEN_PAGES = ["/", "/putaran/", "/banding/", "/k/64.71/"]


@pytest.fixture
def draft(balikpapan):
    round_ = factories.round_("rancangan-2023", year=2023, is_published=False)
    factories.result(round_, balikpapan, MALANG_2022)
    return round_


@pytest.fixture
def neighbours_row(draft, samarinda):
    return factories.result(draft, samarinda, {**MALANG_2022, "A": "3.99"})


@pytest.mark.parametrize("who", ["siti", "tetangga", "hadi"])
@pytest.mark.parametrize("address", HIDDEN)
def test_a_draft_does_not_exist_for_others(request, as_user, draft, who, address):
    assert as_user(request.getfixturevalue(who)).get(address).status_code == 404


@pytest.mark.parametrize("address", HIDDEN)
def test_a_draft_does_not_exist_for_a_stranger(anonymous, draft, address):
    assert anonymous.get(address).status_code == 404


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_open_pages_keep_silent_about_a_draft(anonymous, as_user, tetangga, draft, address):
    for browser in (anonymous, as_user(tetangga)):
        text = browser.get(address).content.decode()

        assert "rancangan-2023" not in text
        assert "2,51" not in text


@pytest.mark.parametrize("who", ["rina", "nadia"])
@pytest.mark.parametrize("address", HIDDEN)
def test_the_city_and_the_operator_see_the_draft(request, as_user, draft, who, address):
    assert as_user(request.getfixturevalue(who)).get(address).status_code == 200


def test_the_city_sees_its_own_row_of_a_draft_only(as_user, rina, neighbours_row):
    page = as_user(rina).get(DRAFT)
    file = as_user(rina).get(f"{DRAFT}unduh.csv").content.decode("utf-8-sig")

    assert "Kota Balikpapan" in words(page)
    for text in (page.content.decode(), file):
        assert "Samarinda" not in text
        assert "3,99" not in text
        assert "3.99" not in text


def test_a_neighbours_draft_cannot_be_compared(as_user, rina, neighbours_row):
    page = as_user(rina).get("/banding/", {"kiri": "64.71/rancangan-2023", "kanan": "64.72/rancangan-2023"})

    assert "Pilih dua hasil" in words(page)
    assert "Samarinda" not in page.content.decode()


def test_the_operator_sees_every_row(as_user, nadia, neighbours_row):
    assert "Kota Samarinda" in words(as_user(nadia).get(DRAFT))


def test_a_published_round_is_there_for_all(anonymous, nadia, draft):
    actions.publish(draft, by=nadia, now=NOW)

    assert [anonymous.get(address).status_code for address in HIDDEN] == [200] * len(HIDDEN)


def test_a_draft_is_marked_as_one(as_user, rina, draft):
    assert "Rancangan" in words(as_user(rina).get("/putaran/"))
    assert "Draft" in words(as_user(rina).get("/en/putaran/"))


def test_a_role_that_has_ended_sees_no_draft(as_user, balikpapan, draft):
    former = officeholder(
        "dulu@contoh.go.id", Role.PROGRAMME_OFFICE, city=balikpapan, until_on=date(2020, 1, 1)
    )

    assert as_user(former).get(DRAFT).status_code == 404
