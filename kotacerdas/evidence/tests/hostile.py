"""Hostile and broken files, each made here from a sound one, with the fault by which it must be refused.

None does harm: programs are heads without bodies, bombs are small, the virus is the test string of all scanners.
"""

import io
import struct
import zipfile
import zlib

import pikepdf

from kotacerdas.evidence.tests.honest import (
    chunk,
    compound_file,
    doc,
    jpeg_with,
    office,
    open_document,
    packed,
    pdf,
    phone_photo,
    picture,
    png_with,
    record,
    scan,
    xls,
    xlsx,
)
from kotacerdas.files.domain import kinds

SCRIPT = b"<script>alert(document.domain)</script>"
PROGRAM = (b"MZ" + bytes(58) + struct.pack("<L", 64) + b"PE\0\0").ljust(512, b"\0")
MACRO = compound_file({"VBA": b"", "_VBA_PROJECT": b"\xcc\x61"})
LAUGHS = '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><p>&b;</p>'
READS_FILES = '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;</p>'
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def native(name: str, content: bytes) -> bytes:
    """An attached file as office programs keep it."""
    shown = name.encode() + b"\0"
    body = b"\2\0" + shown + shown + struct.pack("<HHL", 0, 3, len(shown)) + shown
    body += struct.pack("<L", len(content)) + content
    return struct.pack("<L", len(body)) + body


def attached(name: str, content: bytes) -> bytes:
    return compound_file({"\x01Ole10Native": native(name, content).ljust(4096, b"\0")})


def locked_pdf() -> bytes:
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        opened.save(content, encryption=pikepdf.Encryption(owner="rahasia", user="rahasia"))
    return content.getvalue()


def locked_zip(members: dict[str, bytes]) -> bytes:
    """Not really locked: only its flags say so, which is what is looked at."""
    raw = bytearray(packed(dict(members)))
    at = -1
    while (at := raw.find(b"PK\x03\x04", at + 1)) >= 0:
        raw[at + 6] |= 1
    at = -1
    while (at := raw.find(b"PK\x01\x02", at + 1)) >= 0:
        raw[at + 8] |= 1
    return bytes(raw)


