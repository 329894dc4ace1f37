"""How each kind of database is copied while people work, and put back whole or not at all."""

from pathlib import Path
from typing import Protocol

from django.db import connection

from kotacerdas.backup.domain.contents import Database


class Keeper(Protocol):
    """What a kind of database must be able to do."""

    kind: Database

    def copy(self, target: Path) -> None:
        """A consistent copy, while others write."""

    def require_unused(self) -> None:
        """Raises `Refused` while somebody else is connected."""

    def is_empty(self) -> bool:
        """Nothing was ever set up here."""

    def check(self, source: Path) -> None:
        """Raises `Refused` if the copy cannot be used."""

    def put_back(self, source: Path, *, aside: Path | None) -> None:
        """The copy becomes the database, in one step; what was there is kept in `aside`, if that is given."""


def keeper() -> Keeper:
    """Of the database of this installation."""
    from kotacerdas.backup.databases.postgresql import Postgresql
    from kotacerdas.backup.databases.sqlite import Sqlite

    return Sqlite() if connection.vendor == "sqlite" else Postgresql()
