"""Tables of BPS in the layouts that are met: each is read rightly or refused, never read wrongly."""

from __future__ import annotations

import contextlib
import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.imports.domain.fields import fold
from kotacerdas.indicators.domain import bps_tables, table_numbers
from kotacerdas.indicators.domain.answers import Reading
from kotacerdas.indicators.domain.bps_tables import Told

NAMES = {
    "city": frozenset(map(fold, ("Kota Balikpapan", "Balikpapan"))),
    "province": frozenset(map(fold, ("Kalimantan Timur", "Provinsi Kalimantan Timur"))),
    "nation": frozenset([fold("Indonesia")]),
}

PLAIN = """\
Indeks Pembangunan Manusia Menurut Kabupaten/Kota, 2021-2023
(Persen)

Wilayah;2021;2022;2023
Paser;72,93;73,44;74,14
Kota Balikpapan;80,71;81,13;81,89
Kalimantan Timur;76,88;77,44;78,20
Indonesia;72,29;72,91;74,39

Catatan: Angka 2023 hasil Long Form SP2020
Sumber: BPS Provinsi Kalimantan Timur, Susenas
"""
TWO_LINES = """\
"Penduduk Menurut Kabupaten/Kota (Ribu Jiwa)"
Kabupaten/Kota,Jumlah Penduduk,,
,2021,2022,2023*
1. Paser,"275,5","280,1","284,9"
2. Kota Balikpapan,"695,3","703,6","738,5"
"Catatan: *) Angka sementara"
"""
TWO_VARIABLES = """\
No;Kabupaten/Kota;Laki-laki;;Perempuan;
;;2022;2023;2022;2023
1;Paser;10;11;12;13
2;Kota Balikpapan;20;21;22;23
"""
YEARS_ABOVE = """\
Wilayah;2022;;2023;
;Laki-laki;Perempuan;Laki-laki;Perempuan
Kota Balikpapan;20;22;21;23
"""
MONTHS = """\
Inflasi Bulanan (Persen)
Kota;2024;;;
;Januari;Februari;Maret;Tahunan
Kota Balikpapan;0,12;-0,05;0,33;1,20
"""
ONE_YEAR = """\
Tabel 3.1.1 Luas Wilayah Menurut Kabupaten/Kota (km2), 2023
Kabupaten/Kota;Luas;Persentase
(1);(2);(3)
Paser;11.096,95;8,73
Kota Balikpapan;512,36;0,40
"""


def read(
    text: str, told: Told | None = None, encoding: str = "utf-8", names: dict[str, frozenset[str]] = NAMES
) -> Reading:
    return bps_tables.read(text.encode(encoding), names, told)


def figures(found: Reading, level: str = "city") -> dict[str, str]:
    return {
        each.period: f"{each.figure.value:.{each.figure.places}f}"
        for each in found.found
        if each.level == level
    }


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


# --- layouts -----------------------------------------------------------------------------------------------


def test_a_plain_table_with_titles_and_footnotes():
    found = read(PLAIN)
    assert figures(found) == {"2021": "80.71", "2022": "81.13", "2023": "81.89"}
    assert figures(found, "province")["2023"] == "78.20"
    assert figures(found, "nation")["2021"] == "72.29"
    assert (found.unit, found.source) == ("Persen", "BPS Provinsi Kalimantan Timur, Susenas")
    assert found.title == "Indeks Pembangunan Manusia Menurut Kabupaten/Kota, 2021-2023 (Persen)"
    assert next(each.where for each in found.found if each.level == "city") == "B6"


def test_two_header_lines_numbered_rows_and_a_provisional_year():
    found = read(TWO_LINES)
    assert figures(found) == {"2021": "695.3", "2022": "703.6", "2023": "738.5"}
    assert found.unit == "Ribu Jiwa"
    assert [each.mark for each in found.found] == ["", "", "*"]
    assert found.marks_are_provisional
    assert [note.kind for note in found.notes] == ["bps-marked"]


