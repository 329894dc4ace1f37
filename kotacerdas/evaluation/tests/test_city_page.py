"""Balikpapan's page: what is public of its way, and what is not."""

import re

import pytest

from kotacerdas.common.tests.reading import plain, words

pytestmark = pytest.mark.usefixtures("official_results", "db")


@pytest.fixture
def indonesian(anonymous):
    return anonymous.get("/k/64.71/")


@pytest.fixture
def english(anonymous):
    return anonymous.get("/en/k/64.71/")


def advice(page):
    """The texts of each group, the latest first."""
    groups = re.findall(r'(?s)<ol class="saran">(.*?)</ol>', page.content.decode())
    return [[plain(item) for item in re.findall(r"(?s)<li.*?</li>", group)] for group in groups]


def test_the_page_says_what_is_public(indonesian, english):
    assert "Peringkat 40 dari 100 pada 2022; nilai di baliknya tidak terbit." in words(indonesian)
    assert "rank 40 of 100 only" in words(english)
    assert not re.search(r"\b[0-4][,.]\d\d\b", words(indonesian))


def test_nineteen_recommendations_are_twelve_and_seven(indonesian):
    stage_one, year_before = advice(indonesian)

    assert (len(year_before), len(stage_one)) == (12, 7)
    assert year_before[0] == "Menyelesaikan harmonisasi perwali tentang smart city"
    assert "19 rekomendasi" in words(indonesian)


def test_four_texts_that_are_not_public_say_so(indonesian, english):
    assert [text for text in advice(indonesian)[1] if text == "Teksnya tidak terbit."] == [
        "Teksnya tidak terbit."
    ] * 4
    assert words(english).count("The text is not public.") == 4


def test_each_group_names_its_source(indonesian):
    assert words(indonesian).count("Sumber:") >= 2


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("/k/64.71/", ["2019", "Oktober 2022", "28 Desember 2022"]),
        ("/en/k/64.71/", ["2019", "October 2022", "28 December 2022"]),
    ],
)
def test_a_date_is_as_exact_as_its_source(anonymous, address, written):
    text = anonymous.get(address).content.decode()

    assert [date for date in written if f">{date}</time>" not in text] == []


def test_the_way_is_told_in_order(indonesian):
    years = [int(year) for year in re.findall(r'<time datetime="(\d{4})', indonesian.content.decode())]

    assert len(years) > 10
    assert years == sorted(years)


def test_a_city_without_anything_says_so(anonymous):
    page = anonymous.get("/en/k/64.72/")

    assert "No result here yet" in words(page)
    assert "recommendation" not in words(page)


def test_an_unknown_city_is_not_found(anonymous):
    assert anonymous.get("/k/99.99/").status_code == 404
