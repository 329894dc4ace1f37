"""Writes the ZIP of a pack: stored, without times, in the order of the manifest, in bounded memory."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from kotacerdas.evidence.packing import verify
from kotacerdas.evidence.packing.verify import Entry


class Writer:
    """`opened` must be able to seek: the check sums of a file are known only after its bytes."""

    def __init__(self, opened: BinaryIO) -> None:
        self.opened = opened
        self.entries: list[Entry] = []
        self.rows: list[dict[str, Any]] = []

    def add(self, name: str, pieces: Iterable[bytes], *, size: int) -> str:
        """The SHA-256 of what was written. Raises `ValueError` where it is not as long as was said."""
        at = self.opened.tell()
        self.opened.write(verify.local_header(name, size, 0))
        digest, crc, written = hashlib.sha256(), 0, 0
        for piece in pieces:
            digest.update(piece)
            crc = zlib.crc32(piece, crc)
            written += self.opened.write(piece)
        if written != size:
            raise ValueError(f"{name} has {written} bytes and not {size}")
        end = self.opened.tell()
        self.opened.seek(at)
        self.opened.write(verify.local_header(name, size, crc))
        self.opened.seek(end)
        self.entries.append(Entry(name, size, crc, at))
        row = {"path": name, "size": size, "sha256": digest.hexdigest(), "crc32": f"{crc:08x}"}
        self.rows.append(row)
        return digest.hexdigest()

    def add_bytes(self, name: str, content: bytes) -> str:
        return self.add(name, [content], size=len(content))

    def close(self, about: dict[str, Any]) -> str:
        """The manifest and the directory; answers the seal."""
        manifest: dict[str, Any] = {"format": verify.FORMAT, "about": about, "files": list(self.rows)}
        manifest["seal"] = verify.digest_of(manifest)
        self.add_bytes(verify.MANIFEST, verify.canonical(manifest))
        at = self.opened.tell()
        directory = b"".join(verify.directory_record(entry) for entry in self.entries)
        self.opened.write(directory)
        self.opened.write(verify.directory_end(len(self.entries), len(directory), at))
        return str(manifest["seal"])


def program() -> bytes:
    """The program that checks a pack, as it lies in every pack."""
    return Path(verify.__file__).read_bytes()
