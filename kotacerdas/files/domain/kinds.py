"""Which files are taken from people: name, declared type and content must all say the same, and it must be on the list.

SVG, scripts, programs and workbooks with macros are on no list; HTML, Markdown and the old formats of office programs
only on the list of evidence, which looks deeper (`evidence.domain.acceptance`).
"""

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files.domain import names

MEGABYTE = 1024 * 1024
# Less than `common.requests` lets through, so that this sentence comes and not the one about the whole form.
MOST_BYTES = 9 * MEGABYTE
# What a browser says when it does not know.
NO_IDEA = {"", "application/octet-stream", "application/x-download", "binary/octet-stream"}

_HEAD = 4096
_MOST_MEMBERS, _MOST_UNPACKED, _MOST_RATIO = 5_000, 300 * MEGABYTE, 200
_MARKUP = ("<!doctype", "<html", "<svg", "<?xml", "<script", "<head", "<body", "<!--", "<?php", "#!")


@dataclass(frozen=True)
class Kind:
    """`fits` looks at the content; `also_declared` are the types by which browsers call it too."""

    name: str
    media_type: str
    endings: tuple[str, ...]
    fits: Callable[[BinaryIO], bool]
    also_declared: frozenset[str] = frozenset()


def check(
    content: BinaryIO, *, name: str, declared: str, allowed: Iterable[Kind], most_bytes: int = MOST_BYTES
) -> Kind:
    """The kind it is; raises `Refused` with a sentence that names what would be taken. Leaves `content` at its start."""
    allowed = tuple(allowed)
    shown = {"name": names.clean(name), "allowed": [kind.name for kind in allowed]}
    size = content.seek(0, 2)
    if size == 0:
        raise Refused(Fault("file-empty"))
    if size > most_bytes:
        raise Refused(Fault("upload-too-large", {**shown, "most_bytes": most_bytes}))
    ending = names.ending(names.clean(name))
    kind = next((each for each in allowed if ending in each.endings), None)
    if kind is None:
        raise Refused(Fault("upload-kind-not-taken", shown))
    if not _fits(kind, content):
        raise Refused(Fault("upload-is-something-else", {**shown, "kind": kind.name}))
    said = declared.partition(";")[0].strip().lower()
    if said not in NO_IDEA | {kind.media_type} | kind.also_declared:
        raise Refused(Fault("upload-declared-otherwise", {**shown, "kind": kind.name, "declared": said}))
    return kind


def _fits(kind: Kind, content: BinaryIO) -> bool:
    content.seek(0)
    try:
        return kind.fits(content)
    finally:
        content.seek(0)


# --- What each kind looks like inside ----------------------------------------------------------------------


def _begins(*marks: bytes) -> Callable[[BinaryIO], bool]:
    return lambda content: content.read(_HEAD).startswith(marks)


def _office(main_part: str) -> Callable[[BinaryIO], bool]:
    """A package of Microsoft's kind whose main part has this type; with macros it has another."""

    def fits(content: BinaryIO) -> bool:
        types = _member(content, "[Content_Types].xml", without="vbaproject.bin")
        return types is not None and main_part.encode() in types

    return fits


def _open_document(media_type: str) -> Callable[[BinaryIO], bool]:
    return lambda content: _member(content, "mimetype", without="basic/") == media_type.encode()


def _member(content: BinaryIO, name: str, *, without: str) -> bytes | None:
    """One member of a package; None if it is no sound package or holds macros."""
    try:
        with zipfile.ZipFile(content) as package:
            members = package.infolist()
            if not _is_sound(members) or any(without in each.filename.lower() for each in members):
                return None
            return package.read(name)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        return None


def _is_sound(members: list[zipfile.ZipInfo]) -> bool:
    """Not one that swells until the disk is full when somebody opens it."""
    unpacked, packed = sum(each.file_size for each in members), sum(each.compress_size for each in members)
    return len(members) <= _MOST_MEMBERS and unpacked <= min(_MOST_UNPACKED, max(packed, 1) * _MOST_RATIO)


def _is_text(content: BinaryIO) -> bool:
    """Letters in one of the encodings that spreadsheets write, and no markup or script at their start."""
    text = _decoded(content.read())
    if text is None or "\0" in text:
        return False
    return not text[:_HEAD].lstrip("\ufeff \t\r\n").lower().startswith(_MARKUP)


def _is_page(content: BinaryIO) -> bool:
    """A saved page of the web: letters with tags, no program of a server."""
    text = _decoded(content.read())
    if text is None or "\0" in text:
        return False
    head = text.lstrip("\ufeff \t\r\n").lower()
    return "<" in head and not head.startswith(("<?php", "#!", "<svg"))


def _decoded(raw: bytes) -> str | None:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8", "windows-1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


# --- The list ----------------------------------------------------------------------------------------------

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ODT = "application/vnd.oasis.opendocument.text"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = frozenset({"application/zip", "application/x-zip-compressed"})

PDF = Kind("PDF", "application/pdf", ("pdf",), _begins(b"%PDF-"), frozenset({"application/x-pdf"}))
PNG = Kind("PNG", "image/png", ("png",), _begins(b"\x89PNG\r\n\x1a\n"))
JPEG = Kind(
    "JPEG", "image/jpeg", ("jpg", "jpeg"), _begins(b"\xff\xd8\xff"), frozenset({"image/pjpeg", "image/jpg"})
)
XLSX = Kind("XLSX", _SHEET, ("xlsx",), _office(f"{_SHEET}.main+xml"), _ZIP)
DOCX = Kind("DOCX", _WORD, ("docx",), _office(f"{_WORD}.main+xml"), _ZIP)
ODS = Kind("ODS", _ODS, ("ods",), _open_document(_ODS), _ZIP)
CSV = Kind(
    "CSV",
    "text/csv",
    ("csv",),
    _is_text,
    # Windows with Excel calls every CSV a workbook.
    frozenset({"text/plain", "application/vnd.ms-excel", "application/csv", "text/comma-separated-values"}),
)
TXT = Kind("TXT", "text/plain", ("txt",), _is_text)
PPTX = Kind("PPTX", _SLIDES, ("pptx",), _office(f"{_SLIDES}.main+xml"), _ZIP)
ODT = Kind("ODT", _ODT, ("odt",), _open_document(_ODT), _ZIP)
DOC = Kind("DOC", "application/msword", ("doc",), _begins(_COMPOUND))
XLS = Kind("XLS", "application/vnd.ms-excel", ("xls",), _begins(_COMPOUND))
TIFF = Kind("TIFF", "image/tiff", ("tif", "tiff"), _begins(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"))
MD = Kind("MD", "text/markdown", ("md",), _is_text, frozenset({"text/plain"}))
HTML = Kind("HTML", "text/html", ("html", "htm"), _is_page)
ZIP = Kind("ZIP", "application/zip", ("zip",), _begins(b"PK\x03\x04", b"PK\x05\x06"), _ZIP)

DOCUMENTS = (PDF, DOCX)
PICTURES = (JPEG, PNG)
TABLES = (XLSX, ODS, CSV)
PROOF = (*DOCUMENTS, *PICTURES, *TABLES, TXT)
"""What may be brought as proof of something done."""
EVIDENCE = (PDF, DOCX, XLSX, XLS, ODS, PPTX, ODT, CSV, TXT, MD, HTML, JPEG, PNG, TIFF, DOC)
"""What is kept as evidence: only ever given back as an attachment, and looked at more closely than by `fits`."""
ARCHIVES = (ZIP,)
