"""How often a page asks the database: within its budget, and as often for 60 cities as for three."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kotacerdas.evaluation import actions
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.tests import factories
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.answers import CityAnswers
from kotacerdas.people.models import City
from kotacerdas.people.tests.factories import city, province

INSTRUMENT = "smartcity/2023-kppn"
CODE, EARLIER = "hitung-2023", "hitung-2022"
CITY = "64.71"
FEW, MANY = 3, 60

Fill = Callable[[int], None]

PAGES = {
    "ranking": ("/putaran/hitung-2023/", 8),
    "sorted, searched ranking": ("/putaran/hitung-2023/?q=kota&urut=nama", 8),
    "ranking of a province, by a dimension": ("/putaran/hitung-2023/?provinsi=64&urut=gov", 9),
    "awards": ("/putaran/hitung-2023/penghargaan/", 3),
    "scorecard": (f"/k/{CITY}/rapor/hitung-2023/", 12),
    "report": (f"/k/{CITY}/rapor/hitung-2023/laporan.pdf", 10),
    "report as a workbook": (f"/k/{CITY}/rapor/hitung-2023/laporan.xlsx", 10),
    "comparison": (f"/banding/?kiri={CITY}/hitung-2022&kanan=64.01/hitung-2023", 4),
    "comparison, nothing chosen": ("/banding/", 2),
    "rounds": ("/putaran/", 4),
    "home": ("/", 10),
    "city": (f"/k/{CITY}/", 6),
    "instrument": ("/instrumen/smartcity/2023-kppn/", 3),
    "instruments": ("/instrumen/", 2),
}


@pytest.fixture
def fill(db: None) -> Fill:
    """Two rounds with every question of every city; called again, more cities join."""
    rounds = [
        factories.round_(code, instrument=INSTRUMENT, year=year)
        for code, year in ((EARLIER, 2022), (CODE, 2023))
    ]
    east = province("64", "Kalimantan Timur")

    def up_to(count: int) -> None:
        codes = [CITY, *(f"64.{number:02}" for number in range(1, count))]
        cities = [city(code, f"Kota {code}", of=east) for code in codes]
        for round_ in rounds:
            _answer_everything(round_, cities)

    return up_to


def _answer_everything(round_: Round, cities: list[City]) -> None:
    leaves = catalogue.edition(INSTRUMENT).leaves
    rows = [
        CityAnswers(
            each.name,
            each.code,
            line,
            {
                leaf.code: Decimal((line * 7 + place * 3 + round_.year) % 17) / 4
                for place, leaf in enumerate(leaves)
            },
        )
        for line, each in enumerate(cities, start=2)
    ]
    actions.load_results(round_, rows, by=None, now=factories.NOW)


def queries_of(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_pages_ask_within_their_budget_and_as_often_for_many_cities(fill: Fill, anonymous: Client) -> None:
    fill(FEW)
    few = {page: queries_of(anonymous, address) for page, (address, _most) in PAGES.items()}
    fill(MANY)
    many = {page: queries_of(anonymous, address) for page, (address, _most) in PAGES.items()}
    for page, (_address, most) in PAGES.items():
        assert len(many[page]) == len(few[page]), page
        assert len(many[page]) <= most, (page, many[page])


def test_a_signed_in_reader_costs_only_the_session_the_account_the_roles_and_the_bell(
    fill: Fill, anonymous: Client, as_user: Callable[..., Client], rina: object
) -> None:
    fill(FEW)
    for page in ("ranking", "scorecard"):
        address, most = PAGES[page]
        own = len(queries_of(as_user(rina), address))
        assert own <= len(queries_of(anonymous, address)) + 4, page
        assert own <= most + 1, page


def test_an_operator_costs_a_constant_number_more(
    fill: Fill, as_user: Callable[..., Client], nadia: object
) -> None:
    """Proposals of awards lean on the ranking and on the questions of all dimensions at once."""
    pages = (PAGES["ranking"][0], PAGES["awards"][0], f"{PAGES['awards'][0]}catat/")
    fill(FEW)
    few = [len(queries_of(as_user(nadia), address)) for address in pages]
    fill(MANY)
    many = [len(queries_of(as_user(nadia), address)) for address in pages]

    assert many == few
    assert max(many) <= 9


def test_a_large_ranking_shows_every_city(fill: Fill, anonymous: Client) -> None:
    fill(MANY)
    page = anonymous.get(PAGES["ranking"][0]).content.decode()
    assert page.count('<td class="r akhir">') == MANY
