"""Functions that tests let run in the sandbox: each does what a crafted file might make a library do."""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time

from kotacerdas.common.domain.faults import Fault, Refused


def echo(*words):
    return list(words)


def who():
    return os.getpid()


def secrets():
    return sorted(os.environ)


def eat_memory():
    return len(bytes(3 * 1024**3))


def eat_processor():
    while True:
        pass


def sleep():
    time.sleep(60)


def fill_disk(name):
    with open(name, "wb") as full:
        full.writelines(bytes(1024 * 1024) for _ in range(64))


def size_of(name):
    return os.stat(name).st_size


def read(path):
    with open(path, encoding="utf-8") as opened:
        return opened.read()


def write(path):
    with open(path, "a", encoding="utf-8") as opened:
        opened.write("mine")


def write_own():
    write("note")
    return [os.getcwd(), read("note")]


def connect(port):
    """To this machine itself, as a library does it: Python's own sockets are refused before the system is asked."""
    _with_socket("connect", socket.AF_INET, port.to_bytes(2, "big") + bytes((127, 0, 0, 1)) + bytes(8))


def listen(path):
    """At a path, as LibreOffice does it, and away again."""
    _with_socket("bind", socket.AF_UNIX, path.encode() + b"\0")
    os.remove(path)


def _with_socket(deed, family, place):
    address = family.to_bytes(2, sys.byteorder) + place
    system = ctypes.CDLL(None, use_errno=True)
    line = system.socket(family, socket.SOCK_STREAM, 0)
    failed = getattr(system, deed)(line, address, len(address))
    number = ctypes.get_errno()
    os.close(line)
    if failed:
        raise OSError(number, os.strerror(number))


DEEDS = {
    "read": read,
    "write": write,
    "list": os.listdir,
    "remove": os.remove,
    "make a folder": os.mkdir,
    "run": lambda path: subprocess.run([path], check=True),  # noqa: S603 - a program of the test
    "signal": lambda process: os.kill(process, 0),
    "connect": connect,
    "listen": listen,
}


def attempt(deed, what):
    """The name of the error with which the system refuses it; None where it lets it happen."""
    try:
        DEEDS[deed](what)
    except OSError as error:
        return errno.errorcode[error.errno]
    return None


def answer_much():
    return "a" * 4_000_000


def answer_strangely():
    return object()


def answer_half_a_letter():
    return "a\ud800b"


def crash():
    os.kill(os.getpid(), signal.SIGSEGV)


def leave_as_if_idle():
    os._exit(75)


def stumble():
    raise KeyError("no such table")


def find_the_disk_full(number):
    raise OSError(number, "full")


def refuse():
    raise Refused(Fault("file-empty", {"name": "a.pdf"}, line=3))


def print_something():
    print("not an answer")  # noqa: T201 - that it does not hurt is what is tested
    os.write(1, b"nor this")
    return "answer"


def call_home():
    socket.create_connection(("127.0.0.1", 9))


def use_django():
    import django.db  # noqa: F401 - that it fails is what is tested


def start_a_program_and_sleep(seconds):
    subprocess.Popen(["/bin/sleep", seconds])  # noqa: S603 - the test finds it by them
    time.sleep(60)


def stay_busy(path, name):
    while True:
        pass
