"""The folder of one child: `given` holds what it may read, `own` is where it may write; all of it goes with the child.

It gets copies. A hard link would put the kept bytes themselves into its hands, and the store, whose file it touches,
would hash them anew; that costs more than the copy, which takes 20 ms for 64 MB.
"""

import contextlib
import fcntl
import functools
import os
import shutil
import tempfile
import time
from pathlib import Path

_PREFIX = "kotacerdas-sandbox-"
_SURELY_LOCKED = 60
"""Seconds after which whoever made a folder has locked it too."""


class Folder:
    def __init__(self) -> None:
        _sweep_once()
        self._path = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
        self._lock = _locked(self._path)
        self.given, self.own = self._path / "given", self._path / "own"
        self.given.mkdir()
        self.own.mkdir()

    def give(self, path: Path) -> str:
        """Where the child finds it."""
        copy = self.given / str(len(os.listdir(self.given)))
        shutil.copyfile(path, copy)
        return str(copy)

    def take_back(self) -> None:
        for each in self.given.iterdir():
            each.unlink()

    def remove(self) -> None:
        shutil.rmtree(self._path, ignore_errors=True)
        os.close(self._lock)


def sweep() -> None:
    """What killed processes left. Their locks went with them, so that nobody needs to know who is still alive."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _SURELY_LOCKED:
                lock = _locked(path)
                shutil.rmtree(path, ignore_errors=True)
                os.close(lock)


_sweep_once = functools.cache(sweep)


def _locked(path: Path) -> int:
    """Raises `BlockingIOError` where another process holds it."""
    opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        raise
    return opened
