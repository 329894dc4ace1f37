"""A SQLite file: copied by its backup interface, put back by renaming."""

import contextlib
import os
import sqlite3
import time
from pathlib import Path

from django.db import DatabaseError, connection

from kotacerdas.backup.domain.contents import Database, damaged
from kotacerdas.common.domain.faults import Fault, Refused

# How long to wait for somebody who holds the whole file; nobody of ours does.
PATIENCE = 60.0
BESIDE = ("-wal", "-shm")


class Sqlite:
    kind: Database = "sqlite"

    @property
    def file(self) -> Path:
        return Path(connection.settings_dict["NAME"])

    def copy(self, target: Path) -> None:
        """In one step, so that a writer does not make it begin anew; in WAL mode nobody waits for it."""
        connection.ensure_connection()
        until = time.monotonic() + PATIENCE

        def give_up(_status: int, _remaining: int, _total: int) -> None:
            if time.monotonic() > until:
                raise DatabaseError("database is locked")

        with contextlib.closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy, progress=give_up)
            copy.execute("PRAGMA journal_mode=DELETE")

    def require_unused(self) -> None:
        """The journal can be changed only by whoever is alone; afterwards nothing of the database lies beside its file."""
        connection.close()
        if not self.file.exists():
            return
        try:
            with contextlib.closing(sqlite3.connect(self.file, timeout=0)) as alone:
                alone.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise Refused(Fault("backup-in-use")) from None
        except sqlite3.DatabaseError:
            return  # no database at all; it will be kept aside as it is

    def is_empty(self) -> bool:
        if not self.file.exists() or self.file.stat().st_size == 0:
            return True
        try:
            with contextlib.closing(sqlite3.connect(self.file)) as opened:
                return bool(opened.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,))
        except sqlite3.DatabaseError:
            return False

    def check(self, source: Path) -> None:
        try:
            with contextlib.closing(sqlite3.connect(source)) as copy:
                said = copy.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError:
            said = ("not a database",)
        if said != ("ok",):
            raise damaged(source.name)

    def put_back(self, source: Path, *, aside: Path | None) -> None:
        """The former file gets a second name first, so that there is one database or the other at every moment."""
        connection.close()
        if aside is not None and self.file.exists():
            os.link(self.file, aside / self.file.name)
        for ending in BESIDE:
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        source.chmod(0o600)
        source.replace(self.file)
