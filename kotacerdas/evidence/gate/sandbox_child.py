"""The process in which foreign files are opened: takes one task a line, answers each, knows nothing of Django.

Run by `sandbox` as a program. It has little memory, little time, few open files, no network, and of the files of this
installation only its own code and what it is given; whatever a crafted file does to a library, it does here.
"""

from __future__ import annotations

import ctypes
import errno
import glob
import importlib
import json
import os
import resource
import select
import signal
import struct
import sys
import traceback
from typing import Any, BinaryIO

IDLE_SECONDS = 60
"""Nobody needs it any more: it goes by itself, and its memory with it."""
WENT_IDLE = 75
LENGTH = struct.Struct(">Q")
WALLS = ("network", "file")
"""The first it says is a byte for each: whether the system keeps it off the network, and off the files of others."""
_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000
# Its own limits are full: the file wants too much.
_FULL = {errno.EFBIG, errno.EMFILE, errno.ENOMEM}
# The machine is full, and no file is to blame.
_LACKING = {errno.ENOSPC, errno.EDQUOT, errno.ENFILE, errno.EAGAIN}


# What programs and libraries are made of; of /etc, where passwords lie as well, only what they ask for.
_SYSTEM_RUN = (
    "/bin", "/sbin", "/lib", "/lib64", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib64", "/usr/libexec",
    "/usr/local/bin", "/usr/local/lib", "/nix/store", *glob.glob("/opt/libreoffice*"),
)  # fmt: skip
_SYSTEM_READ = (
    "/usr/share", "/usr/local/share", "/etc/fonts", "/etc/ld.so.cache", "/etc/libreoffice", "/etc/localtime",
    "/etc/ssl/openssl.cnf", "/etc/pki/tls/openssl.cnf", "/etc/magic", "/etc/mime.types", "/var/cache/fontconfig",
    "/var/lib/libreoffice", "/var/spool/libreoffice", "/sys/devices/system/cpu",
)  # fmt: skip
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


def main() -> int:
    settings = json.loads(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")
    _silence()
    _limit(settings)
    sys.path.insert(0, settings["root"])
    walls = bytes((_leave_the_network(), _leave_the_files(settings)))
    # Reading must stay quick to start and must never reach the database.
    sys.modules["django"] = None  # type: ignore[assignment]
    # Not the buffered reader: what it has read ahead would be unseen by `select`.
    requests = os.fdopen(0, "rb", buffering=0)
    answers.write(walls)
    answers.flush()
    while line := _next(requests):
        answer = _written(_work(json.loads(line)))
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()
    return 0


def _next(requests: BinaryIO) -> bytes:
    """The next task; b"" when the parent has gone, however it went."""
    signal.alarm(0)
    if not select.select([requests], [], [], IDLE_SECONDS)[0]:
        os._exit(WENT_IDLE)
    return requests.readline()


def _work(task: dict[str, Any]) -> dict[str, Any]:
    _allow_seconds(task["cpu_seconds"])
    # The parent ends what takes too long; this is for when the parent itself was killed.
    signal.alarm(int(task["seconds"]) + 5)
    try:
        module, _colon, name = task["function"].partition(":")
        function = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        return {"bug": f"{task['function']}: {error}"}
    try:
        return {"result": function(*task["arguments"])}
    except Exception as error:  # noqa: BLE001 - a file makes libraries raise anything
        return _trouble(error)


def _written(answer: dict[str, Any]) -> bytes:
    """Lone surrogates, which no database takes, come as signs that cannot be read; the parent replaces them."""
    try:
        return json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except MemoryError:
        return b'{"heavy": "MemoryError"}'
    except (TypeError, ValueError, RecursionError) as error:
        return json.dumps({"bug": f"an answer that JSON does not know: {error}"}).encode()


def _trouble(error: Exception) -> dict[str, Any]:
    faults = getattr(error, "faults", None)
    if faults is not None:
        return {
            "faults": [
                {"kind": each.kind, "values": dict(each.values), "line": each.line, "column": each.column}
                for each in faults
            ]
        }
    if isinstance(error, OSError) and error.errno in _LACKING:
        return {"lacking": error.errno}
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in _FULL):
        return {"heavy": type(error).__name__}
    at = traceback.extract_tb(error.__traceback__)[-1]
    return {"damaged": f"{type(error).__name__} in {os.path.basename(at.filename)}:{at.lineno}"}


# --- What it may use -----------------------------------------------------------------------------------------


def _silence() -> None:
    """What libraries print must not get among the answers."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.close(nothing)


def _limit(settings: dict[str, Any]) -> None:
    for which, most in (
        (resource.RLIMIT_AS, settings["memory"]),
        (resource.RLIMIT_FSIZE, settings["file_bytes"]),
        (resource.RLIMIT_NOFILE, settings["open_files"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(which, (most, most))


def _allow_seconds(seconds: int) -> None:
    """The limit counts the whole life of the process; each task gets its own seconds from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def _leave_the_network() -> bool:
    """Python's own sockets are refused always; those of libraries where the system lets us leave its network."""
    sys.addaudithook(_refuse_sockets)
    try:
        return bool(ctypes.CDLL(None, use_errno=True).unshare(_NEW_USERS | _NEW_NETWORK) == 0)
    except (OSError, AttributeError):
        return False


def _leave_the_files(settings: dict[str, Any]) -> bool:
    """It keeps what it needs to read with. The package is imported before, since its folder's neighbours, the database
    and the secret key among them, cannot even be listed afterwards."""
    from kotacerdas.evidence.gate import landlock

    # Code that it could write would run outside tomorrow.
    sys.dont_write_bytecode = True
    root = settings["root"]
    prefixes = (sys.prefix, sys.base_prefix, sys.base_exec_prefix)
    programs = (*_SYSTEM_RUN, *(os.path.join(each, part) for each in prefixes for part in ("bin", "lib")))
    words = os.environ.get("TESSDATA_PREFIX")
    texts = (*_SYSTEM_READ, *sys.path, *([words] if words else []), os.path.join(root, "kotacerdas"))
    allowed = dict.fromkeys(_DEVICES, landlock.USE)
    allowed |= {each: landlock.READ for each in texts if not _holds(each, root)}
    allowed |= dict.fromkeys(programs, landlock.RUN)
    allowed[settings["given"]] = landlock.READ
    allowed[settings["own"]] = landlock.WRITE
    if settings["listens"]:
        allowed["/tmp"] = landlock.LISTEN  # noqa: S108 - LibreOffice knows no other place
    return landlock.confine(allowed)


def _holds(folder: str, root: str) -> bool:
    """The project's folder, on the path of Python, is also that of its secrets."""
    return os.path.join(root, "").startswith(os.path.join(os.path.realpath(folder), ""))


def _refuse_sockets(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError("no network here")


if __name__ == "__main__":
    sys.exit(main())
