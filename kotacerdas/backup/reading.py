"""Reads an archive from its first byte to its last, and says what it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kotacerdas.backup import sealing
from kotacerdas.backup.archive import PIECE, Arriving, Reader
from kotacerdas.backup.domain.contents import BLOBS, About


@dataclass(frozen=True)
class Summary:
    """What an archive holds."""

    path: Path
    about: About
    size: int
    blobs: int
    damaged: tuple[str, ...] = ()
    """Blobs that were damaged on the disk already when the archive was made; they are in it as they are."""


def read_through(
    path: Path, passphrase: str, *, accept: Callable[[About], None], take: Callable[[Arriving], None]
) -> Summary:
    """`accept` may refuse it by what it says of itself, `take` gets each member; `Refused` unless all is whole."""
    with sealing.opened(path, passphrase) as content:
        reader = Reader(content)
        accept(reader.about)
        for arriving in reader:
            take(arriving)
        members = reader.finish()
        # What comes after the tar's own end was encrypted with it, and tells whether anything was cut off.
        while content.read(PIECE):
            pass
    count = sum(member.name.startswith(BLOBS) for member in members)
    return Summary(path, reader.about, path.stat().st_size, count)
