"""Folders in which archives are made and unpacked: private, swept, safely on the disk."""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

WORK = ".backup-"
LEFT_BEHIND_AFTER = 24 * 3600


@contextlib.contextmanager
def workplace() -> Iterator[Path]:
    """A private folder in the state folder, gone afterwards: it holds the database as it is, not encrypted."""
    settings.STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(settings.STATE, f"{WORK}*")
    work = Path(tempfile.mkdtemp(prefix=WORK, dir=settings.STATE))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def sweep(folder: Path, pattern: str) -> None:
    """What a killed process left a day ago."""
    for path in folder.glob(pattern):
        if path.stat().st_mtime < time.time() - LEFT_BEHIND_AFTER:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def bring_to_disk(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
