"""Real concurrency for the tests that need it: a database in a file (or PostgreSQL) and people who click at once."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, models


def _in_thread(work: Callable[[], Any]) -> None:
    together([work])


def together(works: list[Callable[[], Any]]) -> list[Any]:
    """Start all at the same moment, each with its own connection; what they return or raise, in their order."""
    start = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(at: int) -> None:
        try:
            start.wait(timeout=10)
            results[at] = works[at]()
        except Exception as fault:  # noqa: BLE001 - the test looks at whatever went wrong
            results[at] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[Callable[[type[models.Model]], None]]:
    """Threads meet in one database as the workers of a server do; makes tables of the models it is given.

    SQLite's tests otherwise run in memory, where locks work differently from a file.
    """
    made: list[type[models.Model]] = []
    in_file = connection.vendor == "sqlite"
    settings = connections.settings["default"]
    usual = settings["NAME"]
    if in_file:
        settings["NAME"] = str(tmp_path / "shared.sqlite3")

    def with_table(model: type[models.Model]) -> None:
        def create() -> None:
            with connection.schema_editor() as editor:
                editor.create_model(model)

        if in_file or model._meta.app_label == "common_tests":
            _in_thread(create)
            made.append(model)

    yield with_table

    settings["NAME"] = usual

    def drop() -> None:
        with connection.schema_editor() as editor:
            for model in made:
                editor.delete_model(model)

    if not in_file:
        _in_thread(drop)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the request log says; `entries` are its lines as data."""
    import structlog

    from kotacerdas.common import requests

    heard = structlog.testing.LogCapture()
    listener = structlog.wrap_logger(None, processors=[structlog.contextvars.merge_contextvars, heard])
    monkeypatch.setattr(requests, "log", listener)
    return heard


@pytest.fixture
def bare_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses of `tests/pages.py` are few; entries of other apps would lead nowhere."""
    from kotacerdas.common import menu

    monkeypatch.setattr(menu, "_entries", {})
