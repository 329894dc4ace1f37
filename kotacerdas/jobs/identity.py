"""Who a worker is, and whether another one of the same machine is dead for certain.

A worker's mark is machine-process-birth. The machine is name, boot and process space together, so that two containers,
or the same computer after a restart, are not taken for one another; the birth tells a process from an earlier one that
had its number. In doubt a worker counts as alive, and its jobs wait until its lease ends.
"""

import hashlib
import os
import socket
from functools import cache
from pathlib import Path

UNKNOWN = "0"


def mark() -> str:
    """The mark of this process."""
    pid = os.getpid()
    return f"{_machine()}-{pid}-{_birth(pid)}"


def is_dead(worker: str) -> bool:
    machine, _sign, process = worker.partition("-")
    pid, _sign, birth = process.partition("-")
    if machine != _machine() or not pid.isdigit():
        return False
    if not _exists(int(pid)):
        return True
    now = _birth(int(pid))
    return UNKNOWN not in {birth, now} and birth != now


@cache
def _machine() -> str:
    parts = [socket.gethostname(), _read("/proc/sys/kernel/random/boot_id"), _link("/proc/self/ns/pid")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    """Ended, but nobody has asked yet how."""
    return _fields(pid)[:1] == ["Z"]


def _birth(pid: int) -> str:
    """When it began, in ticks since the start of the machine; Linux only."""
    fields = _fields(pid)
    return fields[19] if len(fields) > 19 else UNKNOWN


def _fields(pid: int) -> list[str]:
    # The name in brackets may hold blanks and brackets, so what counts begins after the last one.
    return _read(f"/proc/{pid}/stat").rpartition(")")[2].split()


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _link(path: str) -> str:
    try:
        return str(Path(path).readlink())
    except OSError:
        return ""
