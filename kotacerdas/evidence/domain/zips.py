"""Whether a ZIP may be opened: one file and no other in it, no more than it should unpack to, no password.

Its table of contents is looked at before anything is unpacked; what is unpacked is counted anyway.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kotacerdas.common.domain.faults import Fault, Refused

MEGABYTE = 1024 * 1024
PIECE = 256 * 1024
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
)
_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_END, _END_64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LONGEST_END = 22 + 0xFFFF
# What mail programs and careless downloads leave behind the end; more is another file.
_TOLERATED = 64
# A row of the table of contents is 46 bytes and a name.
_LONGEST_TABLE = 16 * MEGABYTE
_LOCKED = 0x1 | 0x40 | 0x2000
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True)
class Bounds:
    """`ratio` counts from a size on: what is small and empty shrinks to nothing without harm."""

    entries: int
    unpacked: int
    ratio: int = 400
    ratio_from: int = 4 * MEGABYTE


@dataclass(frozen=True)
class _End:
    at: int
    entries: int
    table: int
    ends: int


def opened(content: BinaryIO, bounds: Bounds) -> zipfile.ZipFile:
    """Raises `Refused` with "evidence-truncated", "-damaged", "-bomb", "-two-files", "-password" or "-packed-oddly"."""
    size = content.seek(0, 2)
    content.seek(0)
    if content.read(4) not in _BEGINNINGS:
        raise Refused(Fault("evidence-damaged"))
    end = _end(content, size)
    if end is None:
        raise Refused(Fault("evidence-truncated"))
    if end.entries > bounds.entries or end.table > _LONGEST_TABLE:
        raise Refused(Fault("evidence-bomb"))
    if size - end.ends > _TOLERATED:
        raise Refused(Fault("evidence-two-files"))
    content.seek(0)
    try:
        package = zipfile.ZipFile(content)
        _check_entries(package, bounds)
        _check_places(package, content)
    except DAMAGED as error:
        raise Refused(Fault("evidence-damaged")) from error
    return package


def pieces(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of an entry; never more than its table says, and `Refused` if it is not what the table says."""
    try:
        with package.open(info) as part:
            while piece := part.read(PIECE):
                yield piece
    except DAMAGED as error:
        raise Refused(Fault("evidence-damaged")) from error


def is_hidden_in(content: BinaryIO) -> bool:
    """Whether a file of another kind can be opened as a ZIP too."""
    size = content.seek(0, 2)
    end = _end(content, size)
    if end is None:
        return False
    if end.entries == 0:
        return end.ends == size
    # The table stands right before the end, or before the longer end that large archives have.
    for start in (end.at - end.table, end.at - end.table - 76):
        if start >= 0:
            content.seek(start)
            if content.read(4) == b"PK\x01\x02":
                return True
    return False


def _end(content: BinaryIO, size: int) -> _End | None:
    """The last end of a table of contents, with what it says of the table."""
    content.seek(max(size - _LONGEST_END, 0))
    start = content.tell()
    tail = content.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        return None
    entries, table, _offset, comment = struct.unpack_from("<HLLH", tail, at + 10)
    if entries == 0xFFFF or table == 0xFFFFFFFF:
        entries, table = _long_end(content, start + at) or (entries, table)
    return _End(start + at, entries, table, start + at + 22 + comment)


def _long_end(content: BinaryIO, at: int) -> tuple[int, int] | None:
    """Of archives with more than 65,535 entries or four gigabytes."""
    content.seek(max(at - 20 - 56, 0))
    long, locator = content.read(56), content.read(20)
    if not (long.startswith(_END_64) and locator.startswith(_LOCATOR)):
        return None
    entries, table = struct.unpack_from("<QQ", long, 32)
    return entries, table


def _check_entries(package: zipfile.ZipFile, bounds: Bounds) -> None:
    infos = package.infolist()
    if len(infos) > bounds.entries or sum(each.file_size for each in infos) > bounds.unpacked:
        raise Refused(Fault("evidence-bomb"))
    for each in infos:
        if each.flag_bits & _LOCKED:
            raise Refused(Fault("evidence-password"))
        if each.file_size > max(bounds.ratio_from, bounds.ratio * each.compress_size):
            raise Refused(Fault("evidence-bomb"))
        if each.compress_type not in _METHODS:
            raise Refused(Fault("evidence-packed-oddly"))


def _check_places(package: zipfile.ZipFile, content: BinaryIO) -> None:
    """Entries lie one behind the other from the first byte: none shares its bytes with another (a bomb that looks
    small), and nothing stands before the first (another file)."""
    ends = 0
    for each in sorted(package.infolist(), key=lambda info: info.header_offset):
        if ends == 0 and each.header_offset != 0:
            raise Refused(Fault("evidence-two-files"))
        if each.header_offset < ends:
            raise Refused(Fault("evidence-bomb"))
        content.seek(each.header_offset + 26)
        name, extra = struct.unpack("<HH", content.read(4))
        ends = each.header_offset + 30 + name + extra + each.compress_size
    if ends > package.start_dir:
        raise Refused(Fault("evidence-bomb"))
