"""Encrypts an archive with a passphrase, as a stream, in formats that other programs open.

The file is a plain tar of three members: `README.txt`; `key.age`, a fresh age identity encrypted with the passphrase;
`content.tar.age`, encrypted to that identity. The detour over an identity lets the content flow through in small
pieces, which pyrage cannot do with a passphrase directly, and `age -d -i key.age content.tar.age` opens it by hand.
"""

import contextlib
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO

import pyrage
from pyrage import passphrase as by_passphrase
from pyrage import x25519

from kotacerdas.backup.domain.contents import damaged
from kotacerdas.backup.tar import TAR_END, tar_head, tar_padding
from kotacerdas.common.domain.faults import Fault, Refused

README, KEY, CONTENT = "README.txt", "key.age", "content.tar.age"
SHORTEST = 15
_MOST_KEY = 64 * 1024
_BY_HAND = """\
A backup of KotaCerdas. With the program `age` (https://age-encryption.org) and the passphrase:

    tar -xf {name}
    age -d -i key.age -o content.tar content.tar.age
    tar -xf content.tar

about.json says what it is, manifest.json lists every file with its SHA-256.
Usually `kotacerdas backup restore {name}` does all of it.
"""


def require_good(passphrase: str) -> None:
    if len(passphrase) < SHORTEST:
        raise Refused(Fault("backup-passphrase-short", {"least": str(SHORTEST)}))


@contextlib.contextmanager
def sealed(target: BinaryIO, passphrase: str, *, name: str) -> Iterator[BinaryIO]:
    """A file to write the content into; what arrives in `target` is encrypted. `target` must be able to seek."""
    identity = x25519.Identity.generate()
    key = by_passphrase.encrypt(f"{identity}\n".encode(), passphrase)
    _add(target, README, _BY_HAND.format(name=name).encode())
    _add(target, KEY, key)
    head = target.tell()
    # The size is not known yet; its place is kept.
    target.write(tar_head(CONTENT, 0))
    start = target.tell()
    with _pumping(lambda source: _encrypt(source, target, identity), to="write") as end:
        yield end
    size = target.tell() - start
    target.write(tar_padding(size) + TAR_END)
    target.seek(head)
    target.write(tar_head(CONTENT, size))


@contextlib.contextmanager
def opened(path: Path, passphrase: str) -> Iterator[BinaryIO]:
    """The content as a stream; raises `Refused` for a wrong passphrase, and for what is cut off or changed."""
    with contextlib.ExitStack() as stack:
        try:
            archive = stack.enter_context(tarfile.open(path, "r:"))
            key = _member(archive, KEY).read(_MOST_KEY)
            content = _member(archive, CONTENT)
        except (tarfile.TarError, KeyError, EOFError):
            raise Refused(Fault("backup-not-one", {"name": path.name})) from None
        identity = _unlocked(key, passphrase)
        yield stack.enter_context(_pumping(lambda sink: _decrypt(content, sink, identity), to="read"))


def _unlocked(key: bytes, passphrase: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(by_passphrase.decrypt(key, passphrase).decode().strip())
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError):
        raise Refused(Fault("backup-wrong-passphrase")) from None


class _Watched:
    """Remembers what went wrong while something was written: pyrage tells it as a mistake of its own."""

    def __init__(self, target: BinaryIO) -> None:
        self.target = target
        self.trouble: OSError | None = None

    def write(self, piece: bytes) -> int:
        try:
            return self.target.write(piece)
        except OSError as error:
            self.trouble = error
            raise

    def flush(self) -> None:
        self.target.flush()


def _encrypt(source: BinaryIO, target: BinaryIO, identity: x25519.Identity) -> None:
    watched = _Watched(target)
    try:
        pyrage.encrypt_io(source, watched, [identity.to_public()])
    except pyrage.EncryptError:
        if watched.trouble is not None:
            raise watched.trouble from None
        raise


def _decrypt(content: IO[bytes], sink: BinaryIO, identity: x25519.Identity) -> None:
    try:
        pyrage.decrypt_io(content, sink, [identity])
    except (pyrage.DecryptError, tarfile.TarError, EOFError):
        raise damaged(CONTENT) from None


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member


def _add(target: BinaryIO, name: str, content: bytes) -> None:
    target.write(tar_head(name, len(content)) + content + tar_padding(len(content)))


@contextlib.contextmanager
def _pumping(work: Callable[[Any], None], *, to: str) -> Iterator[BinaryIO]:
    """Runs `work` beside us with one end of a pipe and gives us the other; its trouble becomes ours."""
    read_end, write_end = os.pipe()
    ours, theirs = (write_end, read_end) if to == "write" else (read_end, write_end)
    trouble: list[BaseException] = []

    def run() -> None:
        try:
            with open(theirs, "rb" if to == "write" else "wb") as end:
                work(end)
        except BrokenPipeError:
            pass  # we have stopped reading, and know why
        except BaseException as error:  # noqa: BLE001 - told to whoever waits for us
            trouble.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        with open(ours, "wb" if to == "write" else "rb") as end:
            yield end
    except BrokenPipeError:
        # Only how we hear of what went wrong there.
        thread.join()
        if trouble:
            raise trouble[0] from None
        raise
    except BaseException:
        thread.join()
        raise
    thread.join()
    if trouble:
        raise trouble[0]
