"""What is taken and what is refused, by content and not by name alone."""

import io
import zipfile

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.files.domain import kinds

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
PDF = b"%PDF-1.7\n..."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def package(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in members.items():
            written.writestr(name, text)
    return content.getvalue()


def office(kind, *, extra=()):
    types = f'<Types><Override ContentType="{kind.media_type}.main+xml"/></Types>'
    return package(**{"[Content_Types].xml": types, **dict(extra)})


XLSX, DOCX = office(kinds.XLSX), office(kinds.DOCX)
ODS = package(mimetype=kinds.ODS.media_type)


def check(content, name, declared="", allowed=kinds.PROOF, **options):
    return kinds.check(io.BytesIO(content), name=name, declared=declared, allowed=allowed, **options)


@pytest.mark.parametrize(
    ("content", "name", "declared", "kind"),
    [
        (PDF, "surat.pdf", "application/pdf", kinds.PDF),
        (PDF, "SURAT.PDF", "application/octet-stream", kinds.PDF),
        (PNG, "foto.png", "image/png", kinds.PNG),
        (b"\xff\xd8\xff\xe0" + bytes(9), "foto.JPG", "image/jpeg", kinds.JPEG),
        (XLSX, "data.xlsx", kinds.XLSX.media_type, kinds.XLSX),
        (XLSX, "data.xlsx", "application/zip", kinds.XLSX),
        (DOCX, "notulen.docx", "", kinds.DOCX),
        (ODS, "data.ods", kinds.ODS.media_type, kinds.ODS),
        (b"kode;nilai\r\nA1;4\r\n", "data.csv", "application/vnd.ms-excel", kinds.CSV),
        ("kode\tnilai".encode("utf-16"), "data.csv", "text/csv; charset=utf-16", kinds.CSV),
        (b"catatan rapat", "catatan.txt", "text/plain", kinds.TXT),
    ],
)
def test_what_it_is_called_and_is_agree(content, name, declared, kind):
    assert check(content, name, declared) is kind


@pytest.mark.parametrize(
    ("content", "name", "declared", "fault"),
    [
        (b"", "kosong.pdf", "application/pdf", "file-empty"),
        (SVG, "gambar.svg", "image/svg+xml", "upload-kind-not-taken"),
        (b"<html>", "laman.html", "text/html", "upload-kind-not-taken"),
        (b"MZ", "program.exe", "", "upload-kind-not-taken"),
        (PDF, "surat", "application/pdf", "upload-kind-not-taken"),
        (PDF, ".pdf", "application/pdf", "upload-kind-not-taken"),
        (SVG, "surat.pdf", "application/pdf", "upload-is-something-else"),
        (PNG, "surat.pdf", "application/pdf", "upload-is-something-else"),
        (SVG, "data.csv", "text/csv", "upload-is-something-else"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "data.txt", "text/plain", "upload-is-something-else"),
        (b"#!/bin/sh", "catatan.txt", "text/plain", "upload-is-something-else"),
        (b"a\0b", "data.csv", "text/csv", "upload-is-something-else"),
        (DOCX, "data.xlsx", "", "upload-is-something-else"),
        (b"PK\x03\x04rusak", "data.xlsx", "", "upload-is-something-else"),
        (office(kinds.XLSX, extra=[("xl/vbaProject.bin", "x")]), "data.xlsx", "", "upload-is-something-else"),
        (office(kinds.XLSX, extra=[("bom", "0" * 9_000_000)]), "data.xlsx", "", "upload-is-something-else"),
        (PDF, "surat.pdf", "text/html", "upload-declared-otherwise"),
    ],
)
def test_what_does_not_agree_is_refused(content, name, declared, fault):
    with pytest.raises(Refused) as refused:
        check(content, name, declared)

    assert [each.kind for each in refused.value.faults] == [fault]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (office(kinds.PPTX), "paparan.pptx", kinds.PPTX),
        (package(mimetype=kinds.ODT.media_type), "notulen.odt", kinds.ODT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "surat.doc", kinds.DOC),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "data.xls", kinds.XLS),
        (b"II*\0" + bytes(9), "pindaian.tif", kinds.TIFF),
        (b"# Notulen", "notulen.md", kinds.MD),
        (b"<!DOCTYPE html><p>Berita", "berita.htm", kinds.HTML),
    ],
)
def test_evidence_takes_more_than_other_proof(content, name, kind):
    assert check(content, name, allowed=kinds.EVIDENCE) is kind
    with pytest.raises(Refused):
        check(content, name, allowed=kinds.PROOF)


def test_a_program_of_a_server_is_no_page():
    with pytest.raises(Refused):
        check(b"<?php echo 1;", "laman.html", allowed=kinds.EVIDENCE)


def test_what_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(Refused) as refused:
        check(PDF, "surat.pdf", most_bytes=5)

    assert refused.value.faults[0].values["most_bytes"] == 5


def test_the_content_is_left_at_its_start():
    content = io.BytesIO(XLSX)
    kinds.check(content, name="a.xlsx", declared="", allowed=[kinds.XLSX])

    assert content.tell() == 0
