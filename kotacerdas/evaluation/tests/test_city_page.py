"""Balikpapan's page: what is public of its way, and what is not."""

import re

import pytest

from kotacerdas.common.tests.reading import words

pytestmark = pytest.mark.usefixtures("official_results", "db")


@pytest.fixture
def page(anonymous):
    return anonymous.get("/k/64.71/")


@pytest.fixture
def english(anonymous):
    return anonymous.get("/en/k/64.71/")


def advice(page):
    """The texts of each group, the latest first."""
    groups = re.findall(r'(?s)<ol class="saran">(.*?)</ol>', page.content.decode())
    return [
        [words(type("Item", (), {"content": item.encode()})) for item in re.findall(r"(?s)<li.*?</li>", each)]
        for each in groups
    ]


def test_the_page_says_what_is_public(page, english):
    assert "Peringkat 40 dari 100 pada 2022; nilai di baliknya tidak terbit." in words(page)
    assert "rank 40 of 100 only" in words(english)
    assert not re.search(r"\b[0-4][,.]\d\d\b", words(page))


def test_nineteen_recommendations_are_twelve_and_seven(page):
    stage_one, year_before = advice(page)

    assert (len(year_before), len(stage_one)) == (12, 7)
    assert year_before[0] == "Menyelesaikan harmonisasi perwali tentang smart city"
    assert "19 rekomendasi" in words(page)


def test_four_texts_that_are_not_public_say_so(page, english):
    assert [text for text in advice(page)[1] if text == "Teksnya tidak terbit."] == [
        "Teksnya tidak terbit."
    ] * 4
    assert words(english).count("The text is not public.") == 4


def test_each_group_names_its_source(page):
    assert words(page).count("Sumber:") >= 2


@pytest.mark.parametrize(
    ("machine", "indonesian", "written"),
    [
        ("2019-01-01", "2019", "2019"),
        ("2022-10-01", "Oktober 2022", "October 2022"),
        ("2022-12-28", "28 Desember 2022", "28 December 2022"),
    ],
)
def test_a_date_is_as_exact_as_its_source(page, english, machine, indonesian, written):
    assert f">{indonesian}</time>" in page.content.decode()
    assert f">{written}</time>" in english.content.decode()


def test_the_way_is_told_in_order(page):
    years = [int(year) for year in re.findall(r'<time datetime="(\d{4})', page.content.decode())]

    assert len(years) > 10
    assert years == sorted(years)


def test_a_city_without_anything_says_so(anonymous):
    page = anonymous.get("/en/k/64.72/")

    assert "No result here yet" in words(page)
    assert "recommendation" not in words(page)


def test_an_unknown_city_is_not_found(anonymous):
    assert anonymous.get("/k/99.99/").status_code == 404
