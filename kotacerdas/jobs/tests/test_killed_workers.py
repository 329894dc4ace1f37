"""Real workers, killed outright: nothing is lost, and no step that was done is done again."""

from __future__ import annotations

import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from kotacerdas.common.models import Submission
from kotacerdas.jobs import actions, leases
from kotacerdas.jobs.models import Attempt, Job, State, Step
from kotacerdas.jobs.tests import trial  # noqa: F401 - its tasks
from kotacerdas.jobs.tests.conftest import kill, wait_for


def effects() -> Counter[str]:
    return Counter(Submission.objects.values_list("action", flat=True))


def ended(job: Job) -> Job | None:
    job.refresh_from_db()
    return None if job.is_open else job


def outcomes(job: Job) -> list[str]:
    return list(Attempt.objects.filter(job=job).values_list("outcome", flat=True))


@pytest.mark.parametrize("place", ["inside", "between"])
def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_no_step(start_worker, tmp_path, place):
    job = actions.enqueue("trial.steps", folder=str(tmp_path), hang=place)
    first = start_worker()
    wait_for((tmp_path / place).exists)

    kill(first)
    start_worker()

    done = wait_for(lambda: ended(job))
    assert done.state == State.DONE
    assert done.result == ["first", "two", "third"]
    assert effects() == {"first": 1, "second": 1, "third": 1}
    assert outcomes(job) == ["lost", "done"]


def test_a_step_that_was_not_finished_leaves_nothing_behind(start_worker, tmp_path):
    job = actions.enqueue("trial.steps", folder=str(tmp_path), hang="inside")
    worker = start_worker()
    wait_for((tmp_path / "inside").exists)

    kill(worker)

    assert effects() == {"first": 1}
    assert list(Step.objects.values_list("name", flat=True)) == ["first"]
    job.refresh_from_db()
    assert job.state == State.RUNNING


def test_the_next_worker_of_the_machine_does_not_wait_for_the_lease(start_worker, tmp_path):
    job = actions.enqueue("trial.steps", folder=str(tmp_path), hang="between")
    first = start_worker(lease=3600)
    wait_for((tmp_path / "between").exists)
    kill(first)

    start_worker(lease=3600)

    assert wait_for(lambda: ended(job)).state == State.DONE


def test_a_worker_of_another_machine_is_waited_for_until_its_lease_ends(start_worker):
    job = actions.enqueue("trial.effect", name="a")
    lease = timedelta(seconds=2)
    claimed = leases.claim("quick", worker="elsewhere-1-1", now=timezone.now(), lease=lease)

    start_worker()

    done = wait_for(lambda: ended(job))
    assert (claimed, done.attempts) == (job, 2)
    assert Attempt.objects.get(number=2).started_at > claimed.lease_until
    assert outcomes(job) == ["lost", "done"]


def test_a_living_worker_keeps_its_job_longer_than_a_lease(start_worker, tmp_path):
    job = actions.enqueue("trial.steps", folder=str(tmp_path), hang="between")
    start_worker(lease=0.9)
    wait_for((tmp_path / "between").exists)
    job.refresh_from_db()
    begun = job.lease_until
    start_worker(lease=0.9)

    # Three leases pass while both workers look on.
    wait_for(lambda: Job.objects.filter(lease_until__gt=begun + timedelta(seconds=2.7)).exists())
    (tmp_path / "go").touch()

    assert wait_for(lambda: ended(job)).attempts == 1


def test_a_long_step_outlives_its_lease_although_it_keeps_others_from_writing(start_worker, tmp_path):
    job = actions.enqueue("trial.writer", folder=str(tmp_path))
    start_worker("heavy", lease=0.9)
    wait_for((tmp_path / "inside").exists)
    start_worker("heavy", lease=0.9)
    job.refresh_from_db()
    begun = job.lease_until

    wait_for(lambda: timezone.now() > begun + timedelta(seconds=2.7))
    (tmp_path / "go").touch()

    assert wait_for(lambda: ended(job)).attempts == 1
    assert effects() == {"write": 1}


