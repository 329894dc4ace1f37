"""Where the planner's socket lies: in the state folder, or, where its path would be too long for a socket, in a folder of our own
among the temporary files. Only its owner may enter either."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from django.conf import settings

# The kernel keeps 108 bytes with the closing zero; a name for the unfinished socket needs some more.
LONGEST_PATH = 96
SOCKET, LOCK = "planner.sock", "planner.lock"


class Unsafe(Exception):
    """The folder belongs to somebody else, or others may enter it."""


def folder(state: Path | None = None) -> Path:
    state = Path(settings.STATE) if state is None else state
    own = state.absolute() / "run"
    if len(os.fsencode(own / SOCKET)) <= LONGEST_PATH:
        return own
    name = hashlib.sha256(os.fsencode(own)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"kotacerdas-{os.getuid()}-{name}"


def made(where: Path) -> Path:
    """The folder, there and closed to others; raises `Unsafe`."""
    where.parent.mkdir(parents=True, exist_ok=True)
    where.mkdir(mode=0o700, exist_ok=True)
    if is_ours(where) and stat.S_IMODE(where.lstat().st_mode) & 0o077:
        where.chmod(0o700)
    return checked(where)


def checked(where: Path) -> Path:
    if not is_ours(where) or stat.S_IMODE(where.lstat().st_mode) & 0o077:
        raise Unsafe(f"{where} belongs to somebody else, or others may enter it")
    return where


def is_ours(where: Path) -> bool:
    """A folder, no link to one: whoever may write among the temporary files could have put one there."""
    found = where.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
