"""Deeds: make an archive, read one to the end, put one back.

An archive is made in this order: database, then blobs. Blobs are never changed and come before their rows, so whatever
row the copied database holds, its content is among the blobs that are read afterwards.
"""

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from kotacerdas import __version__
from kotacerdas.audit import actions as audit
from kotacerdas.backup import replacing, sealing
from kotacerdas.backup.archive import Writer
from kotacerdas.backup.databases import Keeper, keeper
from kotacerdas.backup.domain.contents import DATABASES, FORMAT, SECRET_KEY, About
from kotacerdas.backup.domain.rotation import NAME_BEGINS, name_at, superfluous
from kotacerdas.backup.models import Made
from kotacerdas.backup.reading import Summary, read_through
from kotacerdas.backup.workplace import bring_to_disk, sweep, workplace
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import blobs

REPLACE_WORD = "replace-everything"
Tell = Callable[[int, int], None]


def _silent(_done: int, _of: int) -> None:
    """Tells nobody."""


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
    sweep(folder, f".{NAME_BEGINS}*")
    unfinished = folder / f".{path.name}.{secrets.token_hex(4)}"
    try:
        damaged = _write(unfinished, path.name, passphrase, now, tell)
        summary = verify(unfinished, passphrase=passphrase)
        unfinished.rename(path)
        bring_to_disk(folder)
    finally:
        unfinished.unlink(missing_ok=True)
    summary = Summary(path, summary.about, summary.size, summary.blobs, tuple(damaged))
    _note_made(summary, now=now, seconds=round(time.monotonic() - started), scheduled=scheduled)
    return summary


def _write(target: Path, name: str, passphrase: str, now: datetime, tell: Tell) -> list[str]:
    with (
        open(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file,
        workplace() as work,
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
    store, damaged = blobs.store(), []
    names = [name for name, _at in store.each()]
    for done, name in enumerate(names):
        tell(done, len(names))
        with contextlib.suppress(blobs.Missing), contextlib.closing(store.raw(name)) as content:
            member = writer.add(replacing.blob_member(name), content)
            if member.sha256 != name:
                damaged.append(name)
    return damaged


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
    return read_through(path, passphrase, accept=lambda about: None, take=lambda arriving: None)


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
    with workplace() as work:
        summary = _unpack(path, passphrase, work, database)
        database.check(work / DATABASES[database.kind])
        database.require_unused()
        aside = None if is_empty else replacing.keep_aside(now)
        try:
            replacing.take_blobs(work)
            database.put_back(work / DATABASES[database.kind], aside=aside)
        except (Refused, OSError, DatabaseError):
            if aside is not None:
                shutil.rmtree(aside, ignore_errors=True)
            raise
        replacing.take_key(work)
    shutil.rmtree(settings.STATE / "stamps", ignore_errors=True)
    _note_restored(summary, now=now)
    return Restored(summary, aside)


def _unpack(path: Path, passphrase: str, work: Path, database: Keeper) -> Summary:
    def accept(about: About) -> None:
        about.require_restorable(
            database=database.kind, version=__version__, migrations=replacing.known_migrations()
        )

    return read_through(
        path, passphrase, accept=accept, take=lambda arriving: arriving.save(work / arriving.name)
    )


def _note_restored(summary: Summary, *, now: datetime) -> None:
    """In the trail of what was put back; with tables of an older version nothing can be written yet."""
    if replacing.are_tables_of_this_code(summary.about.migrations):
        note = {"name": summary.path.name, "made_at": summary.about.made_at}
        audit.record("backup.restored", on=None, by=None, city=None, now=now, note=note)
