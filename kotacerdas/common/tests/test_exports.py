"""What leaves the site as a table can be read back, holds real numbers, and runs nothing."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest
from django.utils.translation import override

from kotacerdas.common import exports
from kotacerdas.common.domain.sheets import read_table
from kotacerdas.common.exports import Column, Sheet, Source, csv_response, workbook_response, xlsx_response

COLUMNS = [
    Column("city", "Kabupaten/kota", width=28),
    Column("score", "Nilai", "number"),
    Column("rank", "Peringkat", "integer"),
    Column("on", "Tanggal", "date"),
]
ROWS = [
    {"city": "Kab. Malang", "score": Decimal("2.51"), "rank": 4, "on": date(2022, 12, 5)},
    {"city": "Kota “Pasuruan”, Jawa", "score": Decimal("-0.17"), "rank": 1385, "on": None},
    {"city": "=HYPERLINK(1)", "score": None, "rank": None, "on": None},
]
SOURCE = Source(
    title="Peringkat 2022",
    source="Surat B-1004/DJAI/AI.01.04/12/2022",
    address="https://example.org/peringkat/?provinsi=35",
    exported_at=datetime(2025, 6, 12, 6, 30, tzinfo=UTC),
    filters=[("Provinsi", "Jawa Timur")],
    note="=1+1",
)


def lines(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def workbook(rows=ROWS, columns=COLUMNS, source=SOURCE):
    return openpyxl.load_workbook(io.BytesIO(xlsx_response("x", columns, rows, source).content))


def test_csv_holds_exactly_the_rows():
    response = csv_response("Peringkat 2022", COLUMNS, ROWS)

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="peringkat-2022.csv"'
    assert lines(response) == [
        ["Kabupaten/kota", "Nilai", "Peringkat", "Tanggal"],
        ["Kab. Malang", "2.51", "4", "2022-12-05"],
        ["Kota “Pasuruan”, Jawa", "-0.17", "1385", ""],
        ["'=HYPERLINK(1)", "", "", ""],
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_our_own_csv_is_read_back(language):
    with override(language):
        data = csv_response("x", COLUMNS[:2], ROWS[:2]).content

    table = read_table(data, max_rows=10, max_bytes=10_000)

    assert table.header == ("Kabupaten/kota", "Nilai")
    assert [table.number(row, "nilai") for row in table.rows] == [Decimal("2.51"), Decimal("-0.17")]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0=1", "＝1", "-", "=cmd|' /C calc'!A0"],
)
def test_text_that_a_sheet_would_run_is_made_text(text):
    assert exports.harmless(text) == f"'{text}"
    assert exports.harmless(f"Kota {text}") == f"Kota {text}"


def test_title_of_a_column_runs_nothing_either():
    assert lines(csv_response("x", [Column("a", "=1+1")], []))[0] == ["'=1+1"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Peringkat 2022", "peringkat-2022.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ('a"; filename="b\r\nX: y', "a-filename-b-x-y.csv"),
        ("Évaluasi – Kota", "evaluasi-kota.csv"),
        ("中文", "kotacerdas.csv"),
        ("x" * 300, "x" * 80 + ".csv"),
    ],
)
def test_filename_is_safe(name, safe):
    assert exports.safe_filename(name, "csv") == safe


def test_workbook_is_read_back_with_real_numbers():
    sheet = workbook().worksheets[0]

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Kabupaten/kota", "Nilai", "Peringkat", "Tanggal"],
        ["Kab. Malang", 2.51, 4, datetime(2022, 12, 5)],  # noqa: DTZ001 - a sheet's days have no zone
        ["Kota “Pasuruan”, Jawa", -0.17, 1385, None],
        ["=HYPERLINK(1)", None, None, None],
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "d"]
    assert sheet["A4"].data_type == "s"
    assert (sheet["B2"].number_format, sheet["C2"].number_format) == ("#,##0.00", "#,##0")
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:D4"
    assert sheet["A1"].font.bold


def test_second_sheet_says_where_the_figures_come_from():
    with override("en"):
        sheet = workbook().worksheets[1]

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Title", "Peringkat 2022"],
        ["Source", "Surat B-1004/DJAI/AI.01.04/12/2022"],
        ["Filter: Provinsi", "Jawa Timur"],
        ["Note", "=1+1"],
        ["Exported", "12 June 2025 13:30 WIB"],
        ["Address", "https://example.org/peringkat/?provinsi=35"],
    ]
    assert sheet["B4"].data_type == "s"


def test_sheets_are_named_in_the_language():
    with override("en"):
        assert workbook().sheetnames == ["Data", "Source"]


def test_rows_may_be_objects_and_come_one_by_one():
    rows = (SimpleNamespace(city=f"Kota {at}", score=Decimal(at) / 3) for at in range(3))

    sheet = workbook(rows, COLUMNS[:2]).worksheets[0]

    assert [cell.value for cell in sheet["A"]] == ["Kabupaten/kota", "Kota 0", "Kota 1", "Kota 2"]
    assert sheet["B3"].value == pytest.approx(1 / 3)


def test_empty_list_makes_a_sheet_with_a_header():
    assert workbook([]).worksheets[0].max_row == 1
    assert len(lines(csv_response("x", COLUMNS, []))) == 1


def test_characters_that_break_a_workbook_are_replaced():
    rows = [{"city": "a\x00b\x0b", "score": 1}]

    assert workbook(rows, COLUMNS[:2]).worksheets[0]["A2"].value == "a\ufffdb\ufffd"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (COLUMNS[1], Decimal("NaN")),
        (COLUMNS[1], float("inf")),
        (COLUMNS[2], Decimal("2.5")),
        (COLUMNS[1], "=1"),
        (COLUMNS[3], "2022-01-01"),
        (COLUMNS[3], datetime(2022, 1, 1, tzinfo=UTC)),
    ],
)
def test_what_does_not_belong_in_a_column_never_leaves(column, value):
    row = {column.key: value}

    with pytest.raises((ValueError, TypeError)):
        csv_response("x", [column], [row])
    with pytest.raises((ValueError, TypeError)):
        xlsx_response("x", [column], [row], SOURCE)


def test_a_workbook_holds_several_tables_and_says_last_where_they_come_from():
    sheets = [Sheet("Ringkasan", COLUMNS[:2], ROWS[:1]), Sheet("J" * 40, COLUMNS, ROWS)]
    book = openpyxl.load_workbook(io.BytesIO(workbook_response("x", sheets, SOURCE).content))

    assert book.sheetnames == ["Ringkasan", "J" * 31, "Sumber"]
    first, second, source = book.worksheets
    assert [cell.value for cell in first[2]] == ["Kab. Malang", 2.51]
    assert second.max_row == len(ROWS) + 1
    assert source["B1"].value == SOURCE.title
