"""The command `kotacerdas jobs`."""

from __future__ import annotations

import pytest

from kotacerdas.jobs.models import State
from kotacerdas.jobs.tests import factories

pytestmark = pytest.mark.django_db


def test_what_waits_runs_or_failed_is_listed_and_what_is_done_on_demand(command):
    done, failed = factories.done(), factories.failed()

    said = command("jobs", "list")

    assert said.code == 0
    assert f"{failed.pk:>8}  failed" in said.out
    assert f"{done.pk:>8}  " not in said.out
    assert f"{done.pk:>8}  done" in command("jobs", "list", "--state", "done").out


def test_a_failed_job_is_started_again_and_a_waiting_one_cancelled(command):
    job = factories.failed()

    assert "waiting" in command("jobs", "retry", job.pk).out
    assert "cancelled" in command("jobs", "cancel", job.pk).out
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_what_cannot_be_done_is_one_line_and_exit_code_2(command):
    done = factories.done()

    said = command("jobs", "cancel", done.pk)

    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "sudah berakhir" in said.err
    assert "Tidak ada pekerjaan dengan nomor 999" in command("jobs", "retry", 999).err
    assert "Tidak ada antrean bernama “slow”" in command("jobs", "work", "slow").err
