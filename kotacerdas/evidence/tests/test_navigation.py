"""The row of pages above every page of evidence says where one is."""

import re

import pytest

from kotacerdas.evidence.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official_results")]


def marked(client, address: str) -> list[tuple[str, str]]:
    html = client.get(address).content.decode()
    nav = re.search(r'<nav class="bukti-nav".*?</nav>', html, re.DOTALL)
    assert nav is not None
    return re.findall(r'href="([^"]+)" aria-current="(\w+)"', nav[0])


@pytest.mark.parametrize(
    ("address", "above", "how"),
    [
        ("/bukti/", "/bukti/", "page"),
        ("/en/bukti/papan/", "/en/bukti/papan/", "page"),
        ("/bukti/papan/smartcity-2023-kppn/", "/bukti/papan/", "true"),
        ("/bukti/usulan/smartcity-2023-kppn/E09/", "/bukti/usulan/", "true"),
        ("/bukti/padanan/", "/bukti/cari/", "true"),
    ],
)
def test_one_page_is_marked_the_open_one_or_the_one_above_it(as_user, rina, address, above, how):
    assert marked(as_user(rina), address) == [(above, how)]


def test_a_list_without_dimensions_offers_no_request_by_dimension(as_user, rina, balikpapan):
    factories.document(balikpapan)
    words = "Ask one agency for all that nobody was asked for"

    assert words in as_user(rina).get("/en/bukti/papan/smartcity-2023-kppn/").content.decode()
    assert words not in as_user(rina).get("/en/bukti/papan/spbe-2020/").content.decode()
