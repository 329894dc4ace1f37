"""The state folder: what an installation keeps, readable by its owner alone."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from kotacerdas.config.refusals import require_writable


def make(state: Path) -> None:
    """The folder and its secrets, readable by their owner alone."""
    require_writable(state, otherwise="set KOTACERDAS_DATA to a folder you may write and type ./run again")
    if not state.exists():
        state.mkdir(mode=0o700, parents=True)
    (state / "stamps").mkdir(exist_ok=True)
    if not (state / "secret-key").exists():
        write_secret(state / "secret-key", secrets.token_urlsafe(48))


def write_secret(path: Path, content: str) -> None:
    """Whole or not at all, and for its owner alone."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write(content + "\n")
    unfinished.replace(path)


def write(path: Path, content: str) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_text(content)
    unfinished.replace(path)


@contextlib.contextmanager
def only_one(state: Path) -> Iterator[None]:
    """Two starts at once: the second waits. The lock goes with the process, however that ends."""
    with (state / "set-up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another ./run is setting up this folder; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
