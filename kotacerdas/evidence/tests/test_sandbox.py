"""Whatever a file makes a library do ends with its own process: no memory, time, disk, network or secret of ours."""

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import structlog

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence.gate import landlock, sandbox, sandbox_folder
from kotacerdas.evidence.gate.sandbox import MEGABYTE, Limits
from kotacerdas.evidence.tests import sandboxed

pytestmark = pytest.mark.no_database

SMALL = Limits(
    memory=512 * MEGABYTE, cpu_seconds=1, seconds=10, file_bytes=2 * MEGABYTE, answer_bytes=3 * MEGABYTE
)


@pytest.fixture(autouse=True)
def _end_children():
    yield
    sandbox.close()


def run(name, *arguments, limits=SMALL):
    return sandbox.run(
        f"kotacerdas.evidence.tests.sandboxed:{name}", *arguments, limits=limits, name="SK.pdf"
    )


def faults_of(name, *arguments, limits=SMALL):
    with pytest.raises(Refused) as refused:
        run(name, *arguments, limits=limits)
    return [(each.kind, each.values.get("name")) for each in refused.value.faults]


def test_a_function_gets_its_arguments_and_its_answer_comes_back():
    assert run("echo", "Nomor 21", 3, None, ["a", {"b": 1.5}]) == ["Nomor 21", 3, None, ["a", {"b": 1.5}]]


def test_one_process_serves_many_files():
    assert run("who") == run("who") != os.getpid()


@pytest.mark.parametrize("what", ["eat_memory", "eat_processor", "answer_much"])
def test_what_passes_the_limits_is_too_heavy(what):
    assert faults_of(what) == [("evidence-too-heavy", "SK.pdf")]


def test_what_waits_for_ever_is_too_heavy():
    limits = Limits(seconds=0.5)

    assert faults_of("sleep", limits=limits) == [("evidence-too-heavy", "SK.pdf")]


def test_the_disk_is_not_filled():
    assert faults_of("fill_disk", "full") == [("evidence-too-heavy", "SK.pdf")]
    assert 0 < run("size_of", "full") <= SMALL.file_bytes


@pytest.mark.parametrize("what", ["crash", "stumble", "leave_as_if_idle", "call_home", "use_django"])
def test_what_falls_over_is_damaged(what):
    assert faults_of(what) == [("evidence-damaged", "SK.pdf")]


def test_after_a_crash_the_next_file_has_a_new_process():
    before = run("who")
    faults_of("crash")

    assert run("who") != before


def test_faults_come_back_as_they_were_raised():
    with pytest.raises(Refused) as refused:
        run("refuse")

    (fault,) = refused.value.faults
    assert (fault.kind, fault.values, fault.line) == ("file-empty", {"name": "a.pdf"}, 3)


def test_what_a_library_prints_is_no_answer():
    assert run("print_something") == "answer"


def test_half_letters_do_not_come_back():
    assert "\ud800" not in run("answer_half_a_letter")


