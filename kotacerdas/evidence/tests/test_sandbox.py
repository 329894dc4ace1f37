"""Whatever a file makes a library do ends with its own process: no memory, time, disk, network or secret of ours."""

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
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.gate.sandbox import MEGABYTE, Limits

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


def test_the_disk_is_not_filled(tmp_path):
    assert faults_of("fill_disk", str(tmp_path / "full")) == [("evidence-too-heavy", "SK.pdf")]
    assert (tmp_path / "full").stat().st_size <= SMALL.file_bytes


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


@pytest.mark.parametrize(("unshared", "warnings"), [("0", 0), ("-1", 1)])
def test_where_the_system_puts_no_wall_before_the_network_the_log_says_so_once(
    tmp_path, monkeypatch, unshared, warnings
):
    source = Path(sandbox.sandbox_child.__file__).read_text()
    changed = source.replace(".unshare(_NEW_USERS | _NEW_NETWORK)", f".abs({unshared})", 1)
    assert changed != source
    child = tmp_path / "child.py"
    child.write_text(changed)
    monkeypatch.setattr(sandbox.sandbox_child, "__file__", str(child))
    sandbox._say_unwalled.cache_clear()

    with structlog.testing.capture_logs() as said:
        for memory in (700, 701):
            run("echo", limits=Limits(memory=memory * MEGABYTE))

    assert [each["event"] for each in said] == ["evidence.sandbox-without-network-wall"] * warnings


def test_a_worn_process_is_replaced(monkeypatch):
    monkeypatch.setattr(sandbox, "TASKS_OF_ONE", 1)

    assert run("who") != run("who")


def test_programs_that_a_child_started_end_with_it(tmp_path):
    note = tmp_path / "pid"
    faults_of("start_a_program_and_sleep", str(note), limits=Limits(seconds=1))

    assert _is_gone(int(note.read_text()))


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
