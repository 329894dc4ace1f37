"""Tasks for workers that tests start and kill. Their effects are rows that anybody can count; files say how far they are."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from kotacerdas.common.models import Submission
from kotacerdas.jobs.tasks import Run, task

PATIENCE = 30.0


@task("trial.steps", title="Three steps")
def three_steps(run: Run, folder: str, hang: str) -> list[str]:
    """Hangs, the first time, inside the second step, or before it, until the test has seen it and ends it."""
    place = Path(folder)

    def second() -> str:
        effect("second")
        _hang(place, run, "inside" if hang == "inside" else "")
        return "two"

    first = run.step("first", lambda: effect("first"))
    _hang(place, run, "between" if hang == "between" else "")
    return [first, run.step("second", second), run.step("third", lambda: effect("third"))]


@task("trial.effect", title="One effect")
def one_effect(run: Run, name: str) -> None:
    run.step("effect", lambda: effect(name))


@task("trial.unguarded", title="One effect without a step")
def unguarded_effect(run: Run, name: str) -> None:
    effect(name)


@task("trial.killer", title="Ends its worker", attempts=2)
def killer(run: Run) -> None:
    import os
    import signal

    os.kill(os.getpid(), signal.SIGKILL)


@task("trial.endless", title="Goes on until it is told to stop")
def endless(run: Run, folder: str) -> None:
    (Path(folder) / "running").touch()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        run.progress(3, 10, "going on")
        time.sleep(0.02)


@task("trial.stubborn", title="Never asks whether to stop")
def stubborn(run: Run, folder: str) -> None:
    (Path(folder) / "running").touch()
    time.sleep(PATIENCE)


@task("trial.hangs", title="Never ends", longest=timedelta(seconds=1), attempts=2)
def hangs(run: Run) -> None:
    time.sleep(PATIENCE)


@task("trial.busy", title="Leaves the processor to nobody", queue="heavy")
def busy(run: Run, folder: str) -> None:
    (Path(folder) / "running").touch()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        sum(range(20_000))
        run.check()


@task("trial.writer", title="Holds a transaction", queue="heavy")
def writer(run: Run, folder: str) -> None:
    run.step("write", lambda: (effect("write"), _hang(Path(folder), run, "inside"))[0])


def effect(name: str) -> str:
    Submission.objects.create(digest=uuid4().hex, action=name, created_at=timezone.now())
    return name


def _hang(place: Path, run: Run, where: str) -> None:
    if where and run.attempt == 1:
        (place / where).write_text(connection.vendor)
        until = time.monotonic() + PATIENCE
        while not (place / "go").exists() and time.monotonic() < until:
            time.sleep(0.02)
