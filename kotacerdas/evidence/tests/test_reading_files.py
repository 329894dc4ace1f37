"""Every kind of file becomes text at named places; whatever was written is found where it was written."""

from __future__ import annotations

import datetime
import json
import sys

import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence.domain.spans import clean, find
from kotacerdas.evidence.reading import drawing, files, legacy, plain, runs, sheets
from kotacerdas.evidence.tests import written

WORDS = st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x17F), min_size=1, max_size=14)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=8)
FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(path, kind):
    found = files.read(str(path), kind)
    # It travels from another process.
    assert json.loads(json.dumps(found)) == found
    assert all(unit["text"] == clean(unit["text"]) for unit in found["units"])
    return found["units"]


def whole(units):
    return "\n".join(unit["text"] for unit in units)


# --- Properties --------------------------------------------------------------------------------------------


@FEW
@given(texts=TEXTS)
def test_pdf_holds_what_was_written(tmp_path, texts):
    units = read(written.pdf(tmp_path / "a.pdf", *texts), "pdf")

    assert [unit["label"] for unit in units] == [str(number) for number in range(1, len(texts) + 1)]
    for unit, text in zip(units, texts, strict=True):
        at = find(clean(text), unit["text"])
        assert at is not None
        assert at.of(unit["text"]).split() == clean(text).split()


@FEW
@given(texts=TEXTS)
def test_boxes_cover_exactly_the_words_of_a_page(tmp_path, texts):
    path = written.pdf(tmp_path / "a.pdf", *texts)
    for number, unit in enumerate(read(path, "pdf"), 1):
        words = drawing.boxes(str(path), number, unit["text"])

        named = " ".join(unit["text"][start:end] for start, end, *_edges in words)
        assert named.split() == unit["text"].split()
        assert all(
            0 <= left < right <= 10_000 and 0 <= top < bottom <= 10_000
            for _s, _e, left, top, right, bottom in words
        )


@FEW
@given(texts=TEXTS)
def test_docx_holds_what_was_written(tmp_path, texts):
    units = read(written.docx(tmp_path / "a.docx", "".join(map(written.paragraph, texts))), "docx")

    for text in texts:
        assert find(clean(text), whole(units)) is not None


@FEW
@given(rows=st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=100))
def test_xlsx_holds_what_was_written(tmp_path, rows):
    # What begins with a sign of a formula is no text; what is all figures is a number to a sheet.
    path = written.xlsx(tmp_path / "a.xlsx", {"Register": [[f"t{cell}" for cell in row] for row in rows]})

    text = whole(read(path, "xlsx"))
    for row in rows:
        assert clean("\t".join(f"t{cell}" for cell in row)) in text


@settings(max_examples=60)
@given(text=st.text(max_size=3000))
def test_any_text_is_cut_without_losing_a_word(text):
    paragraphs = [runs.Paragraph(part) for part in text.split("\n")]

    assert whole(runs.units_of(paragraphs)).split() == clean(text.replace("\r", "\n")).split() or "\r" in text


# --- PDF ---------------------------------------------------------------------------------------------------


def test_a_pdf_is_read_in_parts(tmp_path):
    path = written.pdf(tmp_path / "a.pdf", *(f"Halaman {number} dari laporan" for number in range(1, 261)))

    first = files.read(str(path), "pdf")
    second = files.read(str(path), "pdf", first["next"])

    assert (first["next"], second["next"]) == (250, None)
    assert len(first["units"]) + len(second["units"]) == 260
    assert second["units"][0]["text"] == "Halaman 251 dari laporan"


def test_pages_with_pictures_of_words_want_eyes_and_blank_ones_do_not(tmp_path):
    digital = read(written.pdf(tmp_path / "a.pdf", "Rapat dewan " * 9, "", "Pendek"), "pdf")
    scanned = read(written.scan(tmp_path / "b.pdf", "Rapat"), "pdf")

    assert [unit["wants_eyes"] for unit in digital] == [False, False, False]
    assert [unit["wants_eyes"] for unit in scanned] == [True]