@pytest.mark.parametrize("table", [TWO_VARIABLES, YEARS_ABOVE])
def test_of_several_variables_one_is_chosen(table):
    with pytest.raises(Refused) as refused:
        read(table)
    assert kinds(refused) == ["bps-which-variable"]
    assert refused.value.faults[0].values["known"] == "Laki-laki; Perempuan"
    assert figures(read(table, Told(variable="perempuan"))) == {"2022": "22", "2023": "23"}
    assert figures(read(table, Told(variable="Laki-laki"))) == {"2022": "20", "2023": "21"}
    with pytest.raises(Refused) as refused:
        read(table, Told(variable="Anak"))
    assert kinds(refused) == ["bps-variable-unknown"]


def test_months_below_their_year():
    found = read(MONTHS.replace(";Tahunan", "").replace(";1,20", "").replace("2024;;;", "2024;;"))
    assert figures(found) == {"2024-01": "0.12", "2024-02": "-0.05", "2024-03": "0.33"}


def test_a_column_of_the_whole_year_among_months_is_another_variable():
    with pytest.raises(Refused) as refused:
        read(MONTHS)
    assert kinds(refused) == ["bps-which-variable"]
    assert figures(read(MONTHS, Told(variable="Tahunan"))) == {"2024": "1.20"}


def test_quarters_and_half_years():
    table = "Wilayah;2023;;2024;\n;Triwulan I;Triwulan II;Triwulan I;Triwulan II\nKota Balikpapan;1,1;2,2;3,3;4,4\n"
    assert figures(read(table)) == {"2023-Q1": "1.1", "2023-Q2": "2.2", "2024-Q1": "3.3", "2024-Q2": "4.4"}
    table = "Wilayah;2024;\n;Semester 1;Semester 2\nKota Balikpapan;1,1;2,2\n"
    assert figures(read(table)) == {"2024-S1": "1.1", "2024-S2": "2.2"}


def test_a_table_of_one_year_wants_to_be_told_it():
    with pytest.raises(Refused) as refused:
        read(ONE_YEAR)
    assert kinds(refused) == ["bps-no-years"]
    found = read(ONE_YEAR, Told(period="2023", variable="Luas"))
    assert figures(found) == {"2023": "512.36"}
    assert found.unit == "km2"


@pytest.mark.parametrize("sign", ["-", "–", "—", "...", "…", "NA", "n.a.", "", "NaN"])
def test_signs_for_no_figure_are_left_out_and_told(sign):
    found = read(PLAIN.replace("81,13", sign))
    assert figures(found) == {"2021": "80.71", "2023": "81.89"}
    assert [(note.kind, note.values["cells"]) for note in found.notes] == [("bps-left-out", "C6")]


def test_marks_beside_figures_are_no_part_of_them():
    found = read(PLAIN.replace("81,13", "81,13 r").replace("81,89", "81,89**").replace("80,71", "80,71 1)"))
    assert figures(found) == {"2021": "80.71", "2022": "81.13", "2023": "81.89"}
    assert [each.mark for each in found.found if each.level == "city"] == ["1)", "r", "**"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding):
    table = PLAIN.replace("Menurut", "Menurut – « ringkas »")
    found = read(table, encoding=encoding)
    assert figures(found)["2023"] == "81.89"
    assert "« ringkas »" in found.title


# --- what could be read in two ways ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [("81,89", "1.234", "1234"), ("81.89", "1.234", "1.234"), ("1.234.567", "1.234", "1234"), ("1,234,567", "1,234", "1234"),
     ("0,5", "1.234", "1234"), ("1 234,5", "1 234", "1234")],
)  # fmt: skip
def test_one_figure_proves_how_all_are_written(one, other, value):
    found = read(f'Wilayah;2022;2023\nPaser;"{one}";5\nKota Balikpapan;"{other}";7\n')
    assert figures(found)["2022"] == value


