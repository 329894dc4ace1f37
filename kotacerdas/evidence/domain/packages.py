"""Whether an office document (DOCX, XLSX, PPTX, ODT, ODS) is what it says and no more: no macros, programs or bombs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.domain import compound, zips
from kotacerdas.evidence.domain.compound import Compound
from kotacerdas.evidence.domain.zips import MEGABYTE, Bounds
from kotacerdas.files.domain import kinds

BOUNDS = Bounds(entries=10_000, unpacked=600 * MEGABYTE)
_MOST_ATTACHED = 64 * MEGABYTE
_DEEPEST = 3
_MACRO_MEMBER = re.compile(
    r"(?:^|/)vba(?:project|data)[^/]*$|(?:^|/)macrosheets/|^basic/|^scripts/", re.IGNORECASE
)
_MACRO_TYPE = re.compile(
    rb"macroenabled|vbaproject|ms-excel\.macrosheet|ms-excel\.intlmacrosheet", re.IGNORECASE
)
_OFFICE = (kinds.DOCX, kinds.XLSX, kinds.PPTX, kinds.ODT, kinds.ODS)
_MARKUP = (".xml", ".rels", ".vml", ".rdf")
_DOCTYPE, _ENTITY = re.compile(rb"<!DOCTYPE", re.IGNORECASE), re.compile(rb"<!ENTITY", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
# A part that is fetched from elsewhere when the document is opened. Links that somebody must click are none.
_REMOTE = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)(?![^>]*/hyperlink[\"'])[^>]*>", re.IGNORECASE
)


def look_at(content: BinaryIO, main_type: str) -> list[Fault]:
    """Notes; raises `Refused`. `main_type` is the media type of the kind that it should be."""
    content.seek(0)
    if content.read(8) == compound.MAGIC:
        content.seek(0)
        locked = Compound(content.read()).is_locked
        raise Refused(Fault("evidence-password" if locked else "evidence-other-kind"))
    with zips.opened(content, BOUNDS) as package:
        _check_type(package, main_type)
        return _walk(package, depth=1)


def _check_type(package: zipfile.ZipFile, main_type: str) -> None:
    names = set(package.namelist())
    types = _whole(package, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
    mime = _whole(package, "mimetype").strip() if "mimetype" in names and not types else b""
    if _says(main_type, types, mime):
        return
    if _MACRO_TYPE.search(types):
        raise Refused(Fault("evidence-macros"))
    said = (each.name for each in _OFFICE if _says(each.media_type, types, mime))
    raise Refused(Fault("evidence-other-kind", {"found": next(said, "ZIP")}))


def _says(main_type: str, types: bytes, mime: bytes) -> bool:
    return f"{main_type}.main+xml".encode() in types or mime == main_type.encode()


def _whole(package: zipfile.ZipFile, name: str) -> bytes:
    info = package.getinfo(name)
    if info.file_size > MEGABYTE:
        raise Refused(Fault("evidence-damaged"))
    return b"".join(zips.pieces(package, info))


def _walk(package: zipfile.ZipFile, depth: int) -> list[Fault]:
    """Every member is read to its end: its check sum must be right, and what it is does not depend on its name."""
    notes: dict[str, None] = {}
    for info in package.infolist():
        if _MACRO_MEMBER.search(info.filename.replace("\\", "/")):
            raise Refused(Fault("evidence-macros"))
        is_markup = info.filename.lower().endswith(_MARKUP)
        if is_markup:
            _check_markup(zips.pieces(package, info), info.filename, notes)
        else:
            _check_member(package, info, depth, notes)
    return [Fault(kind) for kind in notes]


def _check_member(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, depth: int, notes: dict[str, None]
) -> None:
    parts = zips.pieces(package, info)
    first = next(parts, b"")
    if _runs(first) or info.filename.lower().endswith((".exe", ".dll", ".scr")):
        raise Refused(Fault("evidence-holds-program"))
    is_object, is_package = first.startswith(compound.MAGIC), first.startswith(b"PK\x03\x04")
    if not (is_object or is_package):
        for _piece in parts:
            pass
        return
    if info.file_size > _MOST_ATTACHED or depth >= _DEEPEST:
        raise Refused(Fault("evidence-too-heavy"))
    attached = first + b"".join(parts)
    if is_object:
        notes.update((each.kind, None) for each in Compound(attached).look_for_macros_and_programs())
    else:
        with zips.opened(io.BytesIO(attached), BOUNDS) as inner:
            notes.update((each.kind, None) for each in _walk(inner, depth + 1))


def _runs(first: bytes) -> bool:
    if first.startswith(b"\x7fELF"):
        return True
    at = int.from_bytes(first[60:64], "little")
    return first.startswith(b"MZ") and first[at : at + 4] == b"PE\0\0"


def _check_markup(parts: Iterator[bytes], name: str, notes: dict[str, None]) -> None:
    """No part needs a document type or entities, with which a few letters swell to gigabytes or read other files.

    Only the manifest of old OpenDocument files names its type.
    """
    before = b""
    is_manifest = name.lower() == "meta-inf/manifest.xml"
    for piece in parts:
        if not before:
            _check_encoding(piece)
        seen = (before + piece).replace(b"\0", b"")
        if _MACRO_TYPE.search(seen) and name == "[Content_Types].xml":
            raise Refused(Fault("evidence-macros"))
        if _ENTITY.search(seen) or (_DOCTYPE.search(seen) and not is_manifest):
            raise Refused(Fault("evidence-xml-entities"))
        if is_manifest and b"encryption-data" in seen:
            raise Refused(Fault("evidence-password"))
        if name.lower().endswith(".rels") and _REMOTE.search(seen):
            notes["evidence-active-remote"] = None
        before = piece[-512:] or b" "


def _check_encoding(first: bytes) -> None:
    """Letters in which "<!DOCTYPE" would look different."""
    declared = _ENCODING.search(first[:1024].replace(b"\0", b""))
    if declared and declared[1].lower() not in _ENCODINGS:
        raise Refused(Fault("evidence-xml-entities"))
    if first.startswith((b"\x4c\x6f\xa7\x94", b"+ADw")):
        raise Refused(Fault("evidence-xml-entities"))
