"""The front door: the newest whole list, the city of this installation, and where to go on."""

import pytest

from kotacerdas.common.tests.reading import rows, words
from kotacerdas.instruments import catalogue

pytestmark = pytest.mark.usefixtures("official_results", "db")


def test_the_newest_whole_list_comes_first(anonymous):
    page = anonymous.get("/")

    assert "Kota Surabaya di puncak, 0,10 di atas Kab. Wonogiri" in words(page)
    assert "Seluruh 38 kabupaten/kota yang dinilai; 4 lainnya tidak ikut serta." in words(page)
    assert [row[:3] for row in rows(page)][:2] == [
        ["1", "Kota Surabaya", "3,41"],
        ["2", "Kab. Wonogiri", "3,31"],
    ]
    assert len(rows(page)) == 10


def test_it_is_told_in_english_too(anonymous):
    said = words(anonymous.get("/en/"))

    assert "Kota Surabaya at the top, 0.10 ahead of Kab. Wonogiri" in said
    assert "Scorecard of Kab. Malang 2023" in said


def test_the_city_of_this_installation_has_its_lines(anonymous):
    page = anonymous.get("/")

    assert "Kota Balikpapan Peringkat 40 dari 100 pada 2022" in words(page)
    assert "19 rekomendasi" in words(page)
    assert 'href="/k/64.71/"' in page.content.decode()


def test_every_round_and_instrument_is_one_click_away(anonymous):
    text = anonymous.get("/").content.decode()

    assert text.count('href="/putaran/smartcity-20') >= 7
    assert [key for key in catalogue.shipped_keys() if f'href="/instrumen/{key}/"' not in text] == []
