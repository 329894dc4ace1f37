"""Places in a province, by a part and by a dimension: always those among the rows that are compared."""

import csv
import io
from decimal import Decimal

import pytest

from kotacerdas.common.tests.reading import rows, words
from kotacerdas.evaluation import actions, queries
from kotacerdas.evaluation.tests import factories
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.answers import CityAnswers

INSTRUMENT = "smartcity/2023-kppn"
WHOLE = "/putaran/smartcity-2022-kppn/"
OURS = "/putaran/contoh-dimensi/"


def answers(city, line, **levels):
    """Every question with 2, those of a dimension with its own level."""
    leaves = catalogue.edition(INSTRUMENT).leaves
    given = {leaf.code: Decimal(levels.get(leaf.dimension, "2")) for leaf in leaves}
    return CityAnswers(city.name, city.code, line, given)


@pytest.fixture
def round_(balikpapan, samarinda, malang_kab):
    """By the final score Malang, Samarinda, Balikpapan; by governance the other way round."""
    made = factories.round_("contoh-dimensi", instrument=INSTRUMENT, year=2023)
    loaded = [
        answers(balikpapan, 2, gov="3", brand="0", eco="0", liv="0", soc="0", env="0"),
        answers(samarinda, 3, gov="2.5", eco="1.5", env="1.5"),
        answers(malang_kab, 4, gov="1", brand="4", eco="4", liv="4", soc="4", env="4"),
    ]
    actions.load_results(made, loaded, by=None, now=factories.NOW)
    return made


def listed(page):
    return [tuple(row) for row in rows(page, "tb-peringkat")]


@pytest.mark.usefixtures("official_results", "db")
def test_the_place_in_a_province_stands_beside_the_place_of_all(anonymous):
    page = anonymous.get(f"/en{WHOLE}", {"provinsi": "35"})

    assert [(row[0], row[1], row[2]) for row in listed(page)] == [
        ("1", "Kota Surabaya", "1"),
        ("6", "Kota Pasuruan", "2"),
        ("7", "Kota Malang", "3"),
        ("10", "Kab. Probolinggo", "4"),
        ("12", "Kab. Malang", "5"),
        ("20", "Kab. Pacitan", "6"),
    ]
    assert "In Jawa Timur: the place among its 6 cities here." in words(page)


@pytest.mark.usefixtures("official_results", "db")
def test_a_search_changes_no_place(anonymous):
    (row,) = listed(anonymous.get(WHOLE, {"provinsi": "35", "q": "pacitan"}))

    assert (row[0], row[2]) == ("20", "6")


@pytest.mark.usefixtures("official_results", "db")
def test_ordered_by_a_part_the_places_are_those_of_the_part(anonymous):
    page = anonymous.get(f"/en{WHOLE}", {"urut": "A"})
    down = listed(page)
    up = listed(anonymous.get(WHOLE, {"urut": "-A"}))

    scores = [Decimal(row[2]) for row in down]
    assert [int(row[0]) for row in down] == [1 + sum(other > score for other in scores) for score in scores]
    # The other way round they stand upside down, and nobody's place changes.
    assert {row[1]: row[0] for row in up} == {row[1]: row[0] for row in down}
    assert "Places are those by Baseline, not by the final score." in words(page)


@pytest.mark.usefixtures("official_results", "db")
def test_ordered_by_name_or_final_score_the_places_are_those_of_the_final_score(anonymous):
    plain, named = (
        {row[1]: row[0] for row in listed(anonymous.get(WHOLE, asked))} for asked in ({}, {"urut": "nama"})
    )

    assert plain == named
    assert "Places are those by" not in words(anonymous.get(f"/en{WHOLE}", {"urut": "nama"}))


@pytest.mark.usefixtures("official_results", "db")
def test_a_round_without_questions_offers_no_dimension(anonymous):
    page = anonymous.get("/putaran/smartcity-2024/", {"urut": "gov"})

    assert 'value="gov"' not in page.content.decode()
    assert [row[0] for row in listed(page)][:2] == ["1", "2"]


def test_a_dimension_orders_and_places_by_its_own_score(anonymous, round_):
    page = anonymous.get(f"/en{OURS}", {"urut": "gov"})

    assert [(row[0], row[1], row[-3]) for row in listed(page)] == [
        ("1", "Kota Balikpapan", "3.00"),
        ("2", "Kota Samarinda", "2.50"),
        ("3", "Kab. Malang", "1.00"),
    ]
    assert "Places are those by Governance" in words(page)
    assert '<option value="gov" selected>' in page.content.decode()
    assert [row[1] for row in listed(anonymous.get(OURS))] == [
        "Kab. Malang",
        "Kota Samarinda",
        "Kota Balikpapan",
    ]


def test_a_dimension_within_a_province(anonymous, round_):
    page = anonymous.get(OURS, {"urut": "-env", "provinsi": "64"})

    assert [(row[1], row[0], row[2]) for row in listed(page)] == [
        ("Kota Balikpapan", "3", "2"),
        ("Kota Samarinda", "2", "1"),
    ]


def test_a_city_whose_questions_are_not_known_comes_last_without_a_place(anonymous, round_, malang_kota):
    factories.result(round_, malang_kota, dict.fromkeys("ABCDEF", "4"))

    last = listed(anonymous.get(OURS, {"urut": "gov"}))[-1]

    assert (last[0], last[1], last[-3]) == ("–", "Kota Malang", "–")


def test_the_score_of_a_dimension_is_that_of_the_scorecard(nadia, round_, balikpapan, samarinda):
    """Means of three answers do not end as decimals, and are kept with eight of them."""
    leaves = catalogue.edition(INSTRUMENT).leaves
    panels = {leaf.code: (1, at % 3, (at * 7) % 5) for at, leaf in enumerate(leaves)}
    rows_ = [CityAnswers(samarinda.name, samarinda.code, 2, panels)]
    actions.load_results(round_, rows_, by=None, now=factories.NOW, replace_all=True)

    found = queries.by_dimension(queries.ranking_of(round_, nadia))

    for result in round_.results.select_related("city", "round"):
        card = queries.scorecard(result, nadia)
        assert [found[each.dimension][result.pk] for each in card.dimensions] == [
            each.value for each in card.dimensions
        ]


def test_a_file_has_the_places_of_the_page(anonymous, round_):
    asked = {"urut": "gov", "provinsi": "64"}
    head, *taken = csv.reader(
        io.StringIO(anonymous.get(f"/en{OURS}unduh.csv", asked).content.decode("utf-8-sig"))
    )

    assert (head[0], head[4], head[-2]) == ("Place by Governance", "Place in Kalimantan Timur", "Governance")
    assert [(row[0], row[2], row[4], row[-2]) for row in taken] == [
        ("1", "Kota Balikpapan", "1", "3.00"),
        ("2", "Kota Samarinda", "2", "2.50"),
    ]


def test_the_scorecard_tells_the_place_in_the_province(anonymous, round_):
    said = words(anonymous.get("/en/k/64.71/rapor/contoh-dimensi/"))

    assert "Place among the rows here of Kalimantan Timur 2 of 2" in said


def test_alone_in_its_province_a_city_has_no_place_in_it(anonymous, round_):
    assert "rows here of Jawa Timur" not in words(anonymous.get("/en/k/35.07/rapor/contoh-dimensi/"))
