"""The real server as `./run` starts it: CPU and memory of each worker, and how soon a second start answers."""

import contextlib
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measure import ROOT, Line, environment
from kotacerdas.config import supervisor

PATIENCE = 60.0
TICKS = os.sysconf("SC_CLK_TCK")
PAGES = ("/", "/putaran/", "/putaran/smartcity-2022-kppn/", "/k/35.07/rapor/smartcity-2023-kppn/")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def get(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def wait_for(port: int, path: str, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if get(port, path) == http.client.OK:
                return
        time.sleep(0.02)
    raise SystemExit(f"the server did not answer {path} within {PATIENCE:.0f} s")


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cpu_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


def memory_mib(pid: int, kind: str) -> float:
    """`Rss`, or `Pss`, in which pages shared between processes count in parts."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(kind)


def workers_of(pid: int) -> list[int]:
    """Granian's main process keeps small processes beside its workers; the workers hold Django."""
    return [child for child in children(pid) if memory_mib(child, "Rss") > 30]


def stop(running: subprocess.Popen[bytes]) -> None:
    running.send_signal(signal.SIGTERM)
    try:
        running.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def quiet(command: list[str], variables: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def server_lines(state: Path, workers: int = 2) -> list[Line]:
    port = free_port()
    command = supervisor.server(supervisor.Site("127.0.0.1", port, workers, ["localhost"], "")).command
    running = quiet(command, environment(state, WORKERS=str(workers)))
    try:
        wait_for(port, "/healthz", running)
        time.sleep(3)  # the other worker loads too, then both are idle
        pids = workers_of(running.pid)
        start = max(cpu_ms(pid) for pid in pids)
        idle = {kind: max(memory_mib(pid, kind) for pid in pids) for kind in ("Rss", "Pss")}
        for path in PAGES * 10:
            assert get(port, path) == http.client.OK, path
        time.sleep(1)
        used = {kind: max(memory_mib(pid, kind) for pid in pids) for kind in ("Rss", "Pss")}
    finally:
        stop(running)
    return [
        Line(f"start of a worker ({len(pids)} at once)", start, goal="<= 3 s CPU", met=start <= 3000),
        Line("idle worker, RSS", mib=idle["Rss"], goal="<= 150 MiB", met=idle["Rss"] <= 150),
        Line("idle worker, PSS", mib=idle["Pss"]),
        Line("worker after 40 pages, RSS", mib=used["Rss"]),
        Line("worker after 40 pages, PSS", mib=used["Pss"]),
    ]


def second_start_line(state: Path, repeats: int = 3) -> Line:
    """From the command to the first whole page, everything being set up already."""
    walls = []
    for _ in range(repeats):
        port = free_port()
        started = time.perf_counter()
        running = quiet([str(ROOT / "run"), f"--port={port}", "--no-demo"], environment(state))
        try:
            wait_for(port, "/", running)
            walls.append((time.perf_counter() - started) * 1000)
        finally:
            stop(running)
    wall = statistics.median(walls)
    return Line("`./run`, second start: first page", wall=wall, goal="<= 5 s", met=wall <= 5000)


def set_up(state: Path, **more: str) -> None:
    """What `./run --setup` does once the environment is there."""
    subprocess.run(
        [sys.executable, "-m", "kotacerdas.config.setup", "--setup", "--no-demo"],
        cwd=ROOT, env=environment(state, **more), check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
