"""Saves under load, open loop: they come when they come, and each waits from its own moment, however late it is begun.

A save is the whole of it: session, CSRF, a form carried out once, a version checked and counted, a deed in the city's
chain. Then the same while processes are killed outright; what was acknowledged must be there.
"""

import contextlib
import http.client
import itertools
import json
import os
import secrets
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import serving
from benchmarks.measure import ROOT, Line, environment
from benchmarks.savers import EDITION, LEVELS

RATE, SECONDS, PROMISED_MS = 60, 120, 250
STEPS = (90, 120, 180, 240, 320)
STEP_SECONDS = 15
THREADS = 48
TOKEN = "a" * 32
SAVED, NOT_SENT, UNKNOWN = http.client.FOUND, 0, -1


@dataclass
class Row:
    """One text that only this test writes; after a lost answer nobody knows its version, so it rests."""

    path: str
    key: str
    version: int = 0
    text: str = ""
    is_certain: bool = True
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Outcome:
    """Latencies in milliseconds from the moment each save was due."""

    rate: int
    latencies: list[float]
    lost: int
    wall: float

    @property
    def p50(self) -> float:
        return statistics.median(self.latencies)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.latencies, n=20)[-1]

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.wall

    @property
    def keeps_up(self) -> bool:
        return self.p95 < PROMISED_MS and self.per_second > 0.95 * self.rate and not self.lost


Typed = Callable[[str], dict[str, object]]
"""The fields of the form that hold a text."""


def level_texts(questions: Sequence[str]) -> list[Row]:
    code, edition = EDITION
    return [
        Row(f"/instrumen/{code}/{edition}/{question}/{level}/", f"{question}/{level}")
        for level in LEVELS
        for question in questions
    ]


def as_level_text(text: str) -> dict[str, object]:
    return {"text_id": text, "text_en": text, "source": "uji beban"}


def cookie_of(session: str) -> str:
    return f"sessionid={session}; csrftoken={TOKEN}"


