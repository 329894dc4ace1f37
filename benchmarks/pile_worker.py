"""The worker that reads new evidence, with all its child processes, watched from outside until nothing waits any more."""

import contextlib
import os
import signal
import subprocess
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.commands import PRODUCT
from benchmarks.measure import ROOT, Used

LOOK_EVERY = 0.3
PATIENCE = 1500.0
MOST_AT_END = 30.0
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Watched:
    used: Used
    """`mib` is the peak of all processes together, memory that they share counted in each."""
    samples: list[tuple[float, float]]
    """Seconds of the clock, and milliseconds of the processor until then."""

    def cpu_at(self, moment: float) -> float:
        """Between two looks as if it were spent evenly."""
        at = bisect_left(self.samples, (moment, 0.0))
        if at in (0, len(self.samples)):
            return self.samples[min(at, len(self.samples) - 1)][1]
        (one, before), (other, after) = self.samples[at - 1 : at + 1]
        return before + (after - before) * (moment - one) / (other - one)


def work_until(is_over: Callable[[], bool]) -> Watched:
    """`kotacerdas jobs work heavy`, in the environment of this process."""
    started, samples, peak = time.perf_counter(), [], 0.0
    running = subprocess.Popen(
        [*PRODUCT, "jobs", "work", "heavy"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not is_over():
            if time.perf_counter() - started > PATIENCE or running.poll() is not None:
                raise SystemExit(f"the worker did not read everything (it ended with {running.poll()})")
            cpu, mib = _used_by(running.pid)
            samples.append((time.time(), cpu))
            peak = max(peak, mib)
            time.sleep(LOOK_EVERY)
        cpu, mib = _used_by(running.pid)
        samples.append((time.time(), cpu))
    finally:
        _stop(running)
    return Watched(Used(cpu, (time.perf_counter() - started) * 1000, max(peak, mib)), samples)


def _stop(running: subprocess.Popen[bytes]) -> None:
    running.send_signal(signal.SIGTERM)
    try:
        running.wait(MOST_AT_END)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def _used_by(pid: int) -> tuple[float, float]:
    """Milliseconds of the processor and MiB; of the process, its living descendants and those it has waited for."""
    ticks, pages = 0, 0
    for each in _tree(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
            pages += int(fields[21])
    return ticks * 1000 / _TICKS, pages * _PAGE / 2**20


def _tree(pid: int) -> Iterator[int]:
    """Each thread has children of its own."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text(encoding="utf-8").split():
                yield from _tree(int(child))