def overlapping_zip(name: str = "a.txt") -> bytes:
    """Two rows of the table speak of the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, b"isi " * 100)
        package.filelist.append(package.filelist[0])
    return content.getvalue()


def lying_zip(name: str = "a.txt") -> bytes:
    """The table says that an entry is smaller than it is."""
    raw = bytearray(packed({name: b"a" * 5000}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", raw, raw.find(mark) + at, 10)
    return bytes(raw)


def swelling(most: int = 80_000_000) -> bytes:
    """Nothing but zeros."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package,
        package.open("nol.txt", "w") as part,
    ):
        for _ in range(most // 1_000_000):
            part.write(bytes(1_000_000))
    return content.getvalue()


def huge_png(side: int = 60_000) -> bytes:
    """Says that it has 3,600 million pixels; what is there of them is not much."""
    head = chunk(b"IHDR", struct.pack(">LLBBBBB", side, side, 1, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


def gif_and_script() -> bytes:
    return b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)"


def jpeg_and_script() -> bytes:
    plain = picture("JPEG")
    return b"\xff\xd8\xff\xe0/*" + bytes(0x2F2A - 2) + plain[20:] + b"*/=alert(1)/*"


def remote_template() -> bytes:
    rels = (
        '<Relationships><Relationship Id="r1" Type="http://schemas.example/attachedTemplate" '
        'Target="https://contoh.invalid/a.dotm" TargetMode="External"/></Relationships>'
    )
    return office(kinds.DOCX, extra={"word/_rels/settings.xml.rels": rels})


_ZIPPED = packed({"a.txt": "isi"})
_PDF, _JPEG, _PNG = pdf(), picture("JPEG"), picture("PNG")
_DOCX, _XLSX = office(kinds.DOCX), xlsx()

CASES: dict[str, tuple[bytes, str]] = {
    # Two files in one.
    "arsip di belakang.pdf": (_PDF + _ZIPPED, "evidence-two-files"),
    "arsip di dalam.pdf": (
        pdf(extra=b"7 0 obj\n<< /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (len(_ZIPPED), _ZIPPED)),
        "evidence-two-files",
    ),
    "laman di depan.pdf": (b"%PDF-1.7\n%<html>" + SCRIPT + b"\n" + _PDF[9:], "evidence-two-files"),
    "laman di belakang.pdf": (_PDF + b"<html>" + SCRIPT + b"</html>", "evidence-two-files"),
    "laman di antara.pdf": (_PDF + b"<html>" + SCRIPT + b"%%EOF", "evidence-two-files"),
    "banyak di belakang.pdf": (_PDF + b"x" * 5_000_000, "evidence-two-files"),
    "arsip di belakang.jpg": (_JPEG + _ZIPPED, "evidence-two-files"),
    "arsip di belakang.png": (_PNG + _ZIPPED, "evidence-two-files"),
    "program di belakang.jpg": (_JPEG + PROGRAM, "evidence-two-files"),
    "program di belakang.png": (_PNG + PROGRAM, "evidence-two-files"),
    "pdf di dalam.jpg": (jpeg_with(0xFE, _PDF), "evidence-two-files"),
    "skrip di depan.jpg": (jpeg_and_script(), "evidence-two-files"),
    "pdf di depan.zip": (_PDF + _ZIPPED, "evidence-damaged"),
    "pdf di depan.docx": (_PDF + _DOCX, "evidence-other-kind"),
    "lain di belakang.docx": (_DOCX + bytes(1000), "evidence-two-files"),
    # Pages and scripts in pictures.
    "skrip.jpg": (gif_and_script(), "evidence-other-kind"),
    "laman.jpg": (b"<!DOCTYPE html><html>" + SCRIPT, "evidence-hides-markup"),
    "laman.png": (b"<html>" + SCRIPT, "evidence-hides-markup"),
    "vektor.png": (b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>", "evidence-hides-markup"),
    "exif.jpg": (jpeg_with(0xE1, b"Exif\0\0II*\0" + SCRIPT), "evidence-hides-markup"),
    "exif lebar.jpg": (
        jpeg_with(0xE1, b"Exif\0\0II*\0" + "<script >x</script >".encode("utf-16-le")),
        "evidence-hides-markup",
    ),
    "komentar.jpg": (jpeg_with(0xFE, b'<svg onload="alert(1)">'), "evidence-hides-markup"),
    "php.jpg": (_JPEG + b"<?php system($_GET[1]); ?>", "evidence-hides-markup"),
    "skrip di belakang.png": (_PNG + SCRIPT, "evidence-hides-markup"),
    "catatan.png": (png_with(chunk(b"tEXt", b"Comment\0" + SCRIPT)), "evidence-hides-markup"),
    "catatan padat.png": (
        png_with(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SCRIPT))),
        "evidence-hides-markup",
    ),
    "catatan.tif": (picture("TIFF", tiffinfo={270: SCRIPT.decode()}), "evidence-hides-markup"),
    # Macros and programs.
    "makro.docx": (office(kinds.DOCX, main_type=MACRO_TYPE), "evidence-macros"),
    "makro.xlsx": (office(kinds.XLSX, main_type=MACRO_BOOK), "evidence-macros"),
    "makro terselip.docx": (
        office(kinds.DOCX, extra={"word/vbaProject.bin": MACRO}),
        "evidence-macros",
    ),
    "makro bernama lain.docx": (
        office(kinds.DOCX, extra={"word/media/gambar1.bin": MACRO}),
        "evidence-macros",
    ),
    "makro di dalam.docx": (
        office(
            kinds.DOCX,
            extra={"word/embeddings/a.xlsx": office(kinds.XLSX, extra={"xl/vbaProject.bin": MACRO})},
        ),
        "evidence-macros",
    ),
    "makro lama.xlsx": (
        office(kinds.XLSX, extra={"xl/macrosheets/sheet1.xml": "<x/>"}),
        "evidence-macros",
    ),
    "makro.odt": (open_document(kinds.ODT, extra={"Basic/Standard/a.xml": "<x/>"}), "evidence-macros"),
    "makro.doc": (doc(VBA=b"", _VBA_PROJECT=b"\xcc"), "evidence-macros"),
    "makro.xls": (xls(_VBA_PROJECT_CUR=b"\xcc"), "evidence-macros"),
    "lembar makro.xls": (xls(record(0x85, struct.pack("<LBB", 0, 0, 1) + b"\1\0A")), "evidence-macros"),
    "program.docx": (
        office(kinds.DOCX, extra={"word/embeddings/oleObject1.bin": attached("a.exe", PROGRAM)}),
        "evidence-holds-program",
    ),
    "program bernama lain.docx": (
        office(kinds.DOCX, extra={"word/embeddings/oleObject1.bin": attached("foto.jpg", PROGRAM)}),
        "evidence-holds-program",
    ),
    "program kecil.docx": (
        office(
            kinds.DOCX,
            extra={
                "word/embeddings/oleObject1.bin": compound_file(
                    {}, small={"\x01CompObj": bytes(90), "\x01Ole10Native": native("a.txt", PROGRAM)}
                )
            },
        ),
        "evidence-holds-program",
    ),
    "program telanjang.xlsx": (
        office(kinds.XLSX, extra={"xl/media/a.png": PROGRAM}),
        "evidence-holds-program",
    ),
    "program.doc": (
        doc(**{"\x01Ole10Native": native("a.scr", PROGRAM).ljust(4096, b"\0")}),
        "evidence-holds-program",
    ),
    # What swells.
    "tawa.docx": (office(kinds.DOCX, extra={"word/document.xml": LAUGHS}), "evidence-xml-entities"),
    "tawa lebar.docx": (
        office(kinds.DOCX, extra={"word/document.xml": LAUGHS.encode("utf-16")}),
        "evidence-xml-entities",
    ),
    "tawa tersandi.docx": (
        office(kinds.DOCX, extra={"a.xml": '<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE p>'}),
        "evidence-xml-entities",
    ),
    "baca berkas.xlsx": (office(kinds.XLSX, extra={"xl/a.xml": READS_FILES}), "evidence-xml-entities"),
    "baca berkas.odt": (open_document(kinds.ODT, extra={"styles.xml": READS_FILES}), "evidence-xml-entities"),
    "tawa.html": (b"<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;</p>", "evidence-xml-entities"),
    "membengkak.zip": (swelling(), "evidence-bomb"),
    "membengkak.docx": (office(kinds.DOCX, extra={"word/media/a.bmp": bytes(9_000_000)}), "evidence-bomb"),
    "tumpang tindih.zip": (overlapping_zip(), "evidence-bomb"),
    "piksel.png": (huge_png(), "evidence-too-many-pixels"),
    # Locked.
    "terkunci.pdf": (locked_pdf(), "evidence-password"),
    "terkunci.zip": (locked_zip({"a.txt": b"isi"}), "evidence-password"),
    "terkunci.docx": (compound_file({"EncryptionInfo": b"", "EncryptedPackage": b"x"}), "evidence-password"),
    "terkunci.odt": (
        open_document(kinds.ODT, extra={"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}),
        "evidence-password",
    ),
    "terkunci.doc": (doc(WordDocument=b"\xec\xa5" + bytes(9) + b"\x01" + bytes(600)), "evidence-password"),
    "terkunci.xls": (xls(record(0x2F, bytes(6))), "evidence-password"),
    # Broken.
    "kosong.pdf": (b"", "evidence-empty"),
    "terpotong.pdf": (_PDF[:-60], "evidence-truncated"),
    "terpotong.docx": (_DOCX[:-100], "evidence-truncated"),
    "terpotong.zip": (_ZIPPED[:-30], "evidence-truncated"),
    "terpotong.jpg": (_JPEG[: len(_JPEG) // 2], "evidence-truncated"),
    "terpotong.png": (_PNG[: len(_PNG) // 2], "evidence-truncated"),
    "terpotong.doc": (doc()[:2000], "evidence-truncated"),
    "terpotong.tif": (picture("TIFF")[:3000], "evidence-truncated"),
    "rusak.png": (_PNG[:60] + b"?" + _PNG[61:], "evidence-damaged"),
    "rusak.docx": (lying_zip("[Content_Types].xml"), "evidence-damaged"),
    # Called something else.
    "gambar.pdf": (_JPEG, "evidence-other-kind"),
    "surat.jpg": (_PDF, "evidence-other-kind"),
    "tabel.docx": (_XLSX, "evidence-other-kind"),
    "laman.xls": (b"<html><table><tr><td>1</td></tr></table></html>", "evidence-other-kind"),
    "baru.doc": (_DOCX, "evidence-other-kind"),
    "buku.doc": (xls(), "evidence-other-kind"),
    "laman.csv": (b"<!DOCTYPE html><html>" + SCRIPT, "evidence-other-kind"),
    "program.txt": (PROGRAM, "evidence-other-kind"),
    "arsip.zip": (_DOCX, "evidence-other-kind"),
    # Names.
    "SK.pdf.exe": (PROGRAM, "evidence-two-endings"),
    "SK.exe.pdf": (_PDF, "evidence-two-endings"),
    "program.exe": (PROGRAM, "evidence-kind-not-taken"),
    "gambar.svg": (b"<svg/>", "evidence-kind-not-taken"),
    "makro.docm": (office(kinds.DOCX, main_type=MACRO_TYPE), "evidence-kind-not-taken"),
    "tanpa akhiran": (_PDF, "evidence-kind-not-taken"),
    ".pdf.": (_PDF, "evidence-of-nobody"),
    "Laporan.gsheet": (b'{"doc_id": "x"}', "evidence-only-a-link"),
    "surat\u202efdp.exe": (PROGRAM, "evidence-name-deceives"),
    "surat\u202egpj.pdf": (_PDF, "evidence-name-deceives"),
    "surat\x00.pdf": (_PDF, "evidence-name-deceives"),
    "a" * 300 + ".pdf": (_PDF, "evidence-name-too-long"),
}
"""Name: content, kind of fault."""

NOTED: dict[str, tuple[bytes, list[str]]] = {
    "skrip.pdf": (
        pdf(catalog=b"/OpenAction << /S /JavaScript /JS (app.alert) >>"),
        ["evidence-active-script"],
    ),
    "skrip tersamar.pdf": (
        pdf(catalog=b"/OpenAction << /S /J#61vaScript /J#53 (app.alert) >>"),
        ["evidence-active-script"],
    ),
    "perintah.pdf": (
        pdf(catalog=b"/OpenAction << /S /Launch /F (cmd.exe) >>"),
        ["evidence-active-launch"],
    ),
    "lampiran.pdf": (pdf(catalog=b"/Names << /EmbeddedFiles << >> >>"), ["evidence-active-files"]),
    "kebetulan.pdf": (
        pdf(extra=b"7 0 obj\n<< /Length 14 >>\nstream\n/JS /Launch \xff\nendstream\nendobj\n"),
        [],
    ),
    "templat.docx": (remote_template(), ["evidence-active-remote"]),
    "lampiran.docx": (
        office(kinds.DOCX, extra={"word/embeddings/oleObject1.bin": attached("catatan.txt", b"isi")}),
        ["evidence-active-files"],
    ),
    "lampiran.doc": (
        doc(**{"\x01Ole10Native": native("catatan.txt", b"isi").ljust(4096, b"\0")}),
        ["evidence-active-files"],
    ),
    "berita.html": (b"<!DOCTYPE html><html>" + SCRIPT + b"</html>", ["evidence-active-script"]),
    "telepon.jpg": (phone_photo(), []),
    "pindaian.tif": (scan(3), []),
}
"""Name: content, notes with which it is kept."""
