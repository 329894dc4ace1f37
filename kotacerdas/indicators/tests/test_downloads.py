"""Figures as files: every figure with its unit, status, source and the mark of its series, and what the indicator means."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import openpyxl
import pytest

from kotacerdas.indicators import actions
from kotacerdas.indicators.models import Variable
from kotacerdas.indicators.tests import factories
from kotacerdas.indicators.tests.factories import NOW, written

pytestmark = pytest.mark.django_db

MS_IND = {
    "definition": {"id": "Banyaknya penduduk", "en": "How many people"},
    "open_to_public": "yes",
    "concept": {"id": "", "en": ""},
}


@pytest.fixture
def kept(balikpapan, people):
    """A fact with two decimals, a sample with its mark, the nation, a target, metadata; and one that only the city sees."""
    people.metadata = MS_IND
    people.save()
    Variable.objects.create(
        indicator=people,
        position=1,
        title_id="=Jiwa",
        title_en="=Souls",
        metadata={"alias": {"id": "J", "en": "S"}},
    )
    here = factories.series(people, balikpapan)
    actions.write(
        here,
        written("2024", "76.60", source_url="https://contoh.go.id/", note_id="Catatan", note_en="Note"),
        by=None,
        now=NOW,
    )
    sample = factories.series(people, balikpapan, label="contoh", is_sample=True)
    factories.wrote(sample, ("2030", "90"), status="sample")
    factories.wrote(factories.series(people, None, level="nation"), ("2024", "281603800"))
    factories.target(people, balikpapan, 2026, "80.5")
    own = factories.indicator("sendiri", city=balikpapan, is_public=False)
    factories.wrote(factories.series(own, balikpapan), ("2024", "1"))
    return balikpapan


def table(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_csv_of_one_names_unit_status_source_and_mark(client, kept):
    response = client.get("/en/indikator/penduduk/unduh.csv")
    rows = {(row["Place"], row["Period"]): row for row in table(response)}
    fact, sample = rows["Kota Balikpapan", "2024"], rows["Kota Balikpapan", "2030"]
    assert (fact["Value"], fact["Unit"], fact["Status"], fact["Sample"]) == ("76.60", "people", "fact", "")
    assert (fact["Source"], fact["Address of the source"], fact["Note"]) == (
        "BPS, Daerah Dalam Angka",
        "https://contoh.go.id/",
        "Note",
    )
    assert (sample["Mark of the series"], sample["Status"], sample["Why the series begins"]) == (
        "contoh",
        "sample",
        "New method",
    )
    assert rows["Indonesia", "2024"]["Value"] == "281603800"
    assert response["Content-Disposition"] == 'attachment; filename="penduduk-64-71.csv"'


def test_xlsx_holds_figures_targets_meaning_and_where_they_come_from(client, kept):
    response = client.get("/en/indikator/penduduk/unduh.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Data", "Targets", "Meaning", "Source"]
    meaning = [[cell.value for cell in row] for row in book["Meaning"].iter_rows(min_row=2)]
    assert [row[1:] for row in meaning] == [
        ["penduduk (en)", "MS-Ind", "Definition", "How many people"],
        ["penduduk (en)", "MS-Ind", "Open to the public", "yes"],
        ["=Souls", "MS-Var", "Alias", "S"],
    ]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert [cell.value for cell in book["Targets"][2]][2:6] == ["2026", 80.5, "people", "RPJMD 2025-2029"]
    assert any("terms of that source" in str(row[1].value) for row in book["Source"].iter_rows())


def test_json_keeps_every_digit_in_both_languages(client, kept):
    told = json.loads(client.get("/indikator/penduduk/unduh.json").content)
    (one,) = told["indicators"]
    assert one["title"] == {"id": "Penduduk", "en": "penduduk (en)"}
    assert one["ms_ind"] == MS_IND
    assert one["ms_var"] == [{"title": {"id": "=Jiwa", "en": "=Souls"}, "alias": {"id": "J", "en": "S"}}]
    marks = {(each["level"], each["mark"]): each for each in one["series"]}
    (fact,) = marks["city", ""]["figures"]
    assert (fact["value"], fact["status"], fact["source"]["title"]) == (
        "76.60",
        "fact",
        "BPS, Daerah Dalam Angka",
    )
    assert marks["city", "contoh"]["sample"] is True
    assert marks["city", "contoh"]["begins"] == {"id": "Metode baru", "en": "New method"}
    assert one["targets"] == [{"year": 2026, "value": "80.5", "basis": "RPJMD 2025-2029", "sample": False}]
    assert told["terms"]


def test_a_computed_figure_says_so_and_an_unlikely_one_is_marked(client, kept):
    area = factories.indicator("luas", unit_id="km2", unit_en="km2")
    factories.wrote(factories.series(area, kept), ("2024", "10"))
    formula = {
        "kind": "expression",
        "text": "people / area",
        "inputs": {"people": "penduduk", "area": "luas"},
    }
    density = factories.indicator("kepadatan", places=2, formula=formula)
    rows = table(client.get("/en/indikator/kepadatan/unduh.csv"))
    assert [(row["Value"], row["Status"]) for row in rows if row["Place"] == "Kota Balikpapan"] == [
        ("7.66", "computed here")
    ]
    factories.wrote(factories.series(density, kept), ("2024", "9.99"))
    rows = table(client.get("/en/indikator/kepadatan/unduh.csv"))
    assert [
        (row["Value"], row["Do its parts agree?"]) for row in rows if row["Place"] == "Kota Balikpapan"
    ] == [("9.99", "no")]


@pytest.mark.parametrize("file_type", ["csv", "xlsx", "json"])
def test_all_of_a_city_as_one_file_shows_only_what_the_reader_may_see(
    as_user, client, kept, rina, tetangga, file_type
):
    def codes(reader: Any) -> set[str]:
        content = reader.get(f"/en/indikator/unduh.{file_type}?kota=64.71").content
        if file_type == "csv":
            return {
                row["Code of the indicator"]
                for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
            }
        if file_type == "json":
            return {each["code"] for each in json.loads(content)["indicators"] if each["series"]}
        page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        return {str(row[0].value) for row in page.iter_rows(min_row=2)}

    assert codes(client) == {"penduduk"}
    assert codes(as_user(tetangga)) == {"penduduk"}
    assert codes(as_user(rina)) == {"penduduk", "sendiri"}


@pytest.mark.parametrize("path", ["unduh.pdf", "antah/unduh.csv", "sendiri/unduh.json", "penduduk/unduh.exe"])
def test_what_is_not_there_is_404(client, kept, path):
    assert client.get(f"/indikator/{path}").status_code == 404


def test_queries_do_not_grow_with_the_indicators(client, kept, django_assert_max_num_queries):
    for at in range(12):
        factories.wrote(
            factories.series(factories.indicator(f"lain-{at}"), kept), ("2023", "1"), ("2024", "2")
        )
    with django_assert_max_num_queries(10):
        client.get("/indikator/unduh.json?kota=64.71")
