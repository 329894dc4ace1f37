"""The steps of putting back what was unpacked: what was here is kept aside, blobs and key take their places."""

import os
import secrets
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from kotacerdas.backup.domain.contents import BLOBS, SECRET_KEY
from kotacerdas.files import blobs

Migrations = Mapping[str, list[str]]


def blob_member(sha256: str) -> str:
    return f"{BLOBS}{sha256[:2]}/{sha256[2:4]}/{sha256}"


def keep_aside(now: datetime) -> Path:
    """Secret key and blobs get a second name there; the database follows when it is replaced.

    A bucket knows no second names: restoring only adds to it, and what no row names then goes after a day.
    """
    aside: Path = settings.STATE / f"before-restore-{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    aside.mkdir(mode=0o700)
    if (key := settings.STATE / SECRET_KEY).exists():
        shutil.copy2(key, aside / SECRET_KEY)
    if isinstance(folder := blobs.store(), blobs.Folder):
        _link_blobs(folder, aside)
    return aside


def _link_blobs(folder: blobs.Folder, aside: Path) -> None:
    for name, _at in folder.each():
        there = aside / blob_member(name)
        there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.link(folder.path(name), there)


def take_blobs(work: Path) -> None:
    """Kept as any other content: hashed again, named last. What is there already stays."""
    for unpacked in sorted((work / "blobs").rglob("*")):
        if unpacked.is_file():
            with unpacked.open("rb") as content:
                blobs.store().put(content)
            unpacked.unlink()


def take_key(work: Path) -> None:
    key = work / SECRET_KEY
    key.chmod(0o600)
    key.replace(settings.STATE / SECRET_KEY)


def known_migrations() -> Migrations:
    """Of this code; also those that a squashed one stands for."""
    loader = MigrationLoader(None)
    replaced = [each for migration in loader.disk_migrations.values() for each in migration.replaces]
    return _by_app([*loader.disk_migrations, *replaced])


def are_tables_of_this_code(migrations: Migrations) -> bool:
    return _as_sets(migrations) == _as_sets(_by_app(list(MigrationLoader(None).disk_migrations)))


def _by_app(migrations: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in migrations:
        found.setdefault(app, []).append(name)
    return found


def _as_sets(migrations: Migrations) -> dict[str, set[str]]:
    return {app: set(names) for app, names in migrations.items()}
