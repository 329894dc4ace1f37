"""What an archive says of itself, and what it must hold to be whole."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from kotacerdas.common.domain.faults import Fault, Refused

Database = Literal["sqlite", "postgresql"]

FORMAT = 1
ABOUT, MANIFEST, SECRET_KEY = "about.json", "manifest.json", "secret-key"
DATABASES: dict[Database, str] = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
BLOBS = "blobs/"
_BLOB = re.compile(r"blobs/([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})")


@dataclass(frozen=True)
class About:
    """The first member: enough to refuse an archive before gigabytes of it are read."""

    format: int
    version: str
    made_at: str
    database: Database
    migrations: Mapping[str, list[str]]

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "About":
        given = _object(content)
        try:
            about = cls(**given)
        except TypeError:
            raise damaged(ABOUT) from None
        if about.format != FORMAT:
            raise Refused(Fault("backup-newer", {"version": str(about.version)}))
        return about

    def unknown_to(self, migrations: Mapping[str, Iterable[str]]) -> list[str]:
        """Migrations that this archive has gone through and the given code does not know."""
        return [
            f"{app}.{name}"
            for app, names in sorted(self.migrations.items())
            for name in sorted(set(names) - set(migrations.get(app, ())))
        ]

    def require_restorable(
        self, *, database: str, version: str, migrations: Mapping[str, Iterable[str]]
    ) -> None:
        if self.database != database:
            raise Refused(Fault("backup-other-database", {"archive": self.database, "here": database}))
        if unknown := self.unknown_to(migrations):
            raise Refused(
                Fault("backup-newer-tables", {"version": self.version, "here": version, "first": unknown[0]})
            )


@dataclass(frozen=True)
class Member:
    name: str
    size: int
    sha256: str


def manifest_json(members: Iterable[Member]) -> bytes:
    return json.dumps({"members": [asdict(member) for member in members]}, indent=1).encode()


def members_of(content: bytes) -> list[Member]:
    try:
        return [Member(**each) for each in _object(content)["members"]]
    except (KeyError, TypeError):
        raise damaged(MANIFEST) from None


def require_whole(about: About, found: Iterable[Member], listed: Iterable[Member]) -> None:
    """Every member that the list names is there as it was, and nothing else is; blobs lie under their own hash."""
    there, wanted = {each.name: each for each in found}, {each.name: each for each in listed}
    for name in sorted(there.keys() | wanted.keys()):
        if there.get(name) != wanted.get(name):
            raise damaged(name)
    for name in (ABOUT, DATABASES[about.database], SECRET_KEY):
        if name not in there:
            raise damaged(name)


def is_safe(name: str) -> bool:
    """The only names that are ever written to a disk."""
    return name in {ABOUT, MANIFEST, SECRET_KEY, *DATABASES.values()} or _BLOB.fullmatch(name) is not None


def damaged(what: str) -> Refused:
    return Refused(Fault("backup-damaged", {"what": what}))


def _object(content: bytes) -> dict[str, Any]:
    try:
        given = json.loads(content)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise damaged(ABOUT)
    return given
