"""The supervisor starts, watches and stops each process once, and leaves nobody behind."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kotacerdas.config import supervisor

pytestmark = pytest.mark.no_database

ROOT = Path(__file__).resolve().parents[1]

SUPERVISED = """
import sys
from pathlib import Path
from kotacerdas.config import supervisor
supervisor.PATIENCE_AT_END = 0.5
supervisor.FIRST_PAUSE = 0.1
folder = Path(sys.argv[1])
child = supervisor.Process("The web server", [sys.executable, "-c", sys.argv[2], str(folder)], (folder / "up").exists)
helpers = [
    supervisor.Process("The worker", [sys.executable, "-c", each, str(folder)], is_vital=False) for each in sys.argv[3:]
]
raise SystemExit(supervisor.Supervisor([child, *helpers]).run(lambda: print("ready", flush=True)))
"""
CHILD = """
import os, signal, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
def note(number, frame):
    with (folder / "signals").open("a") as file:
        print(number, file=file)
    {answer}
signal.signal(signal.SIGTERM, note)
signal.signal(signal.SIGINT, note)
(folder / "up").write_text(str(os.getpid()))
time.sleep(20)
"""
# Says in a file of its own that it was there, and that it was asked to stop.
HELPER = """
import os, signal, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
signal.signal(signal.SIGTERM, lambda number, frame: ((folder / "stopped").touch(), sys.exit(0)))
with (folder / "starts").open("a") as file:
    print(os.getpid(), file=file)
time.sleep(20)
"""


@pytest.fixture
def supervised(tmp_path: Path):
    """Starts a supervisor with one small child and waits until it says that it is ready."""
    started = []

    def start(child: str, *helpers: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISED, str(tmp_path), child, *helpers],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_each_process_once_and_cleanly(supervised, tmp_path, number):
    process = supervised(CHILD.format(answer="sys.exit(0)"))
    assert process.stdout.readline() == "ready\n"

    process.send_signal(number)
    process.send_signal(number)
    said = process.communicate(timeout=10)[1]

    assert process.returncode == 0
    assert (tmp_path / "signals").read_text() == f"{signal.SIGTERM:d}\n"
    assert said == ""


def test_a_process_that_does_not_stop_is_ended(supervised, tmp_path):
    process = supervised(CHILD.format(answer="pass"))
    process.stdout.readline()

    process.terminate()
    said = process.communicate(timeout=10)[1]

    assert process.returncode == 0
    assert "did not stop in time" in said
    assert not is_alive(int((tmp_path / "up").read_text()))


def test_a_server_that_dies_is_said(supervised):
    process = supervised("import sys; sys.exit(3)")

    said = process.communicate(timeout=10)[1]

    assert process.returncode == 1
    assert "The web server ended by itself" in said


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_nobody_is_left_when_the_supervisor_is_killed(supervised, tmp_path):
    process = supervised(CHILD.format(answer="sys.exit(0)"))
    process.stdout.readline()
    child = int((tmp_path / "up").read_text())

    process.kill()
    process.communicate()

    until = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(child)


def test_a_worker_that_is_killed_is_started_again_and_the_site_goes_on(supervised, tmp_path):
    process = supervised(CHILD.format(answer="sys.exit(0)"), HELPER)
    process.stdout.readline()
    first = wait_for(lambda: starts(tmp_path)[0])

    os.kill(first, signal.SIGKILL)
    second = wait_for(lambda: starts(tmp_path)[1])

    assert process.poll() is None
    assert is_alive(int((tmp_path / "up").read_text()))
    process.terminate()
    said = process.communicate(timeout=10)[1]
    assert process.returncode == 0
    assert said.count("The worker ended by itself and is started again") == 1
    assert (tmp_path / "stopped").exists()
    assert not is_alive(second)


def test_a_worker_that_cannot_stay_is_started_less_and_less_often(capsys):
    worker = supervisor.Process("The worker", [sys.executable, "-c", "raise SystemExit(3)"], is_vital=False)
    pauses = []

    for _ in range(8):
        worker.again_at = 0.0
        worker.start()
        worker.running.wait()
        worker.keep_running()
        pauses.append(round(worker.again_at - time.monotonic()))

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert capsys.readouterr().err.count("started again") == 8


def test_a_worker_starts_only_once_the_site_answers(supervised, tmp_path):
    process = supervised("import time; time.sleep(0.3); raise SystemExit(3)", HELPER)

    process.communicate(timeout=10)

    assert process.returncode == 1
    assert not (tmp_path / "starts").exists()


def test_nobody_is_left_when_the_supervisor_of_a_worker_is_killed(supervised, tmp_path):
    process = supervised(CHILD.format(answer="sys.exit(0)"), HELPER)
    process.stdout.readline()
    worker = wait_for(lambda: starts(tmp_path)[0])

    process.kill()
    process.communicate()

    assert wait_for(lambda: not is_alive(worker))


def starts(folder: Path) -> list[int]:
    return [int(line) for line in (folder / "starts").read_text().split()]


def wait_for(answer):
    """What `answer` gives as soon as it gives something; at most ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with contextlib.suppress(OSError, IndexError, ValueError):
            if found := answer():
                return found
        time.sleep(0.02)
    pytest.fail("it did not happen")


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_the_address_and_the_sign_ins_are_told(capsys):
    supervisor.announce(["http://localhost:8000"], [("Programme office", "rina@kota.example", "abcd-efgh")])

    told = capsys.readouterr().out
    assert "http://localhost:8000" in told
    assert "Programme office  rina@kota.example  abcd-efgh" in told


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", ["http://localhost:8000"]),
        ("192.0.2.7", ["http://192.0.2.7:8000"]),
        ("2001:db8::7", ["http://[2001:db8::7]:8000"]),
        ("::", ["http://localhost:8000", "http://balai-kota:8000"]),
    ],
)
def test_addresses_are_what_can_be_typed_into_a_browser(host, expected):
    allowed = ["localhost", "127.0.0.1", "[::1]", "balai-kota", ".kota.example", "*"]

    assert supervisor.addresses(host, 8000, allowed) == expected
