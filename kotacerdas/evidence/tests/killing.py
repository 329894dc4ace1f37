"""A real worker that a test may kill: it runs the module's `WORKER` beside the test, on the same database and folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kotacerdas.jobs.tests.conftest import ROOT

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(
    shared_database: dict[str, str],
    tmp_path: Path,
    settings: Any,
    request: pytest.FixtureRequest,
) -> Iterator[Start]:
    """`start("inside", "003.txt")`: a worker that hangs there; `start()`: one that does not."""
    settings.STATE = tmp_path
    started: list[subprocess.Popen[bytes]] = []

    def begin(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", request.module.WORKER, str(tmp_path), *words, "", ""]
        with (tmp_path / "worker.log").open("a") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command
                command, cwd=ROOT, env=os.environ | shared_database, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()
