"""Keeps an empty, migrated database: making one takes a minute, copying it a moment.

On SQLite it is a file, kept between test runs. A kept one is used where all migrations that made it are still what they were;
later ones are then applied to the copy. On PostgreSQL it is a template, for the workers of one run of `./test`. A full run
begins with none, so that it proves the migrations from the first to the last: `python -m tests.schema FOLDER` makes one for
the database that `DATABASE_URL` names, while the rules are tested.
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
TEMPLATE = "kotacerdas_schema"


def begin_with_kept(folder: Path) -> None:
    """From now on a test database begins as a copy, where there is one to copy."""
    from django.db import connection

    if connection.vendor == "postgresql":
        _begin_with_template()
    else:
        _begin_with_file(folder)


def make_kept(folder: Path) -> None:
    from django.db import connection

    folder.mkdir(parents=True, exist_ok=True)
    begin_with_kept(folder)
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = TEMPLATE
    connection.creation.create_test_db(verbosity=0, serialize=False)
    connection.close()


def _begin_with_template() -> None:
    from django.db import connection

    creation, settings = connection.creation, connection.settings_dict["TEST"]
    make_empty = creation._create_test_db

    def begin(*args: Any, **options: Any) -> str:
        with creation._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
            if cursor.fetchone():
                settings["TEMPLATE"] = TEMPLATE
        name: str = make_empty(*args, **options)
        return name

    creation._create_test_db = begin


def _begin_with_file(folder: Path) -> None:
    from django.db import connection

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


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kotacerdas.config.settings")
    django.setup()
    make_kept(Path(sys.argv[1]))
