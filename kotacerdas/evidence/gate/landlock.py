"""Landlock, by which a process of Linux gives up files, TCP and strangers' signals for good, for itself and its children.

It needs no rights and no library: three system calls. What a kernel does not know of it yet, it leaves out. Changing
modes, owners and times of files, and asking whether a path exists, are beyond it.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Mapping

# The same numbers on every processor.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
_RULESET = struct.Struct("=QQQ")
_BENEATH = struct.Struct("=Qi")

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << bit for bit in range(6))
_MAKE = 1 << 7 | 1 << 8 | 1 << 10 | 1 << 12
"""Folders, files, pipes and symbolic links; devices are for nobody."""
_REFER, _TRUNCATE, _CONTROL_DEVICE = 1 << 13, 1 << 14, 1 << 15
_FIRST = (1 << 13) - 1
_LATER = ((2, _REFER), (3, _TRUNCATE), (5, _CONTROL_DEVICE))
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _CONTROL_DEVICE
# Binding and connecting; sockets without a file, and signals.
_TCP, _SCOPES = 0b11, 0b11

READ = _READ_FILE | _READ_DIR
RUN = READ | _EXECUTE
USE = _READ_FILE | _WRITE_FILE
"""Of a device such as /dev/null."""
LISTEN = 1 << 9 | _REMOVE_FILE
"""To make sockets, which are files, and to remove them; other files too, for it cannot tell them apart."""
WRITE = READ | _WRITE_FILE | _TRUNCATE | _MAKE | LISTEN | _REMOVE_DIR | _REFER


def version() -> int:
    """0 where the kernel has none, or does not let us."""
    if sys.platform != "linux":
        return 0
    return max(_call(_CREATE_RULESET, None, 0, _ASK_VERSION), 0)


def confine(allowed: Mapping[str, int]) -> bool:
    """From now on only these paths and what lies beneath them, each with its rights; those that are not there are left
    out. False where the system cannot do it. Other threads stay free: it is called before there are any."""
    if sys.platform != "linux":
        return False
    _forgo_new_privileges()
    known = version()
    if not known:
        return False
    handled = _handled(known)
    rules = _RULESET.pack(handled, _TCP if known >= 4 else 0, _SCOPES if known >= 6 else 0)
    ruleset = _call(_CREATE_RULESET, rules, len(rules), 0)
    if ruleset < 0:
        return False
    try:
        added = [_allow(ruleset, path, rights & handled) for path, rights in allowed.items()]
        return all(added) and _call(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _handled(known: int) -> int:
    handled = _FIRST
    for since, right in _LATER:
        handled |= right if known >= since else 0
    return handled


def _allow(ruleset: int, path: str, rights: int) -> bool:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        if not stat.S_ISDIR(os.fstat(opened).st_mode):
            rights &= _OF_FILES
        return _call(_ADD_RULE, ruleset, _PATH_BENEATH, _BENEATH.pack(rights, opened), 0) == 0
    finally:
        os.close(opened)


def _forgo_new_privileges() -> None:
    """No program that it starts gains rights by being setuid; Landlock asks for it."""
    _libc().prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0)))


def _call(number: int, *arguments: int | bytes | None) -> int:
    given = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return int(_libc().syscall(ctypes.c_long(number), *given))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
