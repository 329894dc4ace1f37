"""Files that are still on their way, as far as they have come: in a folder of their own, one writer at a time."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


class Busy(Exception):
    """Another request is writing this very part."""


def folder() -> Path:
    path = Path(settings.STATE) / "evidence-parts"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def writing(code: str) -> Iterator[BinaryIO]:
    """The part, made if it is new. The lock goes with the process, however that ends."""
    is_new = not (folder() / code).exists()
    with open(os.open(folder() / code, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(code) from None
        if is_new:
            _bring_folder_to_disk()
        yield part


def bring_to_disk(part: BinaryIO) -> None:
    os.fsync(part.fileno())


def _bring_folder_to_disk() -> None:
    """A name is safe only when its folder is."""
    opened = os.open(folder(), os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def remove(*codes: str) -> None:
    for code in codes:
        (folder() / code).unlink(missing_ok=True)


def each() -> Iterator[tuple[str, datetime]]:
    """Every part with the time of its last piece."""
    for path in sorted(folder().iterdir()):
        with contextlib.suppress(FileNotFoundError):
            yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)


def room() -> int:
    """Bytes that are free on the disk of the parts."""
    seen = os.statvfs(folder())
    return seen.f_bavail * seen.f_frsize
