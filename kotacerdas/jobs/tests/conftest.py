"""A database that other processes can open, and workers in it that a test may kill."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, connections

from kotacerdas.jobs import registry

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 30.0
# A worker that knows the tasks of the tests, with a lease of as many seconds as the test says.
WORKER = """
import sys
from datetime import timedelta
import django
django.setup()
from kotacerdas.jobs import schedules, working
from kotacerdas.jobs.tests import trial
schedules._plans.clear()
working.LOOK_EVERY, working.BEAT_EVERY, working.PATIENCE_AT_END = 0.05, 0.1, 2.0
working.serve(working.Worker(sys.argv[2:], lease=timedelta(seconds=float(sys.argv[1]))))
"""


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Declares a task for the length of a test."""
    monkeypatch.setattr(registry, "_tasks", dict(registry._tasks))

    def as_task(function: Callable[..., Any], name: str = "jobs.trial", **options: Any) -> str:
        registry.task(name, title="Trial", **options)(function)
        return name

    return as_task


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[dict[str, str]]:
    """What another process needs to open the database of this test. On SQLite that is a copy of it, in a file."""
    variables = {
        "DJANGO_SETTINGS_MODULE": "kotacerdas.config.settings",
        "SECRET_KEY": "for-tests-only-" + "0123456789abcdef" * 3,
        "KOTACERDAS_DATA": str(tmp_path),
    }
    if connection.vendor == "postgresql":
        yield variables | {"DATABASE_URL": _address(connection.settings_dict)}
        return
    file = tmp_path / "kotacerdas.sqlite3"
    _copy(file)
    in_memory = connections["default"]
    connections["default"] = type(in_memory)(in_memory.settings_dict | {"NAME": str(file)}, "default")
    try:
        yield variables
    finally:
        connections["default"].close()
        connections["default"] = in_memory


def _copy(file: Path) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(file)
    connection.connection.backup(copy)
    copy.close()


def _address(settings: dict[str, Any]) -> str:
    who = f"{quote(settings['USER'])}:{quote(settings['PASSWORD'])}"
    return f"postgresql://{who}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


@pytest.fixture
def start_worker(
    shared_database: dict[str, str], tmp_path: Path
) -> Iterator[Callable[..., subprocess.Popen]]:
    """`start_worker("quick")` gives its process, which is gone after the test."""
    started: list[subprocess.Popen] = []

    def start(*queues: str, lease: float = 30.0) -> subprocess.Popen:
        command = [sys.executable, "-c", WORKER, str(lease), *(queues or ("quick",))]
        with (tmp_path / "worker.log").open("a") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command
                command, cwd=ROOT, env=os.environ | shared_database, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def wait_for(answer: Callable[[], Any]) -> Any:
    """What `answer` gives as soon as it gives something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := answer():
            return found
        time.sleep(0.02)
    pytest.fail("it did not happen")
