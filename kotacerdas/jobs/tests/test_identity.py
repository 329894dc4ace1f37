"""A worker counts as dead only where that is certain."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kotacerdas.jobs import identity


def test_a_worker_that_lives_is_not_dead():
    assert not identity.is_dead(identity.mark())


def test_a_worker_of_this_machine_that_has_ended_is_dead_even_before_anybody_waits_for_it():
    process = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    mark = mark_of(process.pid)
    process.stdout.read()

    # Its exit code is not asked for yet, so its number still exists.
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert identity.is_dead(mark)

    process.communicate()
    assert identity.is_dead(mark)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when a process began")
def test_another_process_with_the_same_number_is_not_the_worker():
    machine, pid, birth = identity.mark().split("-")

    assert identity.is_dead(f"{machine}-{pid}-{int(birth) - 1}")


def test_of_another_machine_nothing_is_known():
    assert not identity.is_dead("0123456789ab-999999999-1")
    assert not identity.is_dead("elsewhere")
    assert not identity.is_dead("")


def mark_of(pid: int) -> str:
    machine = identity.mark().partition("-")[0]
    return f"{machine}-{pid}-{identity._birth(pid)}"
