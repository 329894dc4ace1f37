from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.imports.domain import limits
from kotacerdas.imports.domain.cells import Merge, Problem, Row
from kotacerdas.imports.domain.opening import open_workbook
from kotacerdas.imports.tests import workbooks


def read(content, name="berkas.xlsx", sheet=None) -> list[Row]:
    book = open_workbook(content, name)
    return list(book.rows(sheet or book.sheets[0].name))


def kind_of(content, name="berkas.xlsx") -> str:
    with pytest.raises(Refused) as refused:
        read(content, name)
    return refused.value.faults[0].kind


def test_values_keep_their_kind_and_place():
    rows = read(workbooks.xlsx([["Nama", 7, 2.56, True, date(2026, 12, 31)], [], [None, "dua\nbaris"]]))

    assert rows == [
        Row(1, ("Nama", Decimal(7), Decimal("2.56"), True, date(2026, 12, 31))),
        Row(3, (None, "dua\nbaris")),
    ]


HALF_PAST_TWO = datetime(2026, 3, 4, 14, 30)  # noqa: DTZ001 - sheets know no zones


def test_a_moment_keeps_its_hour():
    assert read(workbooks.xlsx([[HALF_PAST_TWO]]))[0].cells == (HALF_PAST_TWO,)


def test_formula_gives_its_kept_result_and_tells_that_it_adds_up():
    rows = read(workbooks.formulas([[1], [2], ["=SUM(A1:A2)"]], {(2, 0): 3}))

    assert rows[2] == Row(3, (Decimal(3),), totals=True)


def test_formula_that_was_never_computed_is_told():
    rows = read(workbooks.xlsx([["=A2*2"], [4]], has_formulas=True))

    assert rows[0].cells == (Problem("formula-without-value", "=A2*2"),)


def test_errors_of_cells_are_told():
    assert read(workbooks.formulas([["=1/0"]], {(0, 0): "#DIV/0!"}))[0].cells == (
        Problem("cell-error", "#DIV/0!"),
    )


def test_hidden_rows_columns_and_merged_cells_are_known():
    def shape(page):
        page.merge_cells("B1:C1")
        page.merge_cells("A2:A3")
        page.row_dimensions[3].hidden = True
        page.column_dimensions["C"].hidden = True

    content = workbooks.xlsx([["No", "Target", None], ["x", 1, 2], [None, 3, 4]], shape=shape)
    survey = open_workbook(content, "a.xlsx").survey("Data")

    assert set(survey.merges) == {Merge(1, 1, 1, 2), Merge(2, 0, 3, 0)}
    assert survey.hidden_columns == {2}
    assert [row.is_hidden for row in survey.top] == [False, False, True]


def test_sheets_are_told_with_those_that_are_hidden():
    book = openpyxl.Workbook()
    book.active.title = "Rekap"
    book.create_sheet("Rahasia").sheet_state = "hidden"
    found = open_workbook(workbooks.saved(book), "a.xlsx").sheets

    assert [(sheet.name, sheet.is_hidden) for sheet in found] == [("Rekap", False), ("Rahasia", True)]


def test_three_hundred_sheets_are_read_and_a_thousand_are_not():
    def many(count):
        book = openpyxl.Workbook()
        for number in range(1, count):
            book.create_sheet(f"Lembar {number}")
        return workbooks.saved(book)

    assert len(open_workbook(many(300), "a.xlsx").sheets) == 300
    assert kind_of(many(limits.MOST_SHEETS + 1)) == "too-many-sheets"


def test_dates_of_1904_are_their_own_days():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append([date(2026, 1, 2)])

    assert read(workbooks.saved(book))[0].cells == (date(2026, 1, 2),)


def test_one_cell_in_the_last_corner_costs_nothing():
    book = openpyxl.Workbook()
    book.active["A1"] = "awal"
    book.active["A1048576"] = "akhir"

    assert [row.number for row in read(workbooks.saved(book))] == [1, 1_048_576]


def test_a_cell_beyond_all_columns_is_refused():
    book = openpyxl.Workbook()
    book.active["XFD1"] = "jauh"

    assert kind_of(workbooks.saved(book)) == "too-many-columns"


def test_other_prefixes_and_missing_references_are_read():
    def rewrite(name, part):
        if not name.endswith("sheet1.xml"):
            return part
        return (
            b'<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row>'
            b'<x:c t="inlineStr"><x:is><x:r><x:t>satu </x:t></x:r><x:r><x:t>dua</x:t></x:r></x:is></x:c>'
            b"<x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>"
        )

    assert read(workbooks.rezipped(workbooks.xlsx([["a"]]), rewrite)) == [Row(1, ("satu dua", Decimal(3)))]


# --- what is refused ---------------------------------------------------------------------------------------


def test_a_bomb_is_not_unpacked():
    def swell(name, part):
        return b" " * 300_000_000 if name.endswith("sheet1.xml") else part

    assert kind_of(workbooks.rezipped(workbooks.xlsx([["a"]]), swell)) == "workbook-bomb"


def test_a_package_of_many_small_bombs_is_not_unpacked():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<a/>")
        for number in range(limits.MOST_PARTS + 1):
            package.writestr(f"xl/{number}.xml", b"")

    assert kind_of(content) == "workbook-bomb"


