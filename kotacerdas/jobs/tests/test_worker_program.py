"""The program that the supervisor starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from kotacerdas.config import supervisor
from kotacerdas.jobs import schedules
from kotacerdas.jobs.models import Job, Schedule, State
from kotacerdas.jobs.registry import QUEUES
from kotacerdas.jobs.tests.conftest import ROOT, wait_for


def test_the_supervisor_starts_a_worker_for_each_queue_and_outlives_it():
    processes = supervisor.workers()

    assert [process.command[-1] for process in processes] == list(QUEUES)
    assert not any(process.is_vital for process in processes)


def test_it_does_what_schedules_order_and_stops_when_asked(shared_database):
    [quick, _heavy] = supervisor.workers()
    variables = os.environ | shared_database | {"LOG_LEVEL": "ERROR"}
    process = subprocess.Popen(quick.command, cwd=ROOT, env=variables, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command

    wait_for(lambda: Job.objects.filter(is_routine=True, state=State.DONE).exists())
    process.send_signal(signal.SIGTERM)

    said = process.communicate(timeout=20)[1]
    assert (process.returncode, said) == (0, "")
    assert set(Schedule.objects.values_list("task", flat=True)) == set(schedules.plans())


def test_a_queue_that_is_not_is_refused(tmp_path):
    command = [sys.executable, "-m", "kotacerdas.jobs.worker", "slow"]
    variables = os.environ | {"KOTACERDAS_DATA": str(tmp_path), "SECRET_KEY": "x" * 40}

    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)  # noqa: S603 - our own command

    assert (done.returncode, done.stderr) == (2, "no queue is called slow\n")
