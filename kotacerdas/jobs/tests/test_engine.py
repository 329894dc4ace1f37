"""Jobs in one process: ordered, worked off, done once, failed, refused, cancelled, asked for again."""

from __future__ import annotations

import pytest

from kotacerdas.jobs import actions, registry
from kotacerdas.jobs.models import Job, State
from kotacerdas.jobs.tasks import Run, task
from kotacerdas.jobs.tests.running import run_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def declare(monkeypatch):
    """Declares a task for the length of a test."""
    monkeypatch.setattr(registry, "_tasks", dict(registry._tasks))

    def as_task(function, name="jobs.trial", **options):
        task(name, title="Trial", **options)(function)
        return name

    return as_task


def test_a_job_is_done_with_its_arguments_and_keeps_its_result(declare):
    name = declare(lambda run, first, second: {"sum": first + second})

    job = actions.enqueue(name, first=1, second=2)
    run_all()

    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (State.DONE, {"sum": 3}, 1)


def test_a_step_that_is_done_is_not_done_again(declare):
    done = []

    def trial(run: Run) -> None:
        run.step("first", lambda: done.append("first"))
        if run.attempt == 1:
            raise ValueError("in the middle")
        run.step("second", lambda: done.append("second"))

    job = actions.enqueue(declare(trial))
    run_all(may_fail=True)
    Job.objects.filter(pk=job.pk).update(run_at=job.created_at)
    run_all()

    job.refresh_from_db()
    assert done == ["first", "second"]
    assert job.state == State.DONE


def test_a_key_that_waits_gives_the_job_that_waits(declare):
    name = declare(lambda run: None)

    assert actions.enqueue(name, key="a") == actions.enqueue(name, key="a")
    assert actions.enqueue(name, key="b") != actions.enqueue(name, key="a")
