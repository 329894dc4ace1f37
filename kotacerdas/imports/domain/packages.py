"""Opens the ZIP that an XLSX or ODS is, without ever unpacking more than it should, and reads its XML piece by piece."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports.domain import limits

_PIECE = 65_536
_ENCRYPTED = 0x1
_DOCTYPE = b"<!DOCTYPE"
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    OSError,
)


class Package:
    """The parts of a ZIP by name. Its table of contents is believed only as an upper bound: no part gives more."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(stream)
            infos = self._zip.infolist()
        except (*_DAMAGED, ValueError) as error:
            raise Refused(Fault("workbook-damaged")) from error
        _refuse_bombs(infos)
        self._names = {info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in infos}

    def has(self, name: str) -> bool:
        return name.lstrip("/").casefold() in self._names

    def open(self, name: str) -> IO[bytes]:
        info = self._names.get(name.lstrip("/").casefold())
        if info is None:
            raise Refused(Fault("workbook-damaged"))
        if info.file_size > limits.MOST_PART:
            raise Refused(Fault("workbook-too-large", {"most_bytes": limits.MOST_PART}))
        try:
            return self._zip.open(info)
        except _DAMAGED as error:
            raise Refused(Fault("workbook-damaged")) from error

    def ended(self, name: str) -> Iterator[Element]:
        """The elements of a part as each is complete, while it is being read; the reader clears what it has used."""
        parser: XMLPullParser[Element] = XMLPullParser(("end",))
        before = b""
        try:
            with self.open(name) as part:
                while piece := part.read(_PIECE):
                    _refuse_doctype(before, piece)
                    before = piece[-len(_DOCTYPE) :]
                    parser.feed(piece)
                    for event in parser.read_events():
                        yield event[1]  # type: ignore[misc] # of kind "end" only, which carry an element
                parser.close()
                for event in parser.read_events():
                    yield event[1]  # type: ignore[misc]  # of kind "end" only, which carry an element
        except (ParseError, *_DAMAGED) as error:
            raise Refused(Fault("workbook-damaged")) from error


def _refuse_bombs(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > limits.MOST_PARTS:
        raise Refused(Fault("workbook-bomb"))
    if sum(info.file_size for info in infos) > limits.MOST_UNPACKED:
        raise Refused(Fault("workbook-bomb"))
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise Refused(Fault("workbook-encrypted"))
        is_large = info.file_size > limits.RATIO_COUNTS_FROM
        if is_large and info.file_size > limits.MOST_RATIO * max(info.compress_size, 1):
            raise Refused(Fault("workbook-bomb"))


def _refuse_doctype(before: bytes, piece: bytes) -> None:
    """Entities, with which a small XML swells or reads other files, need a DOCTYPE; no workbook has one.

    UTF-16, in which these letters would look different, is not what spreadsheets write either.
    """
    is_first = not before
    if (is_first and (b"\x00" in piece[:64] or piece[:2] in {b"\xff\xfe", b"\xfe\xff"})) or (
        _DOCTYPE in before + piece
    ):
        raise Refused(Fault("workbook-doctype"))


def local(tag: str) -> str:
    """The name without its namespace, which differs between the flavours of the standard."""
    return tag.rpartition("}")[2]