def test_figures_that_no_other_explains_want_to_be_told():
    table = "Wilayah;2022;2023\nKota Balikpapan;703.611;738.532\n"
    with pytest.raises(Refused) as refused:
        read(table)
    assert kinds(refused) == ["bps-notation-unknown"] * 2
    assert refused.value.faults[0].values["cell"] == "B2"
    assert figures(read(table, Told(numbers="id"))) == {"2022": "703611", "2023": "738532"}
    assert figures(read(table, Told(numbers="en"))) == {"2022": "703.611", "2023": "738.532"}


def test_two_ways_of_writing_in_one_table_are_refused_with_both_cells():
    with pytest.raises(Refused) as refused:
        read("Wilayah;2022;2023\nPaser;1,5;2\nKota Balikpapan;2.5;3\n")
    assert kinds(refused) == ["bps-two-notations"]
    assert refused.value.faults[0].values == {"one": "B2 (1,5)", "other": "B3 (2.5)"}


def test_a_told_way_that_the_table_contradicts_is_refused():
    with pytest.raises(Refused) as refused:
        read(PLAIN, Told(numbers="en"))
    assert kinds(refused) == ["bps-other-notation"]


def test_figures_that_look_like_years_are_no_header():
    found = read("Wilayah;2021;2022;2023\nPaser;2001;2010;1999\nKota Balikpapan;1;2;3\n")
    assert figures(found) == {"2021": "1", "2022": "2", "2023": "3"}
    with pytest.raises(Refused) as refused:
        read("Wilayah;2021;2022;2023\nPaser;1999;2001;2010\nKota Balikpapan;1;2;3\n")
    assert kinds(refused) == ["bps-years-unclear"]


def test_a_title_cut_at_its_commas_is_no_header():
    found = read("Penduduk, 2021, 2022, dan 2023\nWilayah,2021,2022,2023\nKota Balikpapan,1,2,3\n")
    assert figures(found) == {"2021": "1", "2022": "2", "2023": "3"}
    with pytest.raises(Refused) as refused:
        read("Penduduk, 2024\nWilayah,2023\nKota Balikpapan,1\n")
    assert kinds(refused) == ["bps-years-unclear"]


def test_a_place_that_stands_twice_is_refused_with_its_lines():
    with pytest.raises(Refused) as refused:
        read("Wilayah;2022\nKota Balikpapan;1\nPaser;2\nBalikpapan;3\n")
    assert kinds(refused) == ["bps-place-twice"]
    assert refused.value.faults[0].values["lines"] == "2, 4"


def test_a_period_that_stands_twice_is_refused():
    with pytest.raises(Refused) as refused:
        read("Wilayah;2022;2022\nKota Balikpapan;1;3\n")
    assert kinds(refused) == ["bps-period-twice"]


def test_a_table_without_the_place_says_so():
    with pytest.raises(Refused) as refused:
        read("Wilayah;2022\nKota Samarinda;1\n")
    assert kinds(refused) == ["bps-no-place"]


# --- hostile ones ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ["=1+1", "@SUM(A1)", "+CMD|' /C calc'!A0", "1e9", "0x1F", "(5,0)", "9" * 50, "5 orang", "1,2,3"]
)
def test_what_is_no_number_is_refused_with_its_cell(cell):
    with pytest.raises(Refused) as refused:
        read(f'Wilayah;2022;2023\nPaser;1,5;2\nKota Balikpapan;"{cell}";7\n')
    assert {fault.kind for fault in refused.value.faults} <= {
        "number-formula",
        "number-not-a-number",
        "number-too-long",
    }
    assert refused.value.faults[0].values["cell"] == "B3"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", "file-empty"), (b"\x00" * 500, "file-empty"), (b"abc\x00def;2021\n", "file-has-nul"), (b"PK\x03\x04rest", "file-is-workbook"),
     (b"%PDF-1.7", "file-is-pdf"), (b"a\x01b;c\n", "file-is-binary"), (b"x" * 10_000_000, "file-too-large"),
     (b"a;b\n" * 60_000, "too-many-rows"), (b";" * 500 + b"x\n", "too-many-columns"), (b'"' + b"a" * 300_000, "cell-too-long")],
)  # fmt: skip
def test_what_is_no_table_is_refused_at_once(content, kind):
    with pytest.raises(Refused) as refused:
        bps_tables.read(content, NAMES)
    assert kinds(refused) == [kind]


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    with contextlib.suppress(Refused):
        assert bps_tables.read(content, NAMES).found is not None


