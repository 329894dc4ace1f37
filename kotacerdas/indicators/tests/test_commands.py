"""`kotacerdas indicator value`: one figure with what vouches for it; its exit code and JSON are a promise."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from kotacerdas.config import cli
from kotacerdas.indicators import actions
from kotacerdas.indicators.tests import factories
from kotacerdas.indicators.tests.factories import NOW, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(capsys: Any) -> Any:
    def ask(*words: str) -> tuple[int, str, str]:
        code = cli.main(["indicator", "value", *words, "--lang", "en"])
        out = capsys.readouterr()
        return code, out.out, out.err

    return ask


def test_a_fact_is_printed_with_unit_status_and_source(ask, people_here):
    fields = {"source_url": "https://contoh.go.id/buku"}
    actions.write(people_here, written("2024", "746804", **fields), by=None, now=NOW)
    code, out, err = ask("penduduk", "2024")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "penduduk (en), Kota Balikpapan, 2024: 746,804 people (fact)",
        "Source: BPS, Daerah Dalam Angka, https://contoh.go.id/buku",
    ]


def test_as_json_its_decimals_stay(ask, balikpapan, people_here):
    actions.write(people_here, written("2024", "746804.50"), by=None, now=NOW)
    code, out, _err = ask("penduduk", "Tahun 2024", "--city", "Balikpapan", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["value"], told["unit"]["id"], told["status"], told["sample"]) == (
        "746804.50",
        "jiwa",
        "fact",
        False,
    )
    assert told["source"]["title"] == "BPS, Daerah Dalam Angka"
    assert told["computed"] is None


def test_a_computed_one_says_from_what(ask, balikpapan, people_here):
    area = factories.indicator("luas", unit_id="km2", unit_en="km2")
    factories.wrote(people_here, ("2024", "746804"))
    factories.wrote(factories.series(area, balikpapan), ("2024", "512.36"))
    formula = {
        "kind": "expression",
        "text": "people / area",
        "inputs": {"people": "penduduk", "area": "luas"},
    }
    factories.indicator("kepadatan", unit_id="jiwa/km2", unit_en="people/km2", places=1, formula=formula)

    code, out, _err = ask("kepadatan", "2024")
    assert code == 0
    assert out.splitlines()[0] == "kepadatan (en), Kota Balikpapan, 2024: 1,457.6 people/km2 (computed here)"
    assert "people = 746,804" in out
    told = json.loads(ask("kepadatan", "2024", "--json")[1])
    assert told["computed"]["from"]["area"] == {"indicator": "luas", "value": "512.36"}
    assert Decimal(told["computed"]["value"]) == Decimal("1457.6")


def test_a_sample_is_called_one(ask, balikpapan, people):
    factories.wrote(factories.series(people, balikpapan, is_sample=True), ("2024", "5"), status="sample")
    _code, out, _err = ask("penduduk", "2024")
    assert out.startswith("penduduk (en), Kota Balikpapan, 2024: 5 people (sample)")


@pytest.mark.parametrize(
    ("words", "said"),
    [(["antah", "2024"], "antah"), (["penduduk", "kapan"], "kapan"), (["penduduk", "1999"], "There are figures for: 2024"),
     (["penduduk", "2024", "--city", "Kota Antah"], "Kota Antah")],
)  # fmt: skip
def test_what_is_not_there_is_one_line_and_exit_2(ask, people_here, words, said):
    factories.wrote(people_here, ("2024", "5"))
    code, out, err = ask(*words)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert said in err


def test_what_a_city_keeps_for_itself_is_not_printed(ask, balikpapan):
    own = factories.indicator("rahasia", city=balikpapan, is_public=False)
    factories.wrote(factories.series(own, balikpapan), ("2024", "5"))
    assert ask("rahasia", "2024")[0] == 2
