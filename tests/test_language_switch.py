"""The language switch keeps the page and what was asked of it, on every page that a visitor may read."""

import pytest
from django.urls import reverse

from kotacerdas.common.tests.reading import switch
from tests.test_every_url import ADDRESSES, samples  # noqa: F401 - a fixture

ASKED = "?q=a%26b&lain=x"
OPEN = sorted(name for name, each in ADDRESSES.items() if not each.permission)


@pytest.mark.parametrize("name", OPEN)
def test_switch_keeps_page_and_query(anonymous, samples, name):  # noqa: F811 - the fixture above
    address = reverse(name, kwargs=samples.get(name, {}))
    page = anonymous.get(address + ASKED)
    if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
        return

    other = switch(page)
    back = anonymous.get(other)

    assert other == f"/en{address}{ASKED}"
    assert '<html lang="en"' in back.content.decode()
    assert switch(back) == address + ASKED
