"""Looks into the compound files in which the old office programs write (DOC, XLS), and other programs their objects.

Only names and contents of streams are read; every chain of sectors is followed for as long as the file has sectors.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from kotacerdas.common.domain.faults import Fault, Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
_SMALL = 4096
_MACROS = {"_vba_project", "_vba_project_cur", "vba"}
_OBJECT = "\x01ole10native"
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
PROGRAM_ENDINGS = frozenset(
    {"exe", "scr", "bat", "cmd", "com", "pif", "msi", "dll", "cpl", "hta", "lnk", "reg"}
    | {"vbs", "vbe", "js", "jse", "wsf", "wsh", "ps1", "jar", "app", "apk", "sh"}
)


@dataclass(frozen=True)
class Stream:
    name: str
    """In small letters."""
    kind: int
    start: int
    size: int


class Compound:
    """Raises `Refused` with "evidence-damaged" or "evidence-truncated" while it is opened or read."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512 or not content.startswith(MAGIC):
            raise Refused(Fault("evidence-damaged"))
        self._content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or small_shift != 6:
            raise Refused(Fault("evidence-damaged"))
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._most = len(content) // self._size + 1
        self._table = self._sector_table()
        directory, small_table = (
            struct.unpack_from("<L", content, 48)[0],
            struct.unpack_from("<L", content, 60)[0],
        )
        self.streams = tuple(_streams(self._chain(directory)))
        self._small_table = _numbers(self._chain(small_table))
        root = next((each for each in self.streams if each.kind == _ROOT), None)
        self._small = self._chain(root.start)[: root.size] if root else b""

    def has(self, *names: str) -> bool:
        return any(each.name in names for each in self.streams)

    def read(self, name: str) -> bytes:
        """The first stream of that name; b"" if there is none."""
        found = next((each for each in self.streams if each.name == name and each.kind == _STREAM), None)
        return self.content_of(found) if found else b""

    def content_of(self, stream: Stream) -> bytes:
        is_small = stream.size < _SMALL
        found = self._small_chain(stream.start) if is_small else self._chain(stream.start)
        if len(found) < stream.size:
            raise Refused(Fault("evidence-truncated"))
        return found[: stream.size]

    def look_for_macros_and_programs(self) -> list[Fault]:
        """A note where something is attached; raises `Refused` for macros and programs."""
        if self.has(*_MACROS):
            raise Refused(Fault("evidence-macros"))
        attached = [each for each in self.streams if each.name == _OBJECT and each.kind == _STREAM]
        if any(is_program(self.content_of(each)) for each in attached):
            raise Refused(Fault("evidence-holds-program"))
        return [Fault("evidence-active-files")] if attached else []

    @property
    def is_locked(self) -> bool:
        return self.has("encryptedpackage", "encryptioninfo")

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._content):
            raise Refused(Fault("evidence-truncated"))
        return self._content[at : at + self._size]

    def _sector_table(self) -> list[int]:
        """Which sector follows which. The first 109 sectors of this table stand in the header, others in a chain."""
        numbers = list(struct.unpack_from("<109L", self._content, 76))
        following, _count = struct.unpack_from("<LL", self._content, 68)
        seen = 0
        while following < _LAST_SECTOR and seen < self._most:
            more = _numbers(self._sector(following))
            numbers += more[:-1]
            following = more[-1] if more else _LAST_SECTOR
            seen += 1
        table: list[int] = []
        for number in [each for each in numbers if each < _LAST_SECTOR][: self._most]:
            table += _numbers(self._sector(number))
        return table

    def _chain(self, start: int) -> bytes:
        found: list[bytes] = []
        while start < _LAST_SECTOR and len(found) <= self._most:
            found.append(self._sector(start))
            start = self._table[start] if start < len(self._table) else _LAST_SECTOR
        return b"".join(found)

    def _small_chain(self, start: int) -> bytes:
        found: list[bytes] = []
        while start < _LAST_SECTOR and len(found) <= _SMALL // self._small_size:
            found.append(self._small[start * self._small_size : (start + 1) * self._small_size])
            start = self._small_table[start] if start < len(self._small_table) else _LAST_SECTOR
        return b"".join(found)


def is_program(native: bytes) -> bool:
    """Whether an attached object is a program, by its name or by how it begins."""
    rest = native[6:]
    label, _nul, rest = rest.partition(b"\0")
    path, _nul, rest = rest.partition(b"\0")
    endings = {name.rpartition(b".")[2].lower().decode("latin-1") for name in (label, path) if b"." in name}
    return bool(endings & PROGRAM_ENDINGS) or any(
        mark in rest[:600] and _begins_with(rest, mark) for mark in _PROGRAMS
    )


def _begins_with(rest: bytes, mark: bytes) -> bool:
    """The content follows its own length, wherever exactly that stands: behind names of any length."""
    at = rest.find(mark, 0, 600)
    while at >= 0:
        if at >= 4 and 0 < struct.unpack_from("<L", rest, at - 4)[0] <= len(rest) - at:
            return True
        at = rest.find(mark, at + 1, 600)
    return False


def _streams(directory: bytes) -> Iterator[Stream]:
    for at in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        if kind not in {1, _STREAM, _ROOT}:
            continue
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
        start, size = struct.unpack_from("<LL", directory, at + 116)
        yield Stream(name, kind, start, size)


def _numbers(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 4}L", raw[: len(raw) // 4 * 4]))


# --- What Word and Excel wrote -------------------------------------------------------------------------------


def look_at_doc(content: bytes) -> list[Fault]:
    """Raises `Refused` unless it is a document of Word without password and macros."""
    package = Compound(content)
    word = package.read("worddocument")
    if package.is_locked or (len(word) > 12 and word[11] & 0x01):
        raise Refused(Fault("evidence-password"))
    if struct.pack("<H", 0xA5EC) != word[:2]:
        raise Refused(Fault("evidence-other-kind"))
    return package.look_for_macros_and_programs()


def look_at_xls(content: bytes) -> list[Fault]:
    """Raises `Refused` unless it is a workbook of Excel without password and macros."""
    package = Compound(content)
    book = package.read("workbook") or package.read("book")
    if package.is_locked:
        raise Refused(Fault("evidence-password"))
    if book[1:2] != b"\x08":
        raise Refused(Fault("evidence-other-kind"))
    for kind, record in _records(book):
        if kind == 0x2F:
            raise Refused(Fault("evidence-password"))
        # A sheet of macros as they were before Visual Basic.
        if kind == 0x85 and record[5:6] == b"\x01":
            raise Refused(Fault("evidence-macros"))
    return package.look_for_macros_and_programs()


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    """Of the first part, which tells about the book."""
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        if kind == 0x0A:
            return
        at += 4 + length
