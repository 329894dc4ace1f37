"""One measured line, the medians behind it, and what a child process used."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Line:
    """What was measured. Times are in milliseconds; `goal` is the promise in words, `met` whether it was kept."""

    what: str
    cpu: float | None = None
    wall: float | None = None
    queries: int | None = None
    mib: float | None = None
    goal: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Times:
    cpu: float
    wall: float


def median_of(work: Callable[[], object], repeats: int, *, warm: int = 1) -> Times:
    """The median CPU and wall time of one call, in milliseconds."""
    return medians_of([work], repeats, warm=warm)[0]


def medians_of(works: Sequence[Callable[[], object]], repeats: int, *, warm: int = 1) -> list[Times]:
    """The same of several, each in turn, so that a busy minute of the machine falls on all of them alike."""
    for _ in range(warm):
        for work in works:
            work()
    taken: list[list[Times]] = [[] for _ in works]
    for _ in range(repeats):
        for work, own in zip(works, taken, strict=True):
            cpu, wall = time.process_time(), time.perf_counter()
            work()
            own.append(Times((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000))
    return [
        Times(statistics.median(each.cpu for each in own), statistics.median(each.wall for each in own))
        for own in taken
    ]


@dataclass(frozen=True)
class Used:
    """What a finished child process used, its own children included."""

    cpu: float
    wall: float
    mib: float


def command(arguments: Sequence[str | Path], environment: Mapping[str, str]) -> Used:
    """Runs a command to its end; raises with what it said if it fails."""
    started = time.perf_counter()
    running = subprocess.Popen(
        arguments, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert running.stdout
    with running.stdout:
        said = running.stdout.read()
    _pid, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"{' '.join(map(str, arguments))} failed:\n{said.decode(errors='replace')[-2000:]}")
    wall = (time.perf_counter() - started) * 1000
    return Used((usage.ru_utime + usage.ru_stime) * 1000, wall, usage.ru_maxrss / 1024)


def median_command(
    arguments: Sequence[str | Path],
    environment: Mapping[str, str],
    repeats: int,
    *,
    before: Callable[[], object] = lambda: None,
) -> Used:
    """Median times of several runs, and the largest memory; `before` puts things back as they were."""
    runs = []
    for _ in range(repeats):
        before()
        runs.append(command(arguments, environment))
    return Used(
        statistics.median(run.cpu for run in runs),
        statistics.median(run.wall for run in runs),
        max(run.mib for run in runs),
    )


def environment(state: Path, **more: str) -> dict[str, str]:
    """What a measured process sees: its own state folder, nothing of the developer's settings."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return {
        **kept,
        "KOTACERDAS_DATA": str(state),
        "DJANGO_SETTINGS_MODULE": "kotacerdas.config.settings",
        "LOG_LEVEL": "ERROR",
        "DEBUG": "0",
        **more,
    }


def module(name: str, environment: Mapping[str, str], *arguments: str) -> list[Line]:
    """Runs `benchmarks.<name>` in a process of its own, which prints its lines."""
    finished = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *arguments],
        cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if finished.returncode:
        raise SystemExit(f"benchmarks.{name} failed:\n{finished.stdout[-1000:]}{finished.stderr[-3000:]}")
    return [Line(**line) for line in json.loads(finished.stdout.splitlines()[-1])]


def hand_over(lines: Sequence[Line]) -> None:
    """The other end of `module`."""
    print(json.dumps([asdict(line) for line in lines]))


def yardstick() -> float:
    """CPU milliseconds of a fixed piece of plain Python, to tell a slow or busy machine from a slow program."""
    return median_of(lambda: sum(number * number for number in range(1_000_000)), 5).cpu
