"""Which tests the ring on PostgreSQL runs: those that reach the database. The others have run on SQLite just before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

# Every fixture of pytest-django that opens the database needs one of these; so does every one of ours that asks for those.
OPENING = frozenset({"db", "transactional_db", "live_server", "django_db_setup"})
# A program of its own, or a look at the connection, may reach it without a fixture.
PERHAPS = re.compile(r"DATABASE_URL|subprocess|Popen|\bconnections?\b")


def reaches_database(fixtures: Iterable[str], module: Path, *, is_marked: bool) -> bool:
    """Whoever is in doubt runs again."""
    return is_marked or not OPENING.isdisjoint(fixtures) or _may_by_itself(module)


@cache
def _may_by_itself(module: Path) -> bool:
    return PERHAPS.search(module.read_text(encoding="utf-8")) is not None
