"""Tells by its content what a file is, whatever its name says, and opens it."""

from __future__ import annotations

import re
from typing import BinaryIO

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports.domain import limits
from kotacerdas.imports.domain.cells import Workbook
from kotacerdas.imports.domain.ods import OdsWorkbook
from kotacerdas.imports.domain.packages import Package
from kotacerdas.imports.domain.texts import CsvWorkbook
from kotacerdas.imports.domain.xls import XlsWorkbook
from kotacerdas.imports.domain.xlsx import XlsxWorkbook

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_WEB_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|table|style)",
    re.IGNORECASE,
)
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<\?(?:xml|mso-application)", re.IGNORECASE)
ENDINGS = {"XLSX": {"xlsx", "xlsm", "xltx"}, "XLS": {"xls"}, "ODS": {"ods"}, "CSV": {"csv", "txt", "tsv"}}


def open_workbook(stream: BinaryIO, name: str) -> Workbook:
    """The workbook, or `Refused` with a word that says what the file is instead."""
    size = stream.seek(0, 2)
    if size > limits.MOST_BYTES:
        raise Refused(Fault("file-too-large", {"most_bytes": limits.MOST_BYTES}))
    stream.seek(0)
    start = stream.read(4096)
    stream.seek(0)
    book = _opened(stream, name, start)
    ending = name.rpartition(".")[2].casefold()
    if "." in name and ending not in ENDINGS[book.kind]:
        book.notes.append(Fault("name-differs", {"ending": f".{ending[:10]}", "kind": book.kind}))
    return book


def _opened(stream: BinaryIO, name: str, start: bytes) -> Workbook:
    if not start:
        raise Refused(Fault("file-empty"))
    if start.startswith(_PDF):
        raise Refused(Fault("workbook-is-pdf"))
    if _WEB_PAGE.match(start):
        raise Refused(Fault("workbook-is-web-page"))
    if _XML.match(start):
        raise Refused(Fault("workbook-is-xml"))
    if start.startswith(_OLE):
        return XlsWorkbook(stream)
    if start.startswith(_ZIP):
        return OdsWorkbook(stream) if _is_ods(stream) else XlsxWorkbook(stream)
    return CsvWorkbook(stream, name)


def _is_ods(stream: BinaryIO) -> bool:
    package = Package(stream)
    return package.has("content.xml") and package.has("mimetype")
