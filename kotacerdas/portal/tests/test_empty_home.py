"""The front door before anything is loaded."""

import pytest

from kotacerdas.common.tests.reading import rows, words


@pytest.mark.parametrize(
    ("address", "empty"),
    [("/", "Belum ada hasil yang dimuat."), ("/en/", "No results are loaded yet.")],
)
def test_an_empty_installation_says_so(anonymous, address, empty):
    page = anonymous.get(address)

    assert page.status_code == 200
    assert empty in words(page)
    assert rows(page) == []


def test_an_installation_without_a_city_opens(anonymous, settings):
    settings.DEFAULT_CITY = ""

    assert anonymous.get("/").status_code == 200
