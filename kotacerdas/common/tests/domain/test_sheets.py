"""CSV files as people save them: read where the meaning is sure, refused with line and column where not."""

import io
from decimal import Decimal

import pytest

from kotacerdas.common.domain import sheets
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.domain.sheets import cell_address, read_table

PLAIN = "city,A,B\nKab. Malang,1.40,1.54\nKota Pasuruan,3.30,2.57\n"


def read(data, max_rows=1000, max_bytes=1_000_000):
    return read_table(
        data if isinstance(data, bytes) else data.encode(), max_rows=max_rows, max_bytes=max_bytes
    )


def faults_of(data, **limits):
    with pytest.raises(Refused) as caught:
        read(data, **limits)
    return caught.value.faults


def test_plain_table_is_read_with_line_numbers():
    table = read(PLAIN)

    assert table.header == ("city", "A", "B")
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ("Kab. Malang", "1.40", "1.54")),
        (3, ("Kota Pasuruan", "3.30", "2.57")),
    ]
    assert table.notes == ()


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: ("sep=;\n" + text.replace(",", ";")).encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: (text + "\n\n,,\n").encode(),
        lambda text: text.replace("\n", ",,\n").encode(),
        lambda text: text.replace("city", '"city"').replace(",1.40", ', "1.40"').encode(),
        lambda text: text.rstrip("\n").encode(),
    ],
)
def test_same_table_is_read_from_every_dialect(encode):
    table = read(encode(PLAIN))

    assert table.header == ("city", "A", "B")
    assert [row.cells for row in table.rows] == [row.cells for row in read(PLAIN).rows]


def test_windows_encoding_is_read_with_a_note():
    table = read("city,note\nKota A,“kutip” – é\n".encode("cp1252"))

    assert table.rows[0].cells[1] == "“kutip” – é"
    assert [note.kind for note in table.notes] == ["read-as-windows-1252"]


def test_line_above_header_counts():
    assert read("\n\n" + PLAIN).rows[0].line == 4
    assert read("sep=,\n" + PLAIN).rows[0].line == 3


def test_line_break_in_quotes_stays_one_line_of_the_sheet():
    table = read('city,note\n"Kab.\nMalang",x\nB,y\n')

    assert [(row.line, row.cells[0]) for row in table.rows] == [(2, "Kab.\nMalang"), (3, "B")]


def test_header_with_line_break_and_semicolons_is_read():
    assert read('"Nilai\nakhir";B\n1;2\n').header == ("Nilai\nakhir", "B")


def test_separator_in_quotes_is_not_counted():
    assert read('"a,b,c,d";x\n1;2\n').header == ("a,b,c,d", "x")


def test_short_row_is_filled_up():
    assert read("city,A,B\nKota A,1\n").rows[0].cells == ("Kota A", "1", "")


def test_decimal_commas_in_a_comma_file_are_refused():
    faults = faults_of("city,A,B\nKota A,1,40,1,54\nKota B,1,2\n")

    assert faults == (Fault("row-too-long", {"found": 5, "expected": 3}, line=2),)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "file-empty"),
        (b"\xef\xbb\xbf", "file-empty"),
        (b"\r\n ;;\r\n", "file-empty"),
        (b"\x00\x00\x00", "file-empty"),
        (b"sep=;\r\n", "file-empty"),
        (b"city,A\n", "file-only-header"),
        (b"city,A\n,\n", "file-only-header"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "file-is-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file-is-workbook"),
        (b"%PDF-1.7\n", "file-is-pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file-is-binary"),
        (b"city,A\nKota\x00 A,1\n", "file-has-nul"),
        (b"city,A\nKota \x81\x8d,1\n", "file-encoding"),
        (b"\xff\xfec\x00i\x00t", "file-encoding"),
        (b'city,A\n"Kota A,1\nKota B,2\n', "quotes-broken"),
        (b'city,A\n"Kota" A,1\n', "quotes-broken"),
        (b"city,A\n" + b"x" * 200_000 + b",1\n", "cell-too-long"),
        (b"city,A,a\nx,1,2\n", "header-twice"),
        (b"city,,A\nx,1,2\n", "header-blank"),
    ],
)
def test_what_is_no_table_is_refused(data, kind):
    assert kind in [fault.kind for fault in faults_of(data)]


def test_all_faults_are_told_at_once():
    faults = faults_of("city,A,A,,B\nx,1,2,3,4,5\ny,1,2,3,4,5\n")

    assert [fault.kind for fault in faults] == [
        "header-twice",
        "header-blank",
        "row-too-long",
        "row-too-long",
    ]


def test_file_over_the_size_limit_is_refused_unread():
    stream = io.BytesIO(b"a" * 5000)

    with pytest.raises(Refused) as caught:
        read_table(stream, max_rows=10, max_bytes=1000)

    assert caught.value.faults == (Fault("file-too-large", {"most_bytes": 1000}),)
    assert stream.tell() == 1001


def test_million_rows_stop_at_the_limit():
    data = b"city,A\n" + b"x,1\n" * 1_000_000

    assert faults_of(data, max_rows=5000, max_bytes=len(data)) == (Fault("too-many-rows", {"most": 5000}),)


def test_as_many_rows_as_the_limit_pass():
    assert len(read("city,A\n" + "x,1\n" * 50, max_rows=50).rows) == 50


def test_column_is_found_whatever_its_case_and_blanks():
    table = read("Kabupaten  Kota, A \nx,1\n")

    assert table.text(table.rows[0], "kabupaten kota") == "x"
    assert table.number(table.rows[0], "a") == Decimal(1)
    assert table.text(table.rows[0], "absent") == ""


def test_faulty_number_names_line_column_and_cell():
    table = read("city,A,Outcome\nx,1,=B2*2\n")

    fault = table.number(table.rows[0], "Outcome")

    assert fault == Fault("number-formula", {"text": "=B2*2", "cell": "C2"}, line=2, column="Outcome")


def test_missing_columns_are_all_named():
    with pytest.raises(Refused) as caught:
        sheets.require(read(PLAIN), ["city", "C", "D"])

    assert [fault.values["name"] for fault in caught.value.faults] == ["C", "D"]


@pytest.mark.parametrize(
    ("line", "at", "address"), [(7, 2, "C7"), (1, 25, "Z1"), (3, 26, "AA3"), (1, 701, "ZZ1")]
)
def test_cell_has_the_address_a_spreadsheet_gives_it(line, at, address):
    assert cell_address(line, at) == address
