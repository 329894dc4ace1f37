"""The program itself: started by the supervisor, ended by a signal, started anew after it was killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from kotacerdas.config import supervisor
from kotacerdas.planner import places
from kotacerdas.planner.client import Silent, ask

PATIENCE = 60.0


@pytest.fixture
def state(tmp_path: Path, settings: Any) -> Path:
    settings.STATE = tmp_path
    return tmp_path


@pytest.fixture
def start(state: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    running: list[subprocess.Popen[bytes]] = []

    def begin() -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", "kotacerdas.planner.serve"],
            env=os.environ | {"KOTACERDAS_DATA": str(state), "DATABASE_URL": "", "LOG_LEVEL": "INFO"},
            stderr=subprocess.PIPE,
        )
        running.append(process)
        return process

    yield begin
    for each in running:
        each.kill()
        each.communicate()


def answered(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    """As soon as it says that it has begun."""
    assert process.stderr is not None
    said = b""
    while b"planner.started" not in said:
        said = process.stderr.readline()
        assert said, "it ended before it began"
    return dict(ask("planner.about", {}, seconds=PATIENCE).values)


def test_it_is_killed_started_again_and_ended_cleanly(start: Callable[[], Any]) -> None:
    first = start()
    said = answered(first)
    assert said["pid"] == first.pid
    assert "planner.about" in said["questions"]

    first.kill()
    first.wait()
    assert (places.folder() / places.SOCKET).exists()
    with pytest.raises(Silent):
        ask("planner.about", {})

    second = start()
    assert answered(second)["pid"] == second.pid
    second.send_signal(signal.SIGTERM)
    second.send_signal(signal.SIGTERM)
    assert second.wait(PATIENCE) == 0
    assert not (places.folder() / places.SOCKET).exists()


def test_in_a_folder_that_is_not_its_own_it_does_not_serve_and_says_why(
    state: Path, start: Callable[[], Any]
) -> None:
    (state / "elsewhere").mkdir(mode=0o700)
    places.folder().symlink_to(state / "elsewhere")
    process = start()

    _out, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert b"others may enter it" in said
    assert b"Traceback" not in said


def test_the_supervisor_starts_it_beside_the_site_where_kernels_can_be_compiled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(supervisor, "find_spec", lambda name: object())
    [process] = supervisor.planner()

    assert not process.is_vital
    assert find_spec(process.command[-1])


def test_without_the_packages_the_site_runs_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "find_spec", lambda name: None)

    assert supervisor.planner() == []
