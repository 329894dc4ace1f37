"""Opens foreign files in processes of their own, with little memory, time, disk, no network and no files of ours.

`run("kotacerdas.evidence.reading.pdf:read", path, limits=Limits(), name="SK.pdf")` calls a function of a module that
imports no Django, with arguments that JSON knows, and returns what it returns. A `Path` among the arguments is a file
that it may read: it gets the name of a copy. A text never opens anything, for it may come from a stranger. A process is
used for many files and replaced after some hundreds, or as soon as anything went wrong in it.
"""

import atexit
import contextlib
import functools
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.gate import sandbox_child
from kotacerdas.evidence.gate.sandbox_folder import Folder
from kotacerdas.files.domain.names import NAMELESS

log = structlog.get_logger()

MEGABYTE = 1024 * 1024
TASKS_OF_ONE = 300
"""Libraries lose a little memory with each file; then a new process takes over."""
MOST_IDLE = 2
START_SECONDS = 60
_ROOT = Path(__file__).resolve().parents[3]
_UNWALLED = {
    "network": ("evidence.sandbox-without-network-wall", "user namespaces"),
    "file": ("evidence.sandbox-without-file-wall", "Landlock, of Linux 5.13 or later"),
}
# All else, the secrets of this installation above all, stays here.
_PASSED_ON = ("PATH", "TESSDATA_PREFIX")


@dataclass(frozen=True)
class Limits:
    """What one file may cost. `seconds` by the clock stop what `cpu_seconds` of the processor do not see."""

    memory: int = 1024 * MEGABYTE
    cpu_seconds: int = 60
    seconds: float = 120
    file_bytes: int = 256 * MEGABYTE
    open_files: int = 64
    answer_bytes: int = 64 * MEGABYTE
    listens: bool = False
    """Whether it may make and remove sockets in /tmp: LibreOffice, whatever it is told, does not begin otherwise."""


class CannotBegin(OSError):
    """The machine lets no child begin; that is no fault of a file."""


class _Heavy(Exception):
    """It wanted more than its limits."""


class _Died(Exception):
    """It ended without an answer."""


class _Gone(Exception):
    """It had ended before it was asked."""


def run(function: str, *arguments: Any, limits: Limits = Limits(), name: str = NAMELESS) -> Any:
    """`function` is "module:name". Raises `Refused`: the function's own faults, or "evidence-too-heavy" for what
    passes the limits, or "evidence-damaged" for what it could not open; `OSError` where the machine itself lacks
    something, so that a later try may go well. `name` is the file's, for these sentences."""
    task = {
        "function": function,
        "arguments": arguments,
        "cpu_seconds": limits.cpu_seconds,
        "seconds": limits.seconds,
    }
    try:
        answer = _ask(task, limits)
    except _Heavy as heavy:
        log.warning("evidence.sandbox-too-heavy", function=function, limit=str(heavy))
        raise Refused(Fault("evidence-too-heavy", {"name": name})) from heavy
    except _Died as died:
        log.warning("evidence.sandbox-died", function=function, how=str(died))
        raise Refused(Fault("evidence-damaged", {"name": name})) from died
    return _result(answer, function, name)


def _result(answer: dict[str, Any], function: str, name: str) -> Any:
    if "bug" in answer:
        raise LookupError(answer["bug"])
    if "lacking" in answer:
        raise OSError(answer["lacking"], os.strerror(answer["lacking"]))
    if "faults" in answer:
        raise Refused(Fault(**each) for each in answer["faults"])
    if "heavy" in answer:
        log.warning("evidence.sandbox-too-heavy", function=function, limit=answer["heavy"])
        raise Refused(Fault("evidence-too-heavy", {"name": name}))
    if "damaged" in answer:
        log.warning("evidence.sandbox-failed", function=function, error=answer["damaged"])
        raise Refused(Fault("evidence-damaged", {"name": name}))
    return answer["result"]


