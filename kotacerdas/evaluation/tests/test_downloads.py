"""What is taken home is what the page shows: the same rows, in the same order, numbers as numbers, with their source."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest

from kotacerdas.common.tests.reading import rows
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import MALANG_2022
from kotacerdas.people.tests.factories import city

PAGE = "/putaran/smartcity-2022-kppn/"
SCORECARD = "/k/35.07/rapor/smartcity-2022-kppn/"
ASKED = {"provinsi": "35", "urut": "-A"}


def csv_rows(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def workbook(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def texts(cells):
    return [str(cell.value) for cell in cells if cell.value is not None]


@pytest.fixture
def trial_page(db):
    """The page of a round whose only city has a name that a spreadsheet or a browser would run."""
    round_ = factories.round_()

    def named(name):
        factories.result(round_, city("64.99", name), MALANG_2022)
        return f"/putaran/{round_.code}/"

    return named


@pytest.mark.usefixtures("official_results")
def test_csv_has_the_rows_of_the_page_in_its_order(anonymous):
    shown = [
        [cell.replace(",", ".") for cell in row[:-1]]
        for row in rows(anonymous.get(PAGE, ASKED), "tb-peringkat")
    ]

    _head, *taken = csv_rows(anonymous.get(f"{PAGE}unduh.csv", ASKED))

    assert len(taken) == 6
    assert [[row[0], *row[2:3], *row[4:]] for row in taken] == shown
    assert [row[4] for row in taken] == ["6", "5", "4", "3", "2", "1"]


@pytest.mark.usefixtures("official_results")
def test_head_is_in_the_language_of_the_page(anonymous):
    indonesian, *_ = csv_rows(anonymous.get(f"{PAGE}unduh.csv"))
    english, *_ = csv_rows(anonymous.get(f"/en{PAGE}unduh.csv"))

    assert (indonesian[0], indonesian[-1]) == ("Peringkat", "Nilai akhir")
    assert (english[0], english[-1]) == ("Rank", "Final score")


@pytest.mark.usefixtures("official_results")
def test_a_partial_list_is_taken_home_as_partial(anonymous):
    head, *_ = csv_rows(anonymous.get("/en/putaran/smartcity-2022/unduh.csv"))
    source = workbook(anonymous.get("/en/putaran/smartcity-2022/unduh.xlsx")).worksheets[1]

    assert head[0] == "Place among these rows"
    assert "3 of 99" in " ".join(texts(source["B"]))


@pytest.mark.usefixtures("official_results")
def test_numbers_in_a_workbook_are_numbers(anonymous):
    sheet = workbook(anonymous.get(f"{PAGE}unduh.xlsx", ASKED)).worksheets[0]

    first = [cell.value for cell in sheet[2]]
    assert sheet.max_row == 7
    # By its baseline it is the thirtieth, and the last of the six in its province.
    assert first == [30, "35.07", "Kab. Malang", "Jawa Timur", 6, 1.4, 1.54, 2.92, 2.56, 3.08, 2.51]
    assert {sheet.cell(2, at).data_type for at in (1, *range(5, 12))} == {"n"}
    assert sheet.cell(2, 11).number_format == "#,##0.00"


@pytest.mark.usefixtures("official_results")
def test_the_workbook_says_where_its_figures_are_from(anonymous):
    source = workbook(anonymous.get(f"{PAGE}unduh.xlsx", ASKED)).worksheets[1]

    told = texts(source["B"])
    assert source.title == "Sumber"
    assert told[0] == "Evaluasi Smart City 2022, kawasan KPPN dan IKN"
    assert any("Surat B-1004/DJAI/AI.01.04/12/2022" in line for line in told)
    assert f"http://testserver{PAGE}" in told
    assert {"35", "-A"} <= set(told)


@pytest.mark.usefixtures("official_results")
def test_a_scorecard_is_taken_home_with_every_node(anonymous):
    _head, *taken = csv_rows(anonymous.get(f"{SCORECARD}unduh.csv"))
    sheet = workbook(anonymous.get(f"{SCORECARD}unduh.xlsx")).worksheets[0]

    nodes = {row[0]: row[2:] for row in taken}
    assert len(nodes) == 59 + 5 + 1
    assert [nodes["A"][at] for at in (0, 2)] == ["1.40", "0.14"]
    assert Decimal(nodes["B2"][-1]) == Decimal("2.54")
    assert sheet.max_row == len(taken) + 1


@pytest.mark.usefixtures("official_results")
@pytest.mark.parametrize("address", [f"{PAGE}unduh.pdf", f"{SCORECARD}unduh.exe", "/putaran/x/unduh.csv"])
def test_what_is_not_there_is_not_found(anonymous, address):
    assert anonymous.get(address).status_code == 404


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+62", "@cmd", "-2+3"])
def test_a_name_that_a_sheet_would_run_stays_text(anonymous, trial_page, name):
    page = trial_page(name)

    _head, row = csv_rows(anonymous.get(f"{page}unduh.csv"))
    cell = workbook(anonymous.get(f"{page}unduh.xlsx")).worksheets[0].cell(2, 3)

    assert row[2] == f"'{name}"
    assert (cell.data_type, cell.value) == ("s", name)


def test_a_name_that_a_browser_would_run_stays_text(anonymous, trial_page):
    page = anonymous.get(trial_page('Kota <b onclick="x">&')).content.decode()

    assert "<b onclick" not in page
    assert "Kota &lt;b onclick=&quot;x&quot;&gt;&amp;" in page