def test_a_scan_with_a_stamped_line_of_text_is_looked_at_and_one_with_its_words_is_not(tmp_path):
    line = "Dokumen ini telah ditandatangani secara elektronik; keasliannya dapat diperiksa pada laman persuratan."
    written.photo("Rapat dewan").save(tmp_path / "sheet.png")
    for name, words in (("stamped", line), ("recognised", f"{line} " * 6)):
        source = f'#set page("a4", margin: 0pt, background: image("sheet.png", width: 100%))\n#text(size: 7pt)[{words}]\n'
        (tmp_path / f"{name}.typ").write_text(source)
        (tmp_path / f"{name}.pdf").write_bytes(typst.compile(tmp_path / f"{name}.typ", root=tmp_path))

    assert [unit["wants_eyes"] for unit in read(tmp_path / "stamped.pdf", "pdf")] == [True]
    assert [unit["wants_eyes"] for unit in read(tmp_path / "recognised.pdf", "pdf")] == [False]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_stand_where_the_words_are_seen_on_a_turned_page(tmp_path, turn):
    """The picture is dark in each box and white between them."""
    import pikepdf

    path = tmp_path / "a.pdf"
    with pikepdf.open(written.pdf(tmp_path / "straight.pdf", "Dewan menyepakati analisis")) as made:
        made.pages[0].Rotate = turn
        made.pages[0].CropBox = [20, 30, 560, 810]
        made.save(path)

    (unit,) = read(path, "pdf")
    image = drawing._page(str(path), 1).convert("L")
    words = drawing.boxes(str(path), 1, unit["text"])

    assert len(words) == 3
    for _start, _end, *edges in words:
        across, down = image.width / 10_000, image.height / 10_000
        inside = image.crop((edges[0] * across, edges[1] * down, edges[2] * across, edges[3] * down))
        assert inside.getextrema()[0] < 100
        image.paste(
            255,
            tuple(
                int(edge)
                for edge in (
                    edges[0] * across - 2,
                    edges[1] * down - 2,
                    edges[2] * across + 2,
                    edges[3] * down + 2,
                )
            ),
        )
    assert image.getextrema()[0] == 255


def test_words_broken_at_the_end_of_a_line_are_whole():
    from kotacerdas.evidence.reading.pdf import joined

    assert joined("pertang\x02\r\ngungjawaban") == "pertanggungjawaban"


# --- Office documents --------------------------------------------------------------------------------------


