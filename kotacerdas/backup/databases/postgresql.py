"""A PostgreSQL database: copied by `pg_dump`, put back by `pg_restore` and `psql` in one transaction."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from django.db import connection

from kotacerdas.backup.domain.contents import Database, damaged
from kotacerdas.common.domain.faults import Fault, Refused

DEBIAN = Path("/usr/lib/postgresql")
LEAVING = 3.0
"""Seconds."""
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_VERSION = "SELECT current_setting('server_version_num')::int / 10000"
_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


class Postgresql:
    kind: Database = "postgresql"

    def copy(self, target: Path) -> None:
        options = ["--format=custom", "--no-owner", "--no-privileges", "--schema=public", f"--file={target}"]
        finished = self._run(["pg_dump", *options])
        if finished.returncode:
            raise _refused("backup-dump-failed", finished)

    def require_unused(self) -> None:
        """The session of a program that has just ended is there for a moment more."""
        until = time.monotonic() + LEAVING
        while self._ask(_OTHERS) > 0:
            if time.monotonic() > until:
                raise Refused(Fault("backup-in-use"))
            time.sleep(0.1)

    def is_empty(self) -> bool:
        return self._ask(_TABLES) == 0

    def check(self, source: Path) -> None:
        finished = self._run(["pg_restore", "--list", str(source)], connect=False)
        if finished.returncode:
            raise damaged(source.name)

    def put_back(self, source: Path, *, aside: Path | None) -> None:
        """All in one transaction; what was there stays in a schema of its own, named like the folder `aside`."""
        script = source.with_suffix(".sql")
        options = ["--no-owner", "--no-privileges", f"--file={script}", str(source)]
        listed = self._run(["pg_restore", *options], connect=False)
        if listed.returncode:
            raise _refused("backup-restore-failed", listed)
        move = (
            f'ALTER SCHEMA public RENAME TO "{aside.name}"; CREATE SCHEMA public;'
            if aside is not None
            else ""
        )
        before = source.with_suffix(".before.sql")
        before.write_text(_without_schema(script, move), encoding="utf-8")
        files = [f"--file={before}", f"--file={script}"]
        strict = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        finished = self._run(["psql", *strict, *files])
        if finished.returncode:
            raise _refused("backup-restore-failed", finished)

    def _ask(self, question: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return int(cursor.fetchone()[0])

    def _run(self, command: list[str], *, connect: bool = True) -> "subprocess.CompletedProcess[str]":
        """The password travels in the environment, never among the arguments, which everybody can see."""
        program = str(_programs(self._ask(_VERSION)) / command[0])
        # Our own connection must not stand in the way of what the program changes.
        connection.close()
        environment = os.environ | (_address() if connect else {}) | {"LC_ALL": "C.UTF-8"}
        return subprocess.run(  # noqa: S603 - our own arguments
            [program, *command[1:]], env=environment, capture_output=True, text=True, check=False
        )


def _programs(server: int) -> Path:
    """Where `pg_dump` of the server's version lies, or of a newer one, which can do it as well."""
    found = {version: folder for folder in _folders() if (version := _version(folder)) >= server}
    if not found:
        raise Refused(Fault("backup-no-pg-dump", {"version": str(server)}))
    return found[min(found)]


def _folders() -> list[Path]:
    on_path = [Path(folder) for folder in os.get_exec_path()]
    return [each for each in (*DEBIAN.glob("*/bin"), *on_path) if shutil.which("pg_dump", path=str(each))]


def _version(folder: Path) -> int:
    said = subprocess.run(  # noqa: S603 - asks a program of the system
        [folder / "pg_dump", "--version"], capture_output=True, text=True, check=False
    ).stdout
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0


def _address() -> dict[str, str]:
    given = connection.settings_dict
    named = {
        "PGDATABASE": "NAME",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGHOST": "HOST",
        "PGPORT": "PORT",
    }
    return {name: str(given[key]) for name, key in named.items() if given[key]}


def _without_schema(script: Path, move: str) -> str:
    """The dump makes the schema itself if somebody once changed it; then ours must not be in its way."""
    makes_it = any(line.startswith("CREATE SCHEMA public;") for line in script.open(encoding="utf-8"))
    if not makes_it:
        return move
    return move.replace("CREATE SCHEMA public;", "") if move else "DROP SCHEMA public;"


def _refused(kind: str, finished: "subprocess.CompletedProcess[str]") -> Refused:
    said = [line for line in finished.stderr.splitlines() if line.strip()]
    return Refused(Fault(kind, {"reason": said[0] if said else str(finished.returncode)}))