def _ask(task: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """A child that went just when it was asked is replaced; one that cannot even begin is not, for ever."""
    for _attempt in range(3):
        with _child(limits) as child, contextlib.suppress(_Gone):
            return child.ask(task)
    raise _Died("gone")


class _Child:
    """One process, and the line to it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.tasks = 0
        self._folder = Folder()
        try:
            self._process = self._begin()
        except BaseException:
            self._folder.remove()
            raise

    def _begin(self) -> subprocess.Popen[bytes]:
        own = str(self._folder.own)
        settings = {
            "root": str(_ROOT),
            "given": str(self._folder.given),
            "own": own,
            "listens": self.limits.listens,
            "memory": self.limits.memory,
            "file_bytes": self.limits.file_bytes,
            "open_files": self.limits.open_files,
        }
        environment = {each: os.environ[each] for each in _PASSED_ON if each in os.environ}
        environment |= {"TMPDIR": own, "HOME": own, "LANG": "C.UTF-8"}
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", sandbox_child.__file__, json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=own,
            env=environment | {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"},
            # A group of its own, so that whatever it starts ends with it.
            start_new_session=True,
            bufsize=0,
        )

    def ask(self, task: dict[str, Any]) -> dict[str, Any]:
        if not self.tasks:
            self._wait_until_ready()
        self.tasks += 1
        line = json.dumps(task, default=self._give).encode() + b"\n"
        ends = time.monotonic() + self.limits.seconds
        try:
            self._send(line)
        except BrokenPipeError:
            raise _Gone from None
        (length,) = sandbox_child.LENGTH.unpack(self._read(sandbox_child.LENGTH.size, ends))
        if length > self.limits.answer_bytes:
            raise _Heavy("answer")
        answer = json.loads(self._read(length, ends).decode("utf-8", "replace"))
        if not isinstance(answer, dict):
            raise _Died("no answer")
        self._folder.take_back()
        return answer

    def _give(self, argument: Any) -> str:
        if not isinstance(argument, Path):
            raise TypeError(f"{type(argument).__name__} is no data")
        return self._folder.give(argument)

    def _wait_until_ready(self) -> None:
        try:
            said = self._read(len(sandbox_child.WALLS), time.monotonic() + START_SECONDS)
        except (_Heavy, _Died, _Gone) as error:
            raise CannotBegin(f"no child can begin: {error}") from error
        for wall, stands in zip(sandbox_child.WALLS, said, strict=True):
            if not stands:
                _say_unwalled(wall)

    def _send(self, line: bytes) -> None:
        assert self._process.stdin is not None
        while line:
            line = line[self._process.stdin.write(line) or 0 :]

    def _read(self, wanted: int, ends: float) -> bytes:
        assert self._process.stdout is not None
        got = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while len(got) < wanted:
                if not selector.select(max(ends - time.monotonic(), 0)):
                    raise _Heavy("seconds")
                piece = os.read(self._process.stdout.fileno(), min(wanted - len(got), MEGABYTE))
                if not piece:
                    raise self._ended()
                got += piece
        return bytes(got)

    def _ended(self) -> Exception:
        code = self._process.wait()
        if code == sandbox_child.WENT_IDLE:
            return _Gone()
        if code in {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ, -signal.SIGALRM}:
            return _Heavy(f"signal {-code}")
        return _Died(f"signal {-code}" if code < 0 else f"code {code}")

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    @property
    def is_worn(self) -> bool:
        return self.tasks >= TASKS_OF_ONE

    def end(self) -> None:
        """The whole group: a program that the child has started must not outlive it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._folder.remove()


@functools.cache
def _say_unwalled(wall: str) -> None:
    """Once in each process: whoever looks after the machine can allow what is needed, or wall it off otherwise."""
    event, needs = _UNWALLED[wall]
    log.warning(event, needs=needs)


# --- Those that wait for the next file -----------------------------------------------------------------------


class _Pool:
    """As many at once as there are processors; a few of them wait for what comes next."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.idle: list[_Child] = []
        self.lock = threading.Lock()
        self.seats = threading.BoundedSemaphore(max(os.cpu_count() or 1, 2))

    def take(self, limits: Limits) -> _Child:
        with self.lock:
            for child in [each for each in self.idle if each.limits == limits]:
                self.idle.remove(child)
                if child.is_alive:
                    return child
                child.end()
        return _Child(limits)

    def give_back(self, child: _Child) -> None:
        with self.lock:
            self.idle.append(child)
            surplus = self.idle[:-MOST_IDLE]
            del self.idle[:-MOST_IDLE]
        for each in surplus:
            each.end()


_pool = _Pool()


def _the_pool() -> _Pool:
    """A forked process starts with none: it must not share the line of its parent."""
    global _pool
    if _pool.pid != os.getpid():
        _pool = _Pool()
    return _pool


@contextlib.contextmanager
def _child(limits: Limits) -> Iterator[_Child]:
    pool = _the_pool()
    with pool.seats:
        child = pool.take(limits)
        try:
            yield child
        except BaseException:
            child.end()
            raise
        if child.is_alive and not child.is_worn:
            pool.give_back(child)
        else:
            child.end()


def close() -> None:
    """End those that wait; the next `run` starts anew."""
    pool = _the_pool()
    with pool.lock:
        idle, pool.idle = pool.idle, []
    for child in idle:
        child.end()


atexit.register(close)