def test_docx_in_its_order_with_tables_headings_and_edges(tmp_path):
    long = "Dewan menyepakati analisis risiko layanan Wi-Fi publik. " * 8
    body = (
        written.paragraph("BAB I PENDAHULUAN")
        + written.paragraph(long)
        + written.paragraph("Kehadiran", style="Judul1")
        + written.table([["Nama", "Instansi"], ["Budi", "Diskominfo"]])
        + "<w:p><w:del><w:r><w:delText>lama</w:delText><w:t>dicoret</w:t></w:r></w:del><w:r><w:t>Nomor</w:t><w:tab/><w:t>: 005</w:t></w:r></w:p>"
    )
    styles = (
        f'<w:styles {written.W}><w:style w:styleId="Judul1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    header = f"<w:hdr {written.W}>{written.paragraph('PEMERINTAH KOTA BALIKPAPAN')}</w:hdr>"
    units = read(
        written.docx(tmp_path / "a.docx", body, styles=styles, header1=header, header2=header), "docx"
    )

    assert [unit["label"] for unit in units] == ["1-2", "3-6", "header, footer"]
    assert units[1]["text"] == "Kehadiran\n\nNama\tInstansi\nBudi\tDiskominfo\n\nNomor\t: 005"
    assert units[2]["text"] == "PEMERINTAH KOTA BALIKPAPAN"


def test_watermarks_and_text_boxes_of_docx_are_read_once(tmp_path):
    box = written.paragraph("Isi kotak")
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = f"<w:p><w:r><mc:AlternateContent {mc}><mc:Choice><w:txbxContent>{box}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{box}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    mark = f'<w:hdr {written.W} xmlns:v="urn:schemas-microsoft-com:vml"><w:p><w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r></w:p></w:hdr>'
    units = read(written.docx(tmp_path / "a.docx", body, header1=mark), "docx")

    assert [unit["text"] for unit in units] == ["Isi kotak", "DRAFT"]


def test_entities_of_documents_are_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("rahasia")
    xml = f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{secret}">]><w:document {written.W}><w:body><w:p><w:r><w:t>a&e;b</w:t></w:r></w:p></w:body></w:document>'
    path = written.package(tmp_path / "a.docx", {"word/document.xml": xml})

    assert "rahasia" not in whole(read(path, "docx"))


def test_slides_in_the_order_of_showing_with_notes(tmp_path):
    number = written.shape("7", holder="sldNum")
    path = written.pptx(
        tmp_path / "a.pptx",
        [
            (written.shape("Rencana Induk") + number, written.shape("Salam pembuka") + number),
            (written.shape("Capaian 2023", "Baris dua"), ""),
        ],
    )

    units = read(path, "pptx")

    assert [(unit["kind"], unit["label"]) for unit in units] == [("slide", "1"), ("slide", "2")]
    assert [unit["text"] for unit in units] == ["Rencana Induk\n\nSalam pembuka", "Capaian 2023\nBaris dua"]


def test_odt_with_blanks_tables_and_without_what_was_struck_out(tmp_path):
    body = (
        "<text:tracked-changes><text:p>dicoret</text:p></text:tracked-changes>"
        '<text:h>Notulen</text:h><text:p>Rapat<text:s text:c="2"/>dewan <text:span>kota</text:span> selesai</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>Nama</text:p></table:table-cell>"
        "<table:table-cell><text:p>Budi</text:p></table:table-cell></table:table-row></table:table>"
    )

    (unit,) = read(written.odt(tmp_path / "a.odt", body), "odt")

    assert (unit["label"], unit["text"]) == ("1-3", "Notulen\n\nRapat  dewan kota selesai\n\nNama\tBudi")


# --- Sheets ------------------------------------------------------------------------------------------------


def test_ranges_repeat_the_headings_and_name_their_cells(tmp_path):
    rows = [["DAFTAR PESERTA"], [], ["Nama", "Tanggal", "Hadir"]]
    rows += [[f"Peserta {number}", datetime.date(2025, 5, 22), number] for number in range(1, 61)]
    units = read(written.xlsx(tmp_path / "a.xlsx", {"Register": rows, "Kosong": []}), "xlsx")

    assert [unit["label"] for unit in units] == ["Register!A1:C41", "Register!A42:C63"]
    assert units[0]["text"].startswith(
        "Register\nDAFTAR PESERTA\nNama\tTanggal\tHadir\nPeserta 1\t2025-05-22\t1\n"
    )
    assert units[1]["text"].startswith("Register\nNama\tTanggal\tHadir\nPeserta 39\t")


def test_columns_are_named_as_the_sheet_names_them():
    assert [sheets._letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    "text", ["Nama;Nilai\nBudi;1,5\n", 'Nama,Nilai\nBudi,"1,5"\n', "Nama\tNilai\nBudi\t1,5\n"]
)
def test_csv_of_any_separator(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text)

    (unit,) = read(path, "csv")

    assert (unit["label"], unit["text"]) == ("A1:B2", "Nama\tNilai\nBudi\t1,5")


def test_csv_of_sentences_with_commas_and_figures_with_commas_is_cut_at_its_semicolons(tmp_path):
    path = tmp_path / "a.csv"
    rows = ["Ruas;Kondisi;Persen", "Jalan A, arah pasar;baik, tanpa lubang;96,4", "Jalan B;rusak, sedang;1,5"]
    path.write_text("\n".join(rows) + "\n")

    (unit,) = read(path, "csv")

    assert unit["text"].splitlines()[1] == "Jalan A, arah pasar\tbaik, tanpa lubang\t96,4"


def test_csv_of_sentences_with_semicolons_is_cut_at_its_commas(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Kegiatan,Hasil,Tahun\nRapat,sepakat; dicatat; selesai,2025\nSurvei,baik,2024\n")

    (unit,) = read(path, "csv")

    assert unit["text"].splitlines()[1] == "Rapat\tsepakat; dicatat; selesai\t2025"


# --- Plain text, pages, pictures ---------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_text_in_the_encodings_of_offices(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("Baris satu – café\n\nBaris tiga\r\nBaris empat".encode(encoding))

    (unit,) = read(path, "txt")

    assert (unit["label"], unit["text"]) == ("1-3", "Baris satu – café\n\nBaris tiga\nBaris empat")


def test_html_without_what_a_browser_would_run(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><title>x</title></head><body><script>alert(1)</script><style>p{}</style><h1>Judul</h1>"
        "<p>Satu <b>dua</b>\n tiga<br>empat</p><table><tr><td><p>A</p></td><td>B</td></tr><tr><td>C</td></tr></table>"
        "<noscript>n</noscript>akhir</body></html>"
    )

    (unit,) = read(path, "html")

    assert unit["text"] == "Judul\n\nSatu dua tiga empat\n\nA\tB\nC\n\nakhir"


def test_of_html_that_is_too_deep_the_beginning_is_read_and_the_rest_is_no_secret(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<p>awal</p>" + "<div>" * 5000 + "dalam" + "</div>" * 5000)

    found = files.read(str(path), "html")

    assert whole(found["units"]) == "awal"
    assert [fault["kind"] for fault in found["faults"]] == ["evidence-read-until-damage"]


def test_each_picture_of_a_tiff_is_a_unit(tmp_path):
    path = tmp_path / "a.tiff"
    pages = [Image.new("1", (50, 50)), Image.new("L", (50, 50)), Image.new("RGB", (50, 50))]
    pages[0].save(path, save_all=True, append_images=pages[1:])

    units = read(path, "tiff")

    assert [(unit["kind"], unit["label"], unit["wants_eyes"]) for unit in units] == [
        ("picture", "1", True), ("picture", "2", True), ("picture", "3", True),
    ]  # fmt: skip


def test_pictures_are_drawn_upright_and_without_what_they_carry(tmp_path):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "<script>"
    Image.new("RGB", (60, 40), "white").save(path, exif=exif)

    made = drawing.draw(str(path), "jpeg", 1, "")

    assert (made["width"], made["height"]) == (40, 60)
    import base64

    assert b"<script>" not in base64.b64decode(made["png"])


# --- Old Word ----------------------------------------------------------------------------------------------


def test_doc_without_libreoffice_says_what_it_needs(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Refused) as refused:
        legacy.read(str(tmp_path / "a.doc"))

    assert refused.value.faults[0].kind == "evidence-needs-libreoffice"


def test_doc_is_read_through_libreoffice(tmp_path, monkeypatch):
    """A program that answers as LibreOffice does stands for it here."""
    ready = written.docx(tmp_path / "ready.docx", written.paragraph("Dari berkas lama"))
    program = tmp_path / "soffice"
    program.write_text(
        f"#!{sys.executable}\nimport shutil, sys\n"
        "assert '--headless' in sys.argv and sys.argv[-1].endswith('document.doc')\n"
        f"shutil.copy({str(ready)!r}, sys.argv[sys.argv.index('--outdir') + 1] + '/document.docx')\n"
    )
    program.chmod(0o755)
    source = tmp_path / "a.doc"
    source.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert legacy.read(str(source))["units"][0]["text"] == "Dari berkas lama"


def test_encodings_are_told_by_their_marks():
    assert plain.decoded("é".encode("utf-16")) == "é"