class Crowd:
    """Officers who save, each in a session of his or her own."""

    def __init__(self, port: int, sessions: Sequence[str], rows: list[Row], typed: Typed) -> None:
        self.port, self.rows, self.typed = port, rows, typed
        self.cookies = [cookie_of(session) for session in sessions]

    def save(self, rate: int, seconds: int) -> Outcome:
        """`rate` saves a second for so many seconds, sent by threads that never wait for each other."""
        turns = itertools.count()
        guard = threading.Lock()
        latencies: list[float] = []
        lost = [0]
        begin = time.perf_counter() + 0.5

        def work() -> None:
            with contextlib.closing(Wire(self.port)) as wire:
                while (turn := next(turns)) < rate * seconds:
                    due = begin + turn / rate
                    time.sleep(max(0.0, due - time.perf_counter()))
                    is_saved = self._one(wire, turn)
                    took = (time.perf_counter() - due) * 1000
                    with guard:
                        if is_saved:
                            latencies.append(took)
                        else:
                            lost[0] += 1

        threads = [threading.Thread(target=work) for _each in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return Outcome(rate, latencies, lost[0], time.perf_counter() - begin)

    def _one(self, wire: "Wire", turn: int) -> bool:
        row = self._free(turn)
        if row is None:
            return False
        try:
            text = f"Syarat ke-{turn}: {secrets.token_hex(20)}"
            answer = wire.send(row, self.typed(text), self.cookies[turn % len(self.cookies)])
            if answer == SAVED:
                row.version, row.text = row.version + 1, text
            elif answer != NOT_SENT:
                row.is_certain = False
            return answer == SAVED
        finally:
            row.lock.release()

    def _free(self, turn: int) -> Row | None:
        for step in range(len(self.rows)):
            row = self.rows[(turn + step) % len(self.rows)]
            if row.is_certain and row.lock.acquire(blocking=False):
                return row
        return None


class Wire:
    """One connection, kept open as a browser does."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def send(self, row: Row, fields: dict[str, object], cookie: str) -> int:
        """The status, `NOT_SENT` if nobody listened, or `UNKNOWN` if the answer never came."""
        typed = {
            "csrfmiddlewaretoken": TOKEN,
            "submission_key": secrets.token_urlsafe(18),
            "version": row.version,
            **fields,
        }
        headers = {"Cookie": cookie, "Host": "localhost", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            self.connection.request("POST", row.path, urllib.parse.urlencode(typed), headers)
            answer = self.connection.getresponse()
            answer.read()
        except ConnectionRefusedError:
            self.connection.close()
            return NOT_SENT
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return UNKNOWN
        # A redirect to the door is no save.
        leads_on = answer.status == SAVED and "/masuk/" not in (answer.headers["Location"] or "")
        is_saved = leads_on or answer.status == http.client.OK
        return SAVED if is_saved else UNKNOWN

    def close(self) -> None:
        self.connection.close()


# --- The site under load -----------------------------------------------------------------------------------


@dataclass
class Site:
    """As `./run` starts it: supervisor, server with two workers, the workers of jobs."""

    state: Path
    variables: dict[str, str]
    port: int
    module: str = "benchmarks.savers"
    """Knows what to prepare, and reads what was kept."""
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "kotacerdas.config.setup", f"--port={self.port}", "--no-demo"]
        self.running = serving.quiet(command, environment(self.state, **self.variables))
        serving.wait_for(self.port, "/healthz", self.running)

    def stop(self) -> None:
        if self.running:
            serving.stop(self.running)

    def ask(self, what: str) -> dict[str, Any]:
        said = subprocess.run(
            [sys.executable, "-m", self.module, what],
            cwd=ROOT, env=environment(self.state, **self.variables), capture_output=True, text=True, check=True,
        )  # fmt: skip
        answer: dict[str, Any] = json.loads(said.stdout)
        return answer

    def find(self, *words: str) -> list[int]:
        """Processes below the supervisor whose command line holds all the words."""
        assert self.running
        found, waiting = [], [self.running.pid]
        while waiting:
            pid = waiting.pop()
            with contextlib.suppress(OSError):
                waiting += serving.children(pid)
                told = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                if all(word in told for word in words):
                    found.append(pid)
        return found


@contextlib.contextmanager
def site(state: Path, **variables: str) -> Iterator[tuple[Site, Crowd]]:
    serving.set_up(state, **variables)
    made = Site(state, variables, serving.free_port())
    told = made.ask("prepare")
    made.start()
    try:
        yield made, Crowd(made.port, told["sessions"], level_texts(told["questions"]), as_level_text)
    finally:
        made.stop()


# --- What is measured --------------------------------------------------------------------------------------


def lines(state: Path, *, seconds: int = SECONDS, **variables: str) -> list[Line]:
    with site(state, **variables) as (running, crowd):
        crowd.save(30, 3)  # both workers have every module loaded
        steady = crowd.save(RATE, seconds)
        saturation = _saturation(crowd)
        gone = missing(running.ask("kept"), crowd)
        during, killed = under_fire(running, crowd)
        kept = running.ask("kept")
        gone_after = missing(kept, crowd)
    promise = f"p95 < {PROMISED_MS} ms, none lost"
    return [
        Line(f"{RATE} saves a second for {seconds} s: p95", wall=steady.p95, goal=promise, met=steady.keeps_up),
        Line("the same: median", wall=steady.p50),
        Line(f"saves acknowledged and not found afterwards: {gone}", goal="0", met=gone == 0),
        Line(f"saturation: {saturation}"),
        Line(
            f"{killed} killed outright in 40 s at {RATE} a second, {during.lost} saves unanswered; "
            f"acknowledged and not found: {gone_after}; chains broken: {len(kept['broken'])}",
            goal="0 and 0", met=gone_after == 0 and not kept["broken"],
        ),
    ]  # fmt: skip


def _saturation(crowd: Crowd) -> str:
    """The highest rate of those tried that was kept up, and what came at the next."""
    last = "below the first rate tried"
    for rate in STEPS:
        tried = crowd.save(rate, STEP_SECONDS)
        told = f"{tried.per_second:.0f} a second at {rate} offered, p95 {tried.p95:.0f} ms"
        if not tried.keeps_up:
            return f"{last}; {told}"
        last = f"{told} kept up"
    return last


def missing(kept: dict[str, Any], crowd: Crowd) -> int:
    """Acknowledged saves of which the database knows nothing. A row without a lost answer must be as we left it."""
    rows: dict[str, tuple[int, str]] = kept["rows"]
    gone = 0
    for row in crowd.rows:
        version, text = rows.get(row.key, (0, ""))
        is_there = (version, text) == (row.version, row.text) if row.is_certain else version >= row.version
        gone += not is_there
    return gone


def under_fire(running: Site, crowd: Crowd) -> tuple[Outcome, str]:
    """A worker of the server, a worker of jobs, then the supervisor itself, which is started again."""
    done: list[str] = []

    def fire() -> None:
        time.sleep(8)
        _kill(running.find("granian")[-1:], "a server worker", done)
        time.sleep(8)
        _kill(running.find("kotacerdas", "worker")[:1] or running.find("jobs")[:1], "a job worker", done)
        time.sleep(8)
        assert running.running
        _kill([running.running.pid], "the supervisor", done)
        running.running.wait()
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(SystemExit):
                running.start()
                return
            time.sleep(0.5)

    trouble = threading.Thread(target=fire)
    trouble.start()
    outcome = crowd.save(RATE, 40)
    trouble.join()
    return outcome, ", ".join(done)


def _kill(pids: Sequence[int], name: str, done: list[str]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
        done.append(name)
