"""Whether a picture is one and nothing else: whole, of a size that can be shown, without markup or a second file in it."""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from typing import TYPE_CHECKING, BinaryIO

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.domain import zips

if TYPE_CHECKING:
    from PIL.Image import Image

# An A0 plan scanned at 300 dots an inch has 140 million.
MOST_PIXELS = 150_000_000
MOST_PAGES = 1000
_TAGS = rb"<(?:!doctype\s+html|html|script|iframe|\?php)[\s>]|javascript:"
_MARKUP = re.compile(_TAGS, re.IGNORECASE)
# Shorter ones come together by chance among pixels, but not among the words about a picture.
_MARKUP_IN_WORDS = re.compile(
    _TAGS + rb"|<(?:svg|body|head|object|embed)[\s>]|\son\w{3,20}\s*=\s*[\"']", re.IGNORECASE
)
_TOLERATED = 64
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_WORDS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf"}
_MOST_WORDS = 4 * zips.MEGABYTE
_ALONE = {0x01, *range(0xD0, 0xD8)}


def look_at(content: BinaryIO, kind: str) -> list[Fault]:
    """`kind` is "JPEG", "PNG" or "TIFF". Raises `Refused` with "evidence-hides-markup", "-two-files", "-truncated",
    "-too-many-pixels" or "-damaged"."""
    content.seek(0)
    raw = content.read()
    if b"%PDF-" in raw[:1024] or zips.is_hidden_in(content):
        raise Refused(Fault("evidence-two-files"))
    if _MARKUP.search(raw):
        raise Refused(Fault("evidence-hides-markup"))
    if kind == "JPEG":
        _refuse_behind(raw[_jpeg_end(raw) :])
    elif kind == "PNG":
        _refuse_behind(raw[_png_end(raw) :])
    _decode(content, kind)
    return []


def _refuse_words(words: bytes) -> None:
    """Also in letters of two bytes, as some programs write remarks."""
    if _MARKUP_IN_WORDS.search(words) or _MARKUP_IN_WORDS.search(words.replace(b"\0", b"")):
        raise Refused(Fault("evidence-hides-markup"))


def _refuse_behind(rest: bytes) -> None:
    """Telephones put further pictures, a short film or notes of their own behind a picture; all else is another file."""
    while rest.startswith(b"\xff\xd8\xff"):
        rest = rest[_jpeg_end(rest) :].lstrip(b"\0")
    rest = rest.strip(b"\0\xff\t\r\n ")
    is_film = rest[4:8] == b"ftyp" or b"MotionPhoto_Data" in rest[:64]
    if len(rest) <= _TOLERATED or is_film or rest.endswith(b"SEFT"):
        return
    raise Refused(Fault("evidence-two-files"))


# --- Where a picture ends ------------------------------------------------------------------------------------


def _jpeg_end(raw: bytes) -> int:
    """Behind the end mark, found from segment to segment: the small picture inside of the big one has one too."""
    if raw[4:6] == b"/*":
        # A length that opens a comment: the file is a script as well.
        raise Refused(Fault("evidence-two-files"))
    at = 2
    while at + 4 <= len(raw):
        # Cameras leave bytes between segments now and then; whoever shows the picture goes on to the next mark too.
        at = raw.find(b"\xff", at)
        if not 0 <= at < len(raw) - 1:
            break
        mark = raw[at + 1]
        if mark == 0xD9:
            return at + 2
        if mark == 0xFF or mark in _ALONE:
            at += 1 if mark == 0xFF else 2
            continue
        length = int.from_bytes(raw[at + 2 : at + 4], "big")
        if 0xE0 <= mark <= 0xEF or mark == 0xFE:
            _refuse_words(raw[at + 4 : at + 2 + length])
        at += 2 + length
        if mark == 0xDA:
            at = _behind_pixels(raw, at)
    if at >= 0 and raw[at : at + 2] == b"\xff\xd9":
        return at + 2
    raise Refused(Fault("evidence-truncated"))


def _behind_pixels(raw: bytes, at: int) -> int:
    """At the next mark that is none of those which stand among pixels."""
    while (at := raw.find(b"\xff", at)) >= 0 and at + 1 < len(raw):
        if raw[at + 1] and raw[at + 1] not in _ALONE and raw[at + 1] != 0xFF:
            return at
        at += 1 if raw[at + 1] == 0xFF else 2
    raise Refused(Fault("evidence-truncated"))


def _png_end(raw: bytes) -> int:
    at = len(_PNG_HEAD)
    while at + 12 <= len(raw):
        length, name = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        if at + 12 + length > len(raw):
            break
        data = raw[at + 8 : at + 8 + length]
        if struct.unpack_from(">L", raw, at + 8 + length)[0] != zlib.crc32(name + data):
            raise Refused(Fault("evidence-damaged"))
        if name in _PNG_WORDS:
            _refuse_words(_png_words(name, data))
        at += 12 + length
        if name == b"IEND":
            return at
    raise Refused(Fault("evidence-truncated"))


def _png_words(name: bytes, data: bytes) -> bytes:
    """Packed remarks are unpacked, as far as anybody would read."""
    packed = data.partition(b"\0")[2]
    if name == b"iTXt" and packed[:1] == b"\1":
        packed = packed[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif name == b"zTXt":
        packed = packed[1:]
    else:
        return data
    try:
        return data + zlib.decompressobj().decompress(packed, _MOST_WORDS)
    except zlib.error as error:
        raise Refused(Fault("evidence-damaged")) from error


# --- Whether it can be shown ---------------------------------------------------------------------------------


def _decode(content: BinaryIO, kind: str) -> None:
    import PIL.Image
    import PIL.JpegImagePlugin
    import PIL.PngImagePlugin
    import PIL.TiffImagePlugin  # each makes its kind known to PIL.Image

    PIL.Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    content.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            with PIL.Image.open(content, formats=[kind]) as picture:
                _load(picture)
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning) as error:
        raise _too_many() from error
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, EOFError, struct.error) as error:
        is_short = "truncated" in str(error) or isinstance(error, EOFError)
        raise Refused(Fault("evidence-truncated" if is_short else "evidence-damaged")) from error


def _load(picture: Image) -> None:
    """Every page of a scan. A photo is decoded at an eighth of its size: all its bytes are read, little is kept."""
    pages = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    if pages > MOST_PAGES:
        raise _too_many()
    for page in range(pages):
        if pages > 1:
            picture.seek(page)
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_many()
        if picture.format == "TIFF":
            _refuse_words(_tiff_words(picture))
        else:
            picture.draft("L", (picture.width // 8, picture.height // 8))
        picture.load()


def _tiff_words(picture: Image) -> bytes:
    tags = getattr(picture, "tag_v2", {})
    words = [each for each in tags.values() if isinstance(each, str | bytes)]
    return b"\n".join(each.encode("utf-8", "replace") if isinstance(each, str) else each for each in words)


def _too_many() -> Refused:
    return Refused(Fault("evidence-too-many-pixels", {"most": MOST_PIXELS // 1_000_000}))
