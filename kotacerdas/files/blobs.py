"""Content on the disk, each once under its SHA-256, written whole and never again.

A blob is written to a file that nobody looks for, brought safely to the disk, and only then given its name, which is
its hash. So a name always stands for whole content, whenever the power goes.
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import secrets
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

PIECE = 1024 * 1024
# How many blobs are remembered as checked by this process; each takes some 200 bytes.
MOST_REMEMBERED = 10_000
# The errors of a disk that knows no hard links.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


@dataclass(frozen=True)
class Blob:
    """Content that is kept."""

    sha256: str
    size: int


class Missing(Exception):
    """There is no content under this hash."""


class Damaged(Exception):
    """What lies under this hash is something else."""


class Store(Protocol):
    """Where blobs are kept: a folder here; a bucket elsewhere needs only these."""

    def put(self, content: BinaryIO) -> Blob:
        """Keeps all that can be read; the same content is kept once."""

    def open(self, sha256: str) -> BinaryIO:
        """Checked content, or `Missing`, or `Damaged`."""

    def check(self, sha256: str) -> None:
        """Reads all of it: `Missing`, `Damaged` or nothing."""

    def raw(self, sha256: str) -> BinaryIO:
        """Content that nobody has checked, for those who compare it themselves; `Missing` if there is none."""

    def as_path(self, sha256: str) -> AbstractContextManager[Path]:
        """A file with checked content, for other processes; gone or not ours to write afterwards."""

    def each(self) -> Iterator[tuple[str, datetime]]:
        """Every blob with the time when it was last kept, in the order of hashes."""

    def remove(self, sha256: str, *, unless_kept_since: datetime) -> bool:
        """Whether it was removed; False if somebody has kept the same content again meanwhile."""


def is_name(text: str) -> bool:
    """Whether it is a SHA-256 as names are written here."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


class Folder:
    """Blobs as files: `ab/cd/abcd...`, readable only, under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._checked: OrderedDict[str, tuple[int, ...]] = OrderedDict()

    def path(self, sha256: str) -> Path:
        if not is_name(sha256):
            raise Missing(sha256)
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def put(self, content: BinaryIO) -> Blob:
        with self.unfinished(content) as (blob, path):
            with self.shared_lock():
                self._name(path, blob)
            return blob

    @contextlib.contextmanager
    def unfinished(self, content: BinaryIO) -> Iterator[tuple[Blob, Path]]:
        """Content that lies on the disk without a name, and goes afterwards unless it was given one."""
        path = self._unfinished() / secrets.token_hex(16)
        try:
            yield _write(content, path), path
        finally:
            path.unlink(missing_ok=True)

    def open(self, sha256: str) -> BinaryIO:
        """Hashed when this process first opens it; again if the disk says that it was touched since.

        So a file of 100 MB read in a hundred ranges is hashed once. What changes without the disk's noticing is found
        by the nightly check, which reads everything.
        """
        opened = self._opened(sha256)
        state = _state(opened)
        if self._checked.get(sha256) != state:
            try:
                _compare(opened, sha256)
            except BaseException:
                opened.close()
                raise
            self._checked[sha256] = state
            if len(self._checked) > MOST_REMEMBERED:
                self._checked.popitem(last=False)
        opened.seek(0)
        return opened

    def check(self, sha256: str) -> None:
        self._checked.pop(sha256, None)
        with self._opened(sha256) as opened:
            _compare(opened, sha256)

    def raw(self, sha256: str) -> BinaryIO:
        return self._opened(sha256)

    @contextlib.contextmanager
    def as_path(self, sha256: str) -> Iterator[Path]:
        self.open(sha256).close()
        yield self.path(sha256)

    def each(self) -> Iterator[tuple[str, datetime]]:
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            with contextlib.suppress(FileNotFoundError):
                yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def remove(self, sha256: str, *, unless_kept_since: datetime) -> bool:
        with self.only_lock():
            path = self.path(sha256)
            with contextlib.suppress(FileNotFoundError):
                if datetime.fromtimestamp(path.stat().st_mtime, UTC) >= unless_kept_since:
                    return False
                path.unlink()
                _bring_to_disk(path.parent)
                return True
        return False

    def sweep_unfinished(self, *, older_than: datetime) -> int:
        """What a killed process left; nobody has ever seen it under a name."""
        count = 0
        for path in self._unfinished().iterdir():
            with contextlib.suppress(FileNotFoundError):
                if datetime.fromtimestamp(path.stat().st_mtime, UTC) < older_than:
                    path.unlink()
                    count += 1
        return count

    def _unfinished(self) -> Path:
        folder = self.root / "unfinished"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def _opened(self, sha256: str) -> BufferedReader:
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError:
            raise Missing(sha256) from None

    def _name(self, unfinished: Path, blob: Blob) -> None:
        """Gives finished content its name; what has the name already is looked at, and mended if it is damaged."""
        path = self.path(blob.sha256)
        self._make_folders(path.parent)
        try:
            os.link(unfinished, path)
        except FileExistsError:
            self._keep_again(unfinished, path, blob)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            unfinished.rename(path)
        _bring_to_disk(path.parent)

    def _keep_again(self, unfinished: Path, path: Path, blob: Blob) -> None:
        try:
            self.check(blob.sha256)
        except (Damaged, Missing):
            unfinished.rename(path)
            return
        # The sweep takes only what nobody has kept for a day.
        os.utime(path)

    def _make_folders(self, folder: Path) -> None:
        missing = [each for each in (folder, folder.parent) if not each.exists()]
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
            _bring_to_disk(each.parent)

    def shared_lock(self) -> AbstractContextManager[None]:
        """Many may keep at once, but nothing is removed meanwhile."""
        return self._lock(fcntl.LOCK_SH)

    def only_lock(self) -> AbstractContextManager[None]:
        return self._lock(fcntl.LOCK_EX)

    @contextlib.contextmanager
    def _lock(self, kind: int) -> Iterator[None]:
        """The lock goes with the process, however that ends."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.root / "lock").open("ab") as lock:
            fcntl.flock(lock, kind)
            yield


_folders: dict[Path, Folder] = {}
_buckets: dict[str, Store] = {}


def store() -> Store:
    """The store of this installation: a bucket if the settings name one, else the folder."""
    if not settings.BLOBS_URL:
        return local()
    found = _buckets.get(settings.BLOBS_URL)
    if found is None:
        from kotacerdas.files.buckets import Bucket
        from kotacerdas.files.domain.places import Place

        found = _buckets.setdefault(settings.BLOBS_URL, Bucket(Place.read(settings.BLOBS_URL), local()))
    return found


def local() -> Folder:
    root = settings.STATE / "blobs"
    return _folders.setdefault(root, Folder(root))


def _write(content: BinaryIO, path: Path) -> Blob:
    digest, size = hashlib.sha256(), 0
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        while piece := content.read(PIECE):
            digest.update(piece)
            size += target.write(piece)
        target.flush()
        os.fchmod(target.fileno(), 0o400)
        os.utime(target.fileno(), (now := time.time(), now))
        os.fsync(target.fileno())
    return Blob(digest.hexdigest(), size)


def _compare(opened: BufferedReader, sha256: str) -> None:
    if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
        raise Damaged(sha256)


def _state(opened: BinaryIO) -> tuple[int, ...]:
    seen = os.fstat(opened.fileno())
    return (seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)


def _bring_to_disk(folder: Path) -> None:
    """A name is safe only when its folder is."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