lines = st.lists(
    st.lists(st.sampled_from(["", "2021", "2022", "1,5", "1.234", "-", "Kota Balikpapan", "Laki-laki", "(2)", "=A1", "2022*"]), max_size=5),
    max_size=8,
)  # fmt: skip


@given(lines)
def test_any_table_is_read_or_refused(table):
    text = "\n".join(";".join(cells) for cells in table)
    try:
        found = read(text)
    except Refused:
        return
    assert len({(each.level, each.period) for each in found.found}) == len(found.found)


# --- whatever the layout, the same figures -----------------------------------------------------------------

decimals = st.decimals(min_value=-999_999, max_value=999_999, places=2).map(lambda value: value + 0)


def written(value: Decimal, way: str, *, grouped: bool) -> str:
    text = f"{value:,.2f}" if grouped else f"{value:.2f}"
    return text.translate({ord(","): ".", ord("."): ","}) if way == "id" else text


@settings(max_examples=150)
@given(
    values=st.lists(decimals, min_size=1, max_size=6),
    way=st.sampled_from(["id", "en"]),
    grouped=st.booleans(),
    separator=st.sampled_from([",", ";", "\t"]),
    titles=st.integers(0, 3),
    spanning=st.booleans(),
    numbered=st.booleans(),
    encoding=st.sampled_from(["utf-8", "cp1252", "utf-8-sig"]),
    missing=st.sets(st.integers(0, 5)),
)
def test_every_layout_gives_the_same_figures(
    values, way, grouped, separator, titles, spanning, numbered, encoding, missing
):
    missing = {at for at in missing if at < len(values) - 1}
    head = ["No", "Wilayah"] if numbered else ["Wilayah"]
    years = [str(2015 + at) for at in range(len(values))]
    cells = [
        "..." if at in missing else written(value, way, grouped=grouped) for at, value in enumerate(values)
    ]
    table = [[f"Judul {at}, menurut wilayah"] for at in range(titles)]
    if spanning:
        table += [[*head, "Nilai"], [*([""] * len(head)), *years]]
    else:
        table += [[*head, *years]]
    rows = [
        ["Paser", *(["1"] * len(values))],
        ["Kota Balikpapan", *cells],
        ["Indonesia", *(["2"] * len(values))],
    ]
    table += [[str(at + 1), *row] if numbered else row for at, row in enumerate(rows)]
    table += [["Sumber: BPS, Susenas"]]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(table)

    found = bps_tables.read(out.getvalue().encode(encoding), NAMES)

    wanted = {years[at]: value for at, value in enumerate(values) if at not in missing}
    assert {each.period: each.figure.value for each in found.found if each.level == "city"} == wanted
    assert all(each.figure.places == 2 for each in found.found if each.level == "city")
    assert found.source == "BPS, Susenas"


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_a_number_is_never_read_as_another(value):
    """Written in either way and told nothing, it is itself or refused."""
    for way in ("id", "en"):
        for grouped in (True, False):
            text = f"{value:,.3f}" if grouped else f"{value:.3f}"
            text = text.translate({ord(","): ".", ord("."): ","}) if way == "id" else text
            try:
                shown = table_numbers.way([("A1", text)], "")
            except Refused:
                continue
            number = table_numbers.read(text, shown)
            assert not isinstance(number, table_numbers.Number) or number.figure.value == value
