"""What the ring on PostgreSQL runs. All of it has run on SQLite just before, so it keeps to what the database has a say in:

- a test that does not reach the database is left out, and so is one whose programs do not (`no_database`);
- in a full run so is a test that looks at a page, that is: has a browser of `conftest.py` or is marked `page`. Forms, words and permissions are
  Python; rules, actions, queries, commands and constraints are tested below the page, on both. That every page opens on
  PostgreSQL, with what it reads there, is proved by `test_every_url` and `test_crawl`;
- what only PostgreSQL promises (`postgres_only`), a page that searches (`both_databases`), and whatever sees transactions end
  (`transaction=True`) always run.

Nobody has to think of this when writing a test. `./test --postgres-all` brings the pages along, and so does any choice, such
as `./test kotacerdas/letters/tests/test_pages.py`.

And which files begin: a worker takes whole files, so one that is long must not be the last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

# Every fixture of pytest-django that opens the database needs one of these; so does every one of ours that asks for those.
OPENING = frozenset({"db", "transactional_db", "live_server", "django_db_setup"})
# A program of its own may reach it without a fixture, and a module may ask which one it is. Nothing else can: pytest-django
# stops whoever uses the connection without a fixture.
PERHAPS = re.compile(r"DATABASE_URL|subprocess|Popen|connection\.(?:vendor|settings_dict|features|ops)")
BROWSERS = frozenset({"as_user", "anonymous", "client"})
HAVE_A_SAY = frozenset({"postgres_only", "both_databases"})


def reaches_database(fixtures: Iterable[str], module: Path, marks: Iterable[str]) -> bool:
    """Whoever is in doubt runs again."""
    marks = set(marks)
    if "no_database" in marks:
        return False
    return "django_db" in marks or not OPENING.isdisjoint(fixtures) or _may_by_itself(module)


@cache
def _may_by_itself(module: Path) -> bool:
    return PERHAPS.search(module.read_text(encoding="utf-8")) is not None


def looks_at_a_page(fixtures: Iterable[str], marks: Iterable[pytest.Mark]) -> bool:
    """And at nothing of the database beyond it."""
    marks = list(marks)
    is_page = not BROWSERS.isdisjoint(fixtures) or any(mark.name == "page" for mark in marks)
    return is_page and not any(mark.name in HAVE_A_SAY or mark.kwargs.get("transaction") for mark in marks)


def left_out(items: Iterable[pytest.Item], *, with_pages: bool) -> list[pytest.Item]:
    """Of the ring on PostgreSQL."""
    found = []
    for item in items:
        fixtures, marks = getattr(item, "fixturenames", ()), list(item.iter_markers())
        is_reached = reaches_database(fixtures, item.path, (mark.name for mark in marks))
        if not is_reached or (not with_pages and looks_at_a_page(fixtures, marks)):
            found.append(item)
    return found


def longest_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """Files marked `long`, then those with most tests; the tests of a file keep their order."""
    sizes = Counter(item.path for item in items)
    return sorted(items, key=lambda item: (item.get_closest_marker("long") is None, -sizes[item.path]))
