from __future__ import annotations

from decimal import Decimal

import pytest

from kotacerdas.imports.domain import layout, matching
from kotacerdas.imports.domain.cells import Row
from kotacerdas.imports.domain.fields import Field
from kotacerdas.imports.domain.opening import open_workbook
from kotacerdas.imports.domain.skipping import Sieve, filled_down
from kotacerdas.imports.tests import workbooks

FIELDS = [
    Field("code", "Kode", ("Kode", "Code")),
    Field("name", "Nama", ("Nama", "Name", "nama opd")),
    Field("target", "Target 2026", ("Target 2026", "Target / 2026"), "decimal"),
    Field("due", "Batas waktu", ("Batas waktu", "Due on"), "date"),
]


def found(rows, shape=None):
    book = open_workbook(workbooks.xlsx(rows, shape=shape), "a.xlsx")
    survey = book.survey("Data")
    header = layout.detect(survey, FIELDS)
    return book, survey, header


def test_a_header_in_the_first_row_is_found():
    _book, _survey, header = found([["Kode", "Nama"], ["1", "A"]])

    assert (header.first, header.last, header.data_from) == (1, 1, 2)


def test_titles_above_the_header_are_passed_over():
    _book, _survey, header = found(
        [
            ["PEMERINTAH KOTA BALIKPAPAN"],
            ["DAFTAR PERANGKAT DAERAH TAHUN 2026"],
            [],
            ["No", "Kode", "Nama OPD", "Keterangan"],
            [1, "x", "Dinas", ""],
        ],
        lambda page: page.merge_cells("A1:D1"),
    )

    assert (header.first, header.titles[2]) == (4, "Nama OPD")


def test_two_header_lines_with_merged_cells_are_joined():
    def shape(page):
        page.merge_cells("A1:A2")
        page.merge_cells("B1:C1")

    _book, _survey, header = found([["Nama", "Target", None], [None, 2025, 2026], ["A", 1, 2]], shape)

    assert header.titles == {0: "Nama", 1: "Target / 2025", 2: "Target / 2026"}
    assert matching.suggest(header.titles, FIELDS) == {"name": 0, "target": 2}


def test_two_header_lines_that_nobody_merged_are_joined_too():
    _book, _survey, header = found([["Nama", "Target", None], [None, "2025", "2026"], ["A", 1, 2]])

    assert header.titles == {0: "Nama", 1: "Target / 2025", 2: "Target / 2026"}


def test_lines_of_units_and_column_numbers_are_no_data():
    _book, _survey, header = found(
        [["Kode", "Nama", "Target 2026"], ["(1)", "(2)", "(3)"], ["x", "A", 5], ["y", "B", 6]]
    )

    assert header.data_from == 3


def test_columns_are_known_by_close_spellings_once_each():
    titles = {0: "No.", 1: "KODE", 2: "Nama  OPD", 3: "Bates waktu", 4: "Nama OPD (Inggris)"}

    assert matching.suggest(titles, FIELDS) == {"code": 1, "name": 2, "due": 3}


def test_an_empty_sheet_has_no_header():
    assert found([[None]])[2] is None


# --- rows that are no data ---------------------------------------------------------------------------------


@pytest.fixture
def sieve():
    header = layout.Header(1, 1, {0: "No", 1: "Nama", 2: "Nilai"})
    return Sieve(header, frozenset({1, 2}), frozenset({1}))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ((Decimal(1), "Dinas A", Decimal(3)), None),
        ((None, "Dinas A"), None),
        ((), "blank"),
        ((None, "  "), "blank"),
        (("Jumlah", None, Decimal(7)), "total"),
        ((None, "JUMLAH", Decimal(7)), "total"),
        (("Sub Total Kecamatan Utara", None, Decimal(7)), "total"),
        (("Rata-rata", None, Decimal(7)), "total"),
        ((None, "Total Persada", Decimal(7)), None),
        (("A. KECAMATAN BALIKPAPAN UTARA",), "heading"),
        (("Sumber: Bappeda Litbang",), "heading"),
        ((None, None, None, "Balikpapan, 12 Januari 2026"), "aside"),
        (("No", "Nama", "Nilai"), "header"),
    ],
)
def test_rows_that_are_no_data_are_told(sieve, cells, reason):
    if cells and cells[0] in {"A. KECAMATAN BALIKPAPAN UTARA", "Sumber: Bappeda Litbang"}:
        sieve = Sieve(sieve.header, frozenset({0, 1, 2}), sieve.required)

    assert sieve.reason(Row(9, cells)) == reason


def test_hidden_rows_are_left_out_unless_they_are_wanted(sieve):
    hidden = Row(9, (None, "Dinas A"), is_hidden=True)
    wanting = Sieve(sieve.header, sieve.columns, sieve.required, with_hidden=True)

    assert (sieve.reason(hidden), wanting.reason(hidden)) == ("hidden", None)


def test_a_row_that_adds_up_others_is_a_total(sieve):
    assert sieve.reason(Row(9, (None, None, Decimal(7)), totals=True)) == "total"
    assert sieve.reason(Row(9, (None, "Dinas A", Decimal(7)), totals=True)) is None


def test_a_cell_merged_over_rows_counts_for_each_of_them():
    book, survey, header = found(
        [["Kode", "Nama"], ["K1", "A"], [None, "B"], [None, "C"], ["K2", "D"]],
        lambda page: page.merge_cells("A2:A4"),
    )
    rows = filled_down(book.rows("Data"), survey.merges, header.data_from)

    assert [row.cells for row in rows][1:] == [("K1", "A"), ("K1", "B"), ("K1", "C"), ("K2", "D")]
