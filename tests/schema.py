"""Keeps an empty, migrated SQLite database between test runs: making one takes a minute, copying it a moment.

A kept one is used where all migrations that made it are still what they were; later ones are then applied to the copy. A full
run of `./test` begins with none, so that it proves the migrations from the first to the last.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

Stamp = dict[str, str]
MOST_KEPT = 6


def keep_between_runs(folder: Path) -> None:
    """From now on a test database on SQLite begins as a copy, where there is one."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    creation = connection.creation
    make_empty, make = creation._create_test_db, creation.create_test_db

    def begin(*args: Any, **options: Any) -> str:
        name: str = make_empty(*args, **options)
        if (kept := _kept(folder)) is not None:
            connection.close()
            connection.settings_dict["NAME"] = name
            connection.ensure_connection()
            with closing(sqlite3.connect(kept)) as source:
                source.backup(connection.connection)
        return name

    def create(*args: Any, **options: Any) -> str:
        name: str = make(*args, **options)
        _keep(connection.connection, folder)
        return name

    creation._create_test_db, creation.create_test_db = begin, create


def lay(folder: Path, target: Path) -> None:
    """Begins a file of an installation with the kept database, if there is one."""
    if (kept := _kept(folder)) is not None:
        target.touch(mode=0o600)
        with closing(sqlite3.connect(kept)) as source:
            _copy(source, target)


def stamp() -> Stamp:
    """The digest of each migration, of this project and of the libraries."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    assert loader.disk_migrations is not None
    modules = {f"{app}.{name}": each.__module__ for (app, name), each in loader.disk_migrations.items()}
    return {name: _digest(module) for name, module in sorted(modules.items())}


def _digest(module: str) -> str:
    return hashlib.sha256(Path(str(sys.modules[module].__file__)).read_bytes()).hexdigest()


def _kept(folder: Path) -> Path | None:
    """The one that needs the fewest migrations more."""
    now = stamp().items()
    usable = [each for each in folder.glob("*.sqlite3") if _stamp_of(each).items() <= now]
    found = max(usable, key=lambda each: len(_stamp_of(each)), default=None)
    if found is not None:
        found.touch()  # those that nobody used for longest are the first to go
    return found


def _stamp_of(database: Path) -> Stamp:
    try:
        found: Stamp = json.loads(database.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"not": "finished"}
    return found


def _keep(source: sqlite3.Connection, folder: Path) -> None:
    """Under its digest; what is not whole yet has another name, since other workers look here."""
    made = stamp()
    target = folder / f"{hashlib.sha256(json.dumps(made).encode()).hexdigest()[:16]}.sqlite3"
    if target.exists():
        return
    _whole(target, lambda path: _copy(source, path))
    _whole(target.with_suffix(".json"), lambda path: path.write_text(json.dumps(made), encoding="utf-8"))
    for old in sorted(folder.glob("*.sqlite3"), key=lambda each: each.stat().st_mtime)[:-MOST_KEPT]:
        old.with_suffix(".json").unlink(missing_ok=True)
        old.unlink(missing_ok=True)


def _whole(target: Path, write: Callable[[Path], object]) -> None:
    unfinished = target.with_name(f".{os.getpid()}-{target.name}")
    write(unfinished)
    unfinished.replace(target)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