def test_a_job_that_kills_every_worker_fails_in_the_end(start_worker):
    job = actions.enqueue("trial.killer")

    for _ in range(2):
        start_worker().wait(timeout=30)
    start_worker()

    assert wait_for(lambda: ended(job)).state == State.FAILED
    assert outcomes(job) == ["lost", "lost"]


def test_workers_never_run_one_job_twice(start_worker):
    jobs = [actions.enqueue("trial.unguarded", name=f"{number}") for number in range(60)]

    for _ in range(3):
        start_worker()

    wait_for(lambda: not Job.objects.exclude(state=State.DONE).exists())
    assert effects() == {f"{number}": 1 for number in range(60)}
    assert Attempt.objects.count() == len(jobs)


def test_workers_that_are_killed_again_and_again_do_every_step_once(start_worker):
    for number in range(40):
        actions.enqueue("trial.effect", name=f"{number}")
    worker = start_worker()

    for enough in (5, 15, 25):
        wait_for(lambda enough=enough: Step.objects.count() >= enough)
        kill(worker)
        worker = start_worker()

    wait_for(lambda: not Job.objects.exclude(state=State.DONE).exists())
    assert effects() == {f"{number}": 1 for number in range(40)}


def test_a_worker_asked_to_stop_ends_its_step_and_gives_the_job_back(start_worker, tmp_path):
    job = actions.enqueue("trial.steps", folder=str(tmp_path), hang="inside")
    worker = start_worker()
    wait_for((tmp_path / "inside").exists)

    worker.send_signal(signal.SIGTERM)
    (tmp_path / "go").touch()

    assert worker.wait(timeout=10) == 0
    job.refresh_from_db()
    assert (job.state, job.failures) == (State.WAITING, 0)
    assert effects() == {"first": 1, "second": 1}
    assert outcomes(job) == ["released"]


def test_a_worker_asked_to_stop_does_not_wait_for_what_never_ends(start_worker, tmp_path):
    job = actions.enqueue("trial.stubborn", folder=str(tmp_path))
    worker = start_worker()
    wait_for((tmp_path / "running").exists)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=15) == 0
    job.refresh_from_db()
    assert (job.state, job.failures) == (State.WAITING, 0)


def test_a_job_that_hangs_ends_its_worker_and_is_a_failure(start_worker):
    job = actions.enqueue("trial.hangs")

    assert start_worker().wait(timeout=30) == 1

    job.refresh_from_db()
    assert (job.state, job.failures) == (State.WAITING, 1)
    assert Attempt.objects.get().error == "TookTooLong"


def test_a_running_job_tells_its_progress_and_can_be_cancelled(start_worker, tmp_path):
    job = actions.enqueue("trial.endless", folder=str(tmp_path))
    start_worker()
    wait_for(lambda: Job.objects.filter(done=3, total=10).exists())

    actions.cancel(job, by=None, now=timezone.now())

    assert wait_for(lambda: ended(job)).state == State.CANCELLED
    assert outcomes(job) == ["cancelled"]


def test_heavy_work_does_not_hold_up_quick_work(start_worker, tmp_path):
    heavy = actions.enqueue("trial.busy", folder=str(tmp_path))
    start_worker("quick", "heavy")
    wait_for((tmp_path / "running").exists)

    quick = actions.enqueue("trial.effect", name="quick")

    assert wait_for(lambda: ended(quick)).state == State.DONE
    heavy.refresh_from_db()
    assert heavy.state == State.RUNNING


@pytest.mark.postgres_only
def test_a_worker_outlives_its_database_connections(start_worker):
    from django.db import connection

    first = actions.enqueue("trial.effect", name="before")
    start_worker()
    wait_for(lambda: ended(first))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    second = actions.enqueue("trial.effect", name="after")

    assert wait_for(lambda: ended(second)).state == State.DONE
