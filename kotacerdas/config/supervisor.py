"""Starts the processes that make up a running site, watches them, and stops them once and cleanly."""

import contextlib
import ctypes
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from kotacerdas.config.options import ANY_ADDRESS, LOOPBACK

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE_AT_START = 60.0
PATIENCE_AT_END = 15.0
ASK_EVERY = 0.1
KEY_OF_PARENT_DEATH = 1  # PR_SET_PDEATHSIG of Linux
# A server worker runs one thread at a time; with more than two, whoever holds a lock waits longer for its turn than the
# others gain. Measured by the rush hour of benchmarks/.
BLOCKING_THREADS = 2
# What ends again and again is started again and again, but not without a pause.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
STEADY = 60.0
# Far more than threads: browsers keep idle connections open, each counts, and who finds no room waits half a minute. Far
# fewer than the files that a process may have open (usually 1024).
BACKPRESSURE = 512


class Broken(Exception):
    """A program runs but cannot do its work; the text says what it answered."""


@dataclass
class Process:
    """One program of the site.

    The site ends with a vital process: whoever started us decides about starting again. Any other is started once
    the site answers, so that nobody waits for it, and again whenever it ends by itself; meanwhile the site serves.
    """

    name: str
    command: list[str]
    is_ready: Callable[[], bool] = lambda: True
    is_vital: bool = True
    running: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    started_at: float = 0.0
    again_at: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        self.started_at, self.again_at = time.monotonic(), 0.0
        # A session of its own: Ctrl-C in the terminal reaches only the supervisor, which stops each once.
        self.running = subprocess.Popen(  # noqa: S603 - our own command
            self.command,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - the supervisor has one thread
        )

    @property
    def has_ended(self) -> bool:
        return self.running is not None and self.running.poll() is not None

    def keep_running(self) -> None:
        now = time.monotonic()
        if self.running is None or (self.again_at and now >= self.again_at):
            self.start()
        elif self.has_ended and not self.again_at:
            self._plan_next_start(now)

    def _plan_next_start(self, now: float) -> None:
        self._end_what_it_left()
        self.deaths = 1 if now - self.started_at > STEADY else self.deaths + 1
        pause = min(FIRST_PAUSE * 2 ** min(self.deaths - 1, 10), LONGEST_PAUSE)
        self.again_at = now + pause
        print(
            f"{self.name} ended by itself and is started again in {pause:.0f} s.", file=sys.stderr, flush=True
        )

    def ask_to_stop(self) -> None:
        if self.running and self.running.poll() is None:
            self.running.terminate()

    def wait_or_kill(self, until: float) -> None:
        if not self.running:
            return
        try:
            self.running.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            print(f"{self.name} did not stop in time and was ended.", file=sys.stderr)
        self._end_what_it_left()
        self.running.wait()

    def _end_what_it_left(self) -> None:
        if self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.running.pid, signal.SIGKILL)