@pytest.mark.parametrize(
    "prolog",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_refused_before_they_are_read(prolog):
    def poison(name, part):
        return part.replace(b"<worksheet", prolog + b"<worksheet", 1) if "sheet1" in name else part

    assert kind_of(workbooks.rezipped(workbooks.xlsx([["a"]]), poison)) == "workbook-doctype"


def test_a_part_in_utf_16_is_refused():
    def recode(name, part):
        return part.decode().encode("utf-16") if "sheet1" in name else part

    assert kind_of(workbooks.rezipped(workbooks.xlsx([["a"]]), recode)) == "workbook-doctype"


@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_a_file_that_was_cut_off_is_told(share):
    whole = workbooks.xlsx([[f"baris {number}", number] for number in range(500)]).getvalue()

    assert kind_of(io.BytesIO(whole[: int(len(whole) * share)])) == "workbook-damaged"


def test_a_part_that_is_damaged_is_told():
    def break_(name, part):
        return part[: len(part) // 2] if "sheet1" in name else part

    assert kind_of(workbooks.rezipped(workbooks.xlsx([["a", 1]] * 50), break_)) == "workbook-damaged"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "file-empty"),
        (b"%PDF-1.7 ...", "workbook-is-pdf"),
        (b"<html><body><table><tr><td>1</td></tr></table>", "workbook-is-web-page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html>", "workbook-is-web-page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com">', "workbook-is-xml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5000, "workbook-damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600,
            "workbook-encrypted",
        ),
    ],
)
def test_what_is_no_workbook_is_named(content, kind):
    assert kind_of(io.BytesIO(content), "data.xls") == kind


def test_a_zip_that_is_no_workbook_is_named():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("foto.jpg", b"...")

    assert kind_of(content) == "workbook-kind-unknown"


def test_a_wrong_ending_is_told_and_the_content_counts():
    book = open_workbook(workbooks.xlsx([["a"]]), "data.csv")

    assert (book.kind, [note.kind for note in book.notes]) == ("XLSX", ["name-differs"])


def test_macros_are_told_and_not_run():
    content = workbooks.rezipped(workbooks.xlsx([["a"]]), lambda _name, part: part)
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("xl/vbaProject.bin", b"...")
    book = open_workbook(content, "data.xlsm")

    assert [note.kind for note in book.notes] == ["workbook-macros"]


# --- other formats -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "Nama;Nilai\nKafé;2,5\n".encode("cp1252"),
        "Nama;Nilai\nKafé;2,5\n".encode("utf-16"),
        "Nama;Nilai\nKafé;2,5\n".encode("utf-8-sig"),
        b"sep=;\nNama;Nilai\nKaf\xc3\xa9;2,5\n",
    ],
)
def test_csv_is_read_as_people_save_it(content):
    assert [row.cells for row in read(io.BytesIO(content), "a.csv")] == [("Nama", "Nilai"), ("Kafé", "2,5")]


def test_titles_with_commas_above_a_csv_do_not_choose_the_separator():
    text = "Daftar OPD, Kota Balikpapan, 2026, final\n\nNama;Jenis\nA;Dinas\nB;Badan\n"

    assert [len(row.cells) for row in read(io.BytesIO(text.encode()), "a.csv")] == [1, 2, 2, 2]


def test_our_own_apostrophe_comes_off_again():
    rows = read(io.BytesIO(b"Nama\n'=1+1\n'biasa'\n"), "a.csv")

    assert [row.cells[0] for row in rows] == ["Nama", "=1+1", "'biasa'"]


def test_ods_is_read_with_hidden_rows_merges_and_repetitions():
    cell, row = workbooks.ods_cell, workbooks.ods_row
    content = workbooks.ods(
        {
            "Kosong": [],
            "Data": [
                row(cell("Nama"), cell("Target", number_columns_spanned="2"), "<table:covered-table-cell/>"),
                row(cell("sama", number_columns_repeated="2"), number_rows_repeated="2"),
                row("<table:table-cell/>", number_rows_repeated="1048570"),
                row(cell("akhir"), visibility="filter"),
            ],
        }
    )
    book = open_workbook(content, "a.ods")

    assert [sheet.name for sheet in book.sheets] == ["Kosong", "Data"]
    assert [(row.number, row.cells, row.is_hidden) for row in book.rows("Data")] == [
        (1, ("Nama", "Target"), False),
        (2, ("sama", "sama"), False),
        (3, ("sama", "sama"), False),
        (1_048_574, ("akhir",), True),
    ]
    assert book.survey("Data").merges == (Merge(1, 1, 1, 2),)


def test_ods_that_repeats_a_filled_row_without_end_is_refused():
    endless = workbooks.ods_row(
        workbooks.ods_cell("x", number_columns_repeated="300"), number_rows_repeated="1048576"
    )

    assert kind_of(workbooks.ods({"Data": [endless]}), "a.ods") == "workbook-too-large"


# --- any content -------------------------------------------------------------------------------------------

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n"), max_size=40
).filter(lambda text: text.strip())
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-(10**9), 10**9),
    st.decimals(-1000, 1000, places=2),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.booleans(),
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8))
@example([["=0", "=SUM(A1:A2)", "#N/A"]])
def test_whatever_is_written_is_read_again(rows):
    content = workbooks.xlsx(rows)

    found = {row.number: row.cells for row in read(content)}

    for number, row in enumerate(rows, 1):
        wanted = [
            Decimal(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell for cell in row
        ]
        while wanted and wanted[-1] is None:
            wanted.pop()
        assert list(found.get(number, ())) == wanted


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"<html", b"\xff\xfe"]))
def test_any_bytes_are_read_or_refused(content, start):
    with contextlib.suppress(Refused):
        read(io.BytesIO(start + content), "x.xls")