def test_secrets_of_the_installation_stay_outside(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x" * 40)
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@c/d")

    assert not {"SECRET_KEY", "DATABASE_URL"} & set(run("secrets"))


@pytest.mark.parametrize("function", ["kotacerdas.nowhere:read", "os.path:no_such"])
def test_a_function_that_is_not_there_is_a_bug_and_no_fault_of_the_file(function):
    with pytest.raises(LookupError):
        sandbox.run(function)


def test_an_answer_that_is_no_data_is_a_bug():
    with pytest.raises(LookupError):
        run("answer_strangely")


def test_a_child_that_cannot_even_begin_says_nothing_of_the_file(monkeypatch, tmp_path):
    broken = tmp_path / "child.py"
    broken.write_text("raise SystemExit(1)")
    monkeypatch.setattr(sandbox.sandbox_child, "__file__", str(broken))

    with pytest.raises(OSError, match="begin"):
        run("echo", limits=Limits(memory=777 * MEGABYTE))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_says_nothing_of_the_file(number):
    with pytest.raises(OSError, match=os.strerror(number)) as raised:
        run("find_the_disk_full", number)

    assert raised.value.errno == number


@pytest.mark.parametrize(
    ("network", "files", "missing"),
    [(0, 1, []), (-1, 1, ["network"]), (0, 0, ["file"]), (-1, 0, ["network", "file"])],
)
def test_where_the_system_puts_no_wall_the_log_says_so_once(tmp_path, monkeypatch, network, files, missing):
    changed = Path(sandbox.sandbox_child.__file__).read_text()
    for real, pretended in (
        (".unshare(_NEW_USERS | _NEW_NETWORK)", f".abs({network})"),
        ("landlock.confine(allowed)", f"bool({files})"),
    ):
        assert changed.count(real) == 1
        changed = changed.replace(real, pretended)
    child = tmp_path / "child.py"
    child.write_text(changed)
    monkeypatch.setattr(sandbox.sandbox_child, "__file__", str(child))
    sandbox._say_unwalled.cache_clear()

    with structlog.testing.capture_logs() as said:
        for memory in (700, 701):
            run("echo", limits=Limits(memory=memory * MEGABYTE))

    assert [each["event"] for each in said] == [f"evidence.sandbox-without-{wall}-wall" for wall in missing]


def test_a_worn_process_is_replaced(monkeypatch):
    monkeypatch.setattr(sandbox, "TASKS_OF_ONE", 1)

    assert run("who") != run("who")


def test_programs_that_a_child_started_end_with_it():
    seconds = f"60.{os.getpid()}"
    task = threading.Thread(
        target=faults_of, args=("start_a_program_and_sleep", seconds), kwargs={"limits": Limits(seconds=1)}
    )
    task.start()
    program = _wait_for_program("/bin/sleep", seconds)
    task.join()

    assert _is_gone(program)


def _wait_for_program(*command):
    """Its number, as soon as it runs."""
    wanted = "".join(f"{each}\0" for each in command).encode()
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        for each in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if each.read_bytes() == wanted:
                    return int(each.parent.name)
    raise AssertionError("it never began")


def test_many_threads_ask_at_once_and_each_gets_its_own_answer():
    answers = {}
    threads = [
        threading.Thread(target=lambda at=at: answers.update({at: run("echo", at)})) for at in range(12)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert answers == {at: [at] for at in range(12)}


def _is_gone(pid):
    """Killed, within moments; whoever inherited it may still have to take note of its end."""
    ends = time.monotonic() + 5
    while _is_running(pid) and time.monotonic() < ends:
        threading.Event().wait(0.02)
    return not _is_running(pid)


def _is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


PARENT = """
import time
from kotacerdas.evidence.gate import sandbox
print(sandbox.run("kotacerdas.evidence.tests.sandboxed:who", limits=sandbox.Limits()), flush=True)
time.sleep(60)
"""


def test_children_end_when_their_parent_was_killed():
    arguments = [sys.executable, "-c", PARENT]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603 - our own program
        child = int(parent.stdout.readline())
        parent.kill()

    assert _is_gone(child)


def test_a_child_that_hangs_without_its_parent_ends_by_its_own_clock():
    """It is asked directly, as a parent that dies in this moment would have asked it."""
    limits = Limits(seconds=-4)
    child = sandbox._Child(limits)
    task = {"function": "kotacerdas.evidence.tests.sandboxed:sleep", "arguments": [], "cpu_seconds": 9}
    child._send(json.dumps({**task, "seconds": limits.seconds}).encode() + b"\n")

    assert child._process.wait(timeout=10) == -signal.SIGALRM
    child.end()


# --- Files ---------------------------------------------------------------------------------------------------


def walled(*, since=1, what="files"):
    """Where the kernel is older the log says that this wall is missing, and there is nothing to test."""
    return pytest.mark.skipif(
        landlock.version() < since,
        reason=f"this kernel lacks version {since} of Landlock, which guards {what}",
    )


@pytest.fixture
def state(tmp_path, settings):
    """A folder of an installation, which the tests themselves may read and write."""
    settings.STATE = tmp_path / "state"
    (settings.STATE / "blobs").mkdir(parents=True)
    (settings.STATE / "secret-key").write_text("x" * 40)
    return settings.STATE


@walled()
@pytest.mark.parametrize(
    ("deed", "name"),
    [
        ("read", "secret-key"),
        ("write", "secret-key"),
        ("write", "new"),
        ("make a folder", "new"),
        ("list", "blobs"),
        ("list", "."),
        ("remove", "secret-key"),
    ],
)
def test_files_of_the_installation_are_out_of_reach(state, deed, name):
    path = str(state / name)

    assert run("attempt", deed, path) == "EACCES"
    assert sandboxed.attempt(deed, path) is None


@walled()
@pytest.mark.parametrize(
    ("deed", "path"),
    [
        ("list", "."),
        ("read", "pyproject.toml"),
        ("write", "kotacerdas/evidence/tests/new.py"),
        ("make a folder", "kotacerdas/evidence/new"),
        ("list", ".."),
        ("read", "/etc/passwd"),
        ("list", "/etc"),
        ("list", "/tmp"),  # noqa: S108 - others have their files there
        ("list", "/proc"),
    ],
)
def test_what_lies_beside_the_code_and_what_is_the_system_s_own_is_out_of_reach(deed, path):
    assert run("attempt", deed, str(sandbox._ROOT / path)) == "EACCES"


@walled()
def test_its_own_code_and_programs_are_within_reach():
    assert run("attempt", "list", str(sandbox._ROOT / "kotacerdas" / "evidence")) is None
    assert run("attempt", "run", "/bin/true") is None


@walled()
def test_what_it_writes_it_may_not_run():
    folder, _note = run("write_own")
    program = Path(folder) / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)

    assert run("attempt", "run", str(program)) == "EACCES"


@walled()
def test_in_the_folder_of_all_libreoffice_may_make_sockets_and_read_nothing(tmp_path):
    limits = Limits(listens=True)
    place = f"/tmp/kotacerdas-{os.getpid()}"  # noqa: S108 - LibreOffice knows no other place
    (tmp_path / "a.txt").write_text("Keputusan")

    assert run("attempt", "listen", place, limits=limits) is None
    assert run("attempt", "listen", place) == "EACCES"
    assert run("attempt", "read", str(tmp_path / "a.txt"), limits=limits) == "EACCES"
    assert run("attempt", "write", str(tmp_path / "new"), limits=limits) == "EACCES"


def test_a_path_among_the_arguments_is_a_file_that_it_may_read(tmp_path):
    (tmp_path / "a.txt").write_text("Keputusan")

    path, (inner, _number) = run("echo", tmp_path / "a.txt", [tmp_path / "a.txt", 1])

    assert path != inner
    assert run("read", tmp_path / "a.txt") == "Keputusan"


def test_what_it_was_given_goes_with_the_task(tmp_path):
    (tmp_path / "a.txt").write_text("Keputusan")
    (given,) = run("echo", tmp_path / "a.txt")

    assert run("attempt", "read", given) == "ENOENT"


@walled()
@pytest.mark.parametrize("deed", ["write", "remove"])
def test_what_it_was_given_it_can_only_read(tmp_path, deed):
    (tmp_path / "a.txt").write_text("Keputusan")

    assert run("attempt", deed, tmp_path / "a.txt") == "EACCES"
    assert (tmp_path / "a.txt").read_text() == "Keputusan"


def test_a_file_that_is_not_there_is_no_fault_of_a_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        run("read", tmp_path / "gone")


def test_its_own_folder_goes_with_it():
    folder, note = run("write_own")
    assert note == "mine"
    assert Path(folder).is_dir()

    sandbox.close()

    assert not Path(folder).parent.exists()


def test_the_folder_of_one_that_was_killed_goes_too():
    folder, _note = run("write_own")
    faults_of("crash")

    assert not Path(folder).parent.exists()


KILLED = """
import time
from kotacerdas.evidence.gate import sandbox
print(sandbox.run("kotacerdas.evidence.tests.sandboxed:write_own", limits=sandbox.Limits())[0], flush=True)
time.sleep(60)
"""


def test_what_a_killed_parent_left_is_swept_and_the_folders_of_the_living_stay():
    arguments = [sys.executable, "-c", KILLED]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603 - our own program
        left = Path(parent.stdout.readline().strip()).parent
        parent.kill()
    living = Path(run("write_own")[0]).parent
    for each in (left, living):
        os.utime(each, (0, 0))

    sandbox_folder.sweep()

    assert (left.exists(), living.exists()) == (False, True)


# --- Strangers -----------------------------------------------------------------------------------------------


@walled(since=6, what="other processes")
def test_no_signal_reaches_a_process_outside():
    assert run("attempt", "signal", os.getpid()) == "EPERM"
    assert sandboxed.attempt("signal", os.getpid()) is None


@walled(since=4, what="TCP")
def test_libraries_open_no_connection_either():
    assert run("attempt", "connect", 9) == "EACCES"
    assert sandboxed.attempt("connect", 9) != "EACCES"
