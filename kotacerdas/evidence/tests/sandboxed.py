"""Functions that tests let run in the sandbox: each does what a crafted file might make a library do."""

import os
import signal
import socket
import subprocess
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


def fill_disk(path):
    with open(path, "wb") as full:
        full.writelines(bytes(1024 * 1024) for _ in range(64))


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


def start_a_program_and_sleep(path):
    program = subprocess.Popen(["/bin/sleep", "60"])
    with open(path, "w") as note:
        note.write(str(program.pid))
    time.sleep(60)


def stay_busy(path, name):
    while True:
        pass
