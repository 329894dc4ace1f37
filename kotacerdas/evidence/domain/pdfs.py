"""Whether a PDF is one and nothing else, whole, and opens without a password; and what in it is more than a page."""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.domain import zips

# A browser that guesses what a file is looks no further.
_HEAD = 2048
_TAGS = rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|\?php)[\s>/]"
_MARKUP = re.compile(_TAGS, re.IGNORECASE)
_MARKUP_BEHIND = re.compile(rb"%%EOF[\s\0]*" + _TAGS, re.IGNORECASE)
_END = b"%%EOF"
# Blanks and a line of a mail program; more behind the end is another file.
_TOLERATED = 256
_ACTIVE = {
    "evidence-active-script": re.compile(rb"/(?:JavaScript|JS|XFA)(?![A-Za-z])"),
    "evidence-active-launch": re.compile(rb"/(?:Launch|SubmitForm|ImportData)(?![A-Za-z])"),
    "evidence-active-files": re.compile(rb"/(?:EmbeddedFiles?|RichMedia|FileAttachment)(?![A-Za-z])"),
}
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_MOST_UNPACKED = 32 * zips.MEGABYTE


def look_at(path: str, content: BinaryIO) -> list[Fault]:
    """Notes; raises `Refused` with "evidence-two-files", "-truncated", "-password" or "-damaged"."""
    if zips.is_hidden_in(content):
        raise Refused(Fault("evidence-two-files"))
    with mmap.mmap(content.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        _refuse_company(whole)
        _open(path)
        return _notes(whole)


def _refuse_company(whole: mmap.mmap) -> None:
    """Markup before the page or behind its end: it would be a page of the web to a browser that guesses."""
    end = whole.rfind(_END)
    if end < 0:
        raise Refused(Fault("evidence-truncated"))
    rest = whole[end + len(_END) :].strip(b"\0\t\r\n\f ")
    is_alone = len(rest) <= _TOLERATED and not _MARKUP_BEHIND.search(whole)
    if _MARKUP.search(whole[:_HEAD]) or not is_alone:
        raise Refused(Fault("evidence-two-files"))


def _open(path: str) -> None:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        is_locked = "assword" in str(error) or "ecurity" in str(error)
        raise Refused(Fault("evidence-password" if is_locked else "evidence-damaged")) from error
    try:
        if len(document) == 0:
            raise Refused(Fault("evidence-damaged"))
        document[0].close()
    except pypdfium2.PdfiumError as error:
        raise Refused(Fault("evidence-damaged")) from error
    finally:
        document.close()


def _notes(whole: mmap.mmap) -> list[Fault]:
    """It is kept, signed or not; whoever opens the original is told."""
    found: dict[str, None] = {}
    for part in _objects(whole):
        # Names may be written with escaped letters: /J#61vaScript.
        plain = _ESCAPED.sub(lambda each: bytes([int(each[1], 16)]), part)
        found.update((kind, None) for kind, pattern in _ACTIVE.items() if pattern.search(plain))
    return [Fault(kind) for kind in found]


def _objects(whole: mmap.mmap) -> Iterator[bytes]:
    """What stands outside of streams, in which any letters may come together by chance, and packed objects."""
    at, left = 0, _MOST_UNPACKED
    while (starts := whole.find(b"stream", at)) >= 0:
        outside = whole[at:starts]
        yield outside
        ends = whole.find(b"endstream", starts)
        ends = ends if ends >= 0 else len(whole)
        if b"/ObjStm" in outside[-400:] and left > 0:
            unpacked = _unpacked(whole[starts + len(b"stream") : ends].lstrip(b"\r\n"), left)
            left -= len(unpacked)
            yield unpacked
        at = ends + len(b"endstream")
    yield whole[at:]


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