class Supervisor:
    def __init__(self, processes: list[Process]) -> None:
        self.processes = processes
        self.stop_wanted = False

    def run(self, when_ready: Callable[[], None]) -> int:
        """Until a signal (0) or until a vital process ends by itself (1)."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)
        try:
            for process in self._vital():
                process.start()
            if self._wait_until_ready():
                when_ready()
                while not self.stop_wanted and not self._ended():
                    self._keep_helpers_running()
                    time.sleep(ASK_EVERY)
            return self._verdict()
        except Broken as broken:
            print(f"{broken}; what it said stands above.", file=sys.stderr)
            return 1
        finally:
            self._stop()
            # Python gives signals their deadly meaning back while it ends; a second Ctrl-C must not spoil a clean end.
            for number in STOP_SIGNALS:
                signal.signal(number, signal.SIG_IGN)

    def _vital(self) -> list[Process]:
        return [process for process in self.processes if process.is_vital]

    def _keep_helpers_running(self) -> None:
        for process in self.processes:
            if not process.is_vital and not self.stop_wanted:
                process.keep_running()

    def _on_signal(self, _number: int, _frame: object) -> None:
        self.stop_wanted = True

    def _wait_until_ready(self) -> bool:
        until = time.monotonic() + PATIENCE_AT_START
        waiting = self._vital()
        while waiting and not self.stop_wanted and not self._ended():
            if time.monotonic() > until:
                print(f"{waiting[0].name} did not answer in {PATIENCE_AT_START:.0f} s.", file=sys.stderr)
                return False
            waiting = [process for process in waiting if not process.is_ready()]
            time.sleep(ASK_EVERY)
        return not waiting

    def _ended(self) -> Process | None:
        return next((process for process in self._vital() if process.has_ended), None)

    def _verdict(self) -> int:
        if self.stop_wanted:
            return 0
        if process := self._ended():
            print(
                f"{process.name} ended by itself; what it said stands above.",
                file=sys.stderr,
            )
        return 1

    def _stop(self) -> None:
        until = time.monotonic() + PATIENCE_AT_END
        for process in self.processes:
            process.ask_to_stop()
        for process in self.processes:
            process.wait_or_kill(until)


def _die_with_parent() -> None:
    """If the supervisor is killed outright, nobody must be left holding the port (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(KEY_OF_PARENT_DEATH, signal.SIGTERM)


# --- The processes of the site -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    """What the supervisor must know of the settings; set-up has read them already."""

    host: str
    port: int
    workers: int
    allowed: list[str]
    sign_ins: str

    @property
    def called(self) -> str:
        """A name that the site answers to."""
        return next((name.lstrip(".") for name in self.allowed if name != "*"), "localhost")


def server(site: Site) -> Process:
    options = {
        "interface": "wsgi", "host": site.host, "port": site.port, "workers": site.workers,
        "blocking-threads": BLOCKING_THREADS, "backpressure": BACKPRESSURE,
        "workers-kill-timeout": 5, "log-level": "warning",
    }  # fmt: skip
    flags = ["--no-ws", "--no-access-log", "--respawn-failed-workers"]
    given = [*(f"--{name}={value}" for name, value in options.items()), *flags]
    command = [sys.executable, "-m", "granian", *given, "kotacerdas.config.wsgi:application"]
    return Process("The web server", command, lambda: answers(site.host, site.port, site.called))


def workers() -> list[Process]:
    """One for each queue, so that heavy work never holds up quick work, whatever it does to its process."""
    names = {"quick": "The worker for quick jobs", "heavy": "The worker for heavy jobs"}
    command = [sys.executable, "-m", "kotacerdas.jobs.worker"]
    return [Process(name, [*command, queue], is_vital=False) for queue, name in names.items()]


def planner() -> list[Process]:
    """Where its kernels can be compiled; without it pages say that they cannot answer what-if questions."""
    if find_spec("numba") is None:
        return []
    return [Process("The planner", [sys.executable, "-m", "kotacerdas.planner.serve"], is_vital=False)]


def answers(host: str, port: int, called: str) -> bool:
    """Whether the health page is served, or a redirect to its https address."""
    connection = http.client.HTTPConnection(ANY_ADDRESS.get(host, host), port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": called})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    if status >= http.client.BAD_REQUEST:
        raise Broken(f"The web server answers its health page with {status}")
    return True


def addresses(host: str, port: int, allowed: list[str]) -> list[str]:
    """What to type into a browser."""
    if host in LOOPBACK:
        names = ["localhost"]
    elif host in ANY_ADDRESS:
        names = [name for name in allowed if name not in {"127.0.0.1", "[::1]"} and name[0] not in ".*"]
    else:
        names = [f"[{host}]" if ":" in host else host]
    return [f"http://{name}:{port}" for name in names]


def announce(where: list[str], accounts: list[tuple[str, str, str]]) -> None:
    print("\nKotaCerdas: " + "  ".join(where))
    if accounts:
        print("\nDemo sign-ins (e-mail, password):")
        widths = [max(len(entry[column]) for entry in accounts) for column in range(2)]
        for who, address, password in accounts:
            print(f"  {who:<{widths[0]}}  {address:<{widths[1]}}  {password}")
    print("\nCtrl-C stops it.", flush=True)


def sign_ins(file: str) -> list[tuple[str, str, str]]:
    """As set-up wrote them down: who, e-mail, password."""
    if not file or not Path(file).exists():
        return []
    return [(who, address, password) for who, address, password in json.loads(Path(file).read_text())]


def main(site: Site) -> int:
    where = addresses(site.host, site.port, site.allowed)
    code = Supervisor([server(site), *workers(), *planner()]).run(
        lambda: announce(where, sign_ins(site.sign_ins))
    )
    if code == 0:
        print("\nStopped.", flush=True)
    return code


if __name__ == "__main__":
    raise SystemExit(main(Site(**json.loads(sys.argv[1]))))
