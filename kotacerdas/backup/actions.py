"""Deeds: make an archive, read one to the end, put one back.

An archive is made in this order: database, then blobs. Blobs are never changed and come before their rows, so whatever
row the copied database holds, its content is among the blobs that are read afterwards.
"""

import contextlib
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from kotacerdas import __version__
from kotacerdas.audit import actions as audit
from kotacerdas.backup import sealing
from kotacerdas.backup.archive import Reader, Writer
from kotacerdas.backup.databases import Keeper, keeper
from kotacerdas.backup.domain.contents import ABOUT, BLOBS, DATABASES, FORMAT, SECRET_KEY, About, Member
from kotacerdas.backup.domain.rotation import NAME_BEGINS, name_at, superfluous
from kotacerdas.backup.models import Made
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import blobs

log = structlog.get_logger()

WORK = ".backup-"
LEFT_BEHIND_AFTER = 24 * 3600
REPLACE_WORD = "replace-everything"
Tell = Callable[[int, int], None]


def _silent(_done: int, _of: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Summary:
    """What an archive holds."""

    path: Path
    about: About
    size: int
    blobs: int
    damaged: tuple[str, ...] = ()
    """Blobs that were damaged on the disk already when the archive was made; they are in it as they are."""


# --- Make --------------------------------------------------------------------------------------------------


def create(
    folder: Path, *, passphrase: str, now: datetime, scheduled: bool = False, tell: Tell = _silent
) -> Summary:
    """A new archive in `folder`, read back before it gets its name. Nothing half-written stays, whatever happens."""
    sealing.require_good(passphrase)
    started = time.monotonic()
    path = folder / name_at(now)
    if path.exists():
        raise Refused(Fault("backup-exists", {"name": str(path)}))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(folder, f".{NAME_BEGINS}*")
    unfinished = folder / f".{path.name}.{secrets.token_hex(4)}"
    try:
        damaged = _write(unfinished, path.name, passphrase, now, tell)
        summary = verify(unfinished, passphrase=passphrase)
        unfinished.rename(path)
        _bring_to_disk(folder)
    finally:
        unfinished.unlink(missing_ok=True)
    summary = Summary(path, summary.about, summary.size, summary.blobs, tuple(damaged))
    _note_made(summary, now=now, seconds=round(time.monotonic() - started), scheduled=scheduled)
    return summary


def _write(target: Path, name: str, passphrase: str, now: datetime, tell: Tell) -> list[str]:
    with (
        open(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file,
        _workplace() as work,
    ):
        with sealing.sealed(file, passphrase, name=name) as content:
            writer = Writer(content, _about(now))
            damaged = _add_everything(writer, work, tell)
            writer.finish()
        file.flush()
        os.fsync(file.fileno())
    return damaged


def _add_everything(writer: Writer, work: Path, tell: Tell) -> list[str]:
    database, copy = keeper(), work / "copy"
    database.copy(copy)
    with copy.open("rb") as content:
        writer.add(DATABASES[database.kind], content)
    copy.unlink()
    key = work / SECRET_KEY
    key.write_text(settings.SECRET_KEY, encoding="utf-8")
    with key.open("rb") as content:
        writer.add(SECRET_KEY, content)
    return _add_blobs(writer, tell)


def _add_blobs(writer: Writer, tell: Tell) -> list[str]:
    folder, damaged = blobs.local(), []
    names = [name for name, _at in folder.each()]
    for done, name in enumerate(names):
        tell(done, len(names))
        with contextlib.suppress(FileNotFoundError), folder.path(name).open("rb") as content:
            member = writer.add(blob_member(name), content)
            if member.sha256 != name:
                damaged.append(name)
    return damaged


def blob_member(sha256: str) -> str:
    return f"{BLOBS}{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _about(now: datetime) -> About:
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return About(FORMAT, __version__, now.isoformat(timespec="seconds"), keeper().kind, applied)


@transaction.atomic
def _note_made(summary: Summary, *, now: datetime, seconds: int, scheduled: bool) -> None:
    Made.objects.create(
        at=now,
        name=summary.path.name,
        size=summary.size,
        blobs=summary.blobs,
        seconds=seconds,
        is_scheduled=scheduled,
    )
    audit.record("backup.made", on=None, by=None, city=None, now=now, note={"name": summary.path.name})


def remove_superfluous(folder: Path, *, keep: int) -> list[str]:
    """The oldest archives beyond `keep`; call it only after a new one has been read back."""
    names = superfluous((path.name for path in folder.iterdir()), keep=keep)
    for name in names:
        (folder / name).unlink(missing_ok=True)
    return names


# --- Read --------------------------------------------------------------------------------------------------


def verify(path: Path, *, passphrase: str) -> Summary:
    """Reads all of it; raises `Refused` unless every member is there as the list says. Writes nothing."""
    with sealing.opened(path, passphrase) as content:
        reader = Reader(content)
        for arriving in reader:
            for _piece in arriving.pieces():
                pass
        members = reader.finish()
        _to_the_end(content)
    return _summary(path, reader.about, members)


def _to_the_end(content: object) -> None:
    """What comes after the tar's own end was encrypted with it, and tells whether anything was cut off."""
    while getattr(content, "read")(blobs.PIECE):  # noqa: B009 - a stream of any kind
        pass


def _summary(path: Path, about: About, members: list[Member]) -> Summary:
    count = sum(member.name.startswith(BLOBS) for member in members)
    return Summary(path, about, path.stat().st_size, count)


# --- Put back ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Restored:
    summary: Summary
    aside: Path | None
    """Where what was here before lies now."""


def restore(path: Path, *, passphrase: str, replace: str = "", now: datetime) -> Restored:
    """Everything is unpacked and checked beside the living state first; only then do names change.

    Blobs are added, then the database is replaced in one step, then the key. Wherever that is cut off, there is one
    whole database with all its blobs; the same command finishes it.
    """
    database = keeper()
    database.require_unused()
    is_empty = database.is_empty()
    if not is_empty and replace != REPLACE_WORD:
        raise Refused(Fault("backup-not-empty", {"word": REPLACE_WORD}))
    with _workplace() as work:
        summary = _unpack(path, passphrase, work, database)
        database.check(work / DATABASES[database.kind])
        database.require_unused()
        aside = None if is_empty else _keep_aside(now)
        try:
            _take_blobs(work)
            database.put_back(work / DATABASES[database.kind], aside=aside)
        except BaseException:
            if aside is not None:
                shutil.rmtree(aside, ignore_errors=True)
            raise
        _take_key(work)
    shutil.rmtree(settings.STATE / "stamps", ignore_errors=True)
    _note_restored(summary, now=now)
    return Restored(summary, aside)


def _note_restored(summary: Summary, *, now: datetime) -> None:
    """In the trail of what was put back; with tables of an older version nothing can be written yet."""
    if _as_sets(summary.about.migrations) == _as_sets(_disk_migrations()):
        note = {"name": summary.path.name, "made_at": summary.about.made_at}
        audit.record("backup.restored", on=None, by=None, city=None, now=now, note=note)


def _unpack(path: Path, passphrase: str, work: Path, database: Keeper) -> Summary:
    with sealing.opened(path, passphrase) as content:
        reader = Reader(content)
        reader.about.require_restorable(
            database=database.kind, version=__version__, migrations=_known_migrations()
        )
        for arriving in reader:
            arriving.save(work / arriving.name)
        members = reader.finish()
        _to_the_end(content)
    return _summary(path, reader.about, members)


def _as_sets(migrations: Mapping[str, list[str]]) -> dict[str, set[str]]:
    return {app: set(names) for app, names in migrations.items()}


def _disk_migrations() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in MigrationLoader(None).disk_migrations:
        found.setdefault(app, []).append(name)
    return found


def _known_migrations() -> dict[str, list[str]]:
    """Of this code; also those that a squashed one stands for."""
    known: dict[str, list[str]] = {}
    loader = MigrationLoader(None)
    for app, name in loader.disk_migrations:
        known.setdefault(app, []).append(name)
    for migration in loader.disk_migrations.values():
        for app, name in migration.replaces:
            known.setdefault(app, []).append(name)
    return known


def _keep_aside(now: datetime) -> Path:
    """Secret key and blobs get a second name there; the database follows when it is replaced."""
    aside: Path = settings.STATE / f"before-restore-{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    aside.mkdir(mode=0o700)
    if (key := settings.STATE / SECRET_KEY).exists():
        shutil.copy2(key, aside / SECRET_KEY)
    for name, _at in blobs.local().each():
        there = aside / blob_member(name)
        there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.link(blobs.local().path(name), there)
    return aside


def _take_blobs(work: Path) -> None:
    """Kept as any other content: hashed again, named last. What is there already stays."""
    for unpacked in sorted((work / "blobs").rglob("*")):
        if unpacked.is_file():
            with unpacked.open("rb") as content:
                blobs.local().put(content)
            unpacked.unlink()


def _take_key(work: Path) -> None:
    key = work / SECRET_KEY
    key.chmod(0o600)
    key.replace(settings.STATE / SECRET_KEY)


# --- Folders -----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _workplace() -> Iterator[Path]:
    """A private folder in the state folder, gone afterwards: it holds the database as it is, not encrypted."""
    settings.STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(settings.STATE, f"{WORK}*")
    work = Path(tempfile.mkdtemp(prefix=WORK, dir=settings.STATE))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _sweep(folder: Path, pattern: str) -> None:
    """What a killed process left a day ago."""
    for path in folder.glob(pattern):
        if path.stat().st_mtime < time.time() - LEFT_BEHIND_AFTER:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _bring_to_disk(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


__all__ = [
    "ABOUT",
    "REPLACE_WORD",
    "Restored",
    "Summary",
    "create",
    "remove_superfluous",
    "restore",
    "verify",
]
