"""Jobs in one process: ordered, worked off, done once, failed, refused, cancelled, asked for again, forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.models import Submission
from kotacerdas.jobs import actions, leases, registry
from kotacerdas.jobs.models import Attempt, Job, State
from kotacerdas.jobs.run import LeaseLost
from kotacerdas.jobs.tasks import Cancelled, Run
from kotacerdas.jobs.tests import factories, trial
from kotacerdas.jobs.tests.running import run_all

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def claim(now=None, lease=leases.LEASE) -> Job:
    return leases.claim("quick", worker="test", now=now or timezone.now(), lease=lease)


def again(job: Job) -> Job:
    job.refresh_from_db()
    return job


# --- Ordering ----------------------------------------------------------------------------------------------


def test_a_job_is_done_with_its_arguments_and_keeps_its_result(declare):
    job = actions.enqueue(declare(lambda run, first, second: {"sum": first + second}), first=1, second=2)

    run_all()

    assert (again(job).state, job.result, job.attempts) == (State.DONE, {"sum": 3}, 1)


def test_a_job_of_a_deed_that_is_rolled_back_was_never_there(declare):
    name = declare(lambda run: None)

    with transaction.atomic():
        actions.enqueue(name)
        transaction.set_rollback(True)

    assert not Job.objects.exists()


@pytest.mark.parametrize("value", [object(), {1, 2}, float("nan"), (1, 2), {1: "one"}])
def test_arguments_that_are_not_json_are_refused_where_they_are_given(declare, value):
    with pytest.raises(TypeError, match=r"arguments of 'jobs.trial'"):
        actions.enqueue(declare(lambda run, value: None), value=value)


def test_a_task_that_nobody_declared_cannot_be_ordered():
    with pytest.raises(LookupError, match=r"no task is called 'letters\.frieze'.*jobs\.prune"):
        actions.enqueue("letters.frieze")


def test_a_task_has_one_function_a_known_queue_and_an_attempt(declare):
    declare(lambda run: None)

    with pytest.raises(ValueError, match="declared twice"):
        declare(lambda run: None)
    with pytest.raises(ValueError, match="needs a queue"):
        declare(lambda run: None, name="jobs.other", queue="slow")
    with pytest.raises(ValueError, match="at least one attempt"):
        declare(lambda run: None, name="jobs.other", attempts=0)


def test_a_job_is_not_begun_before_its_time(declare):
    now = timezone.now()
    job = actions.enqueue(declare(lambda run: None), run_at=now + HOUR)

    assert run_all() == []
    assert run_all(now=now + HOUR) == [job]


def test_the_queue_that_is_asked_for_is_worked_off_alone(declare):
    heavy = actions.enqueue(declare(lambda run: None, queue="heavy"))

    assert run_all("quick") == []
    assert run_all("heavy") == [heavy]


def test_a_key_that_waits_gives_the_job_that_waits(declare):
    name = declare(lambda run: None)

    assert actions.enqueue(name, key="a") == actions.enqueue(name, key="a")
    assert actions.enqueue(name, key="b") != actions.enqueue(name, key="a")


def test_a_key_that_waits_for_later_is_begun_as_early_as_the_earliest_wants(declare):
    name, now = declare(lambda run: None), timezone.now()
    late = actions.enqueue(name, key="a", run_at=now + HOUR)

    assert actions.enqueue(name, key="a", run_at=now) == late
    assert again(late).run_at == now


def test_a_key_that_runs_is_ordered_once_more(declare):
    name = declare(lambda run: None)
    first = actions.enqueue(name, key="a")
    claim()

    assert actions.enqueue(name, key="a") != first


def test_two_with_the_same_key_never_run_beside_each_other(declare):
    name = declare(lambda run: None)
    first, second = actions.enqueue(name, key="a"), actions.enqueue(name, key="b")
    claimed = claim()
    again_ordered = actions.enqueue(name, key="a")

    assert (claimed, claim(), claim()) == (first, second, None)

    leases.finish(claimed, None, now=timezone.now())
    assert claim() == again_ordered


def test_equal_keys_of_different_tasks_are_different(declare):
    one, other = declare(lambda run: None), declare(lambda run: 1, name="jobs.other")

    assert actions.enqueue(one, key="a") != actions.enqueue(other, key="a")


def test_a_task_hears_the_time_that_a_test_says(declare):
    later = timezone.now() + HOUR
    job = actions.enqueue(declare(lambda run: run.now().isoformat()))

    run_all(now=later)

    assert (again(job).result, job.ended_at) == (later.isoformat(), later)


# --- Steps -------------------------------------------------------------------------------------------------


def test_a_step_that_is_done_is_not_done_again(declare):
    done = []

    def work(run: Run) -> str:
        run.step("first", lambda: done.append("first"))
        word = run.step("word", lambda: f"from attempt {run.attempt}")
        if run.attempt == 1:
            raise ValueError("in the middle")
        run.step("second", lambda: done.append("second"))
        return word

    job = actions.enqueue(declare(work))
    run_all(may_fail=True)
    run_all(now=timezone.now() + HOUR)

    assert done == ["first", "second"]
    assert again(job).result == "from attempt 1"


def test_a_step_that_fails_leaves_no_effect(declare):
    def half() -> None:
        trial.effect("half")
        raise ValueError

    job = actions.enqueue(declare(lambda run: run.step("half", half)))
    run_all(may_fail=True)

    assert not Submission.objects.exists()
    assert not again(job).steps.exists()


def test_a_step_answers_at_once_what_it_will_answer_after_a_crash(declare):
    job = actions.enqueue(declare(lambda run: None))
    first = Run(claim()).step("pair", lambda: (1, {2: "two"}))

    assert first == Run(job).step("pair", lambda: pytest.fail("done already")) == [1, {"2": "two"}]


def test_an_effect_outside_is_done_without_a_transaction_around_it(declare):
    seen = []
    depth = len(connection.savepoint_ids)

    def look() -> None:
        seen.append(len(connection.savepoint_ids) - depth)

    def work(run: Run) -> None:
        run.step("inside", look)
        run.step("outside", look, outside=True)

    actions.enqueue(declare(work))
    run_all()

    assert seen == [1, 0]


def test_a_worker_that_lost_its_lease_changes_nothing_any_more(declare):
    job = actions.enqueue(declare(lambda run: None), run_at=timezone.now() - HOUR)
    early = Run(claim(now=timezone.now() - HOUR))
    late = claim()
    assert late == job

    with pytest.raises(LeaseLost):
        early.step("step", lambda: trial.effect("by the one that is late"))
    with pytest.raises(LeaseLost):
        early.progress(1, 2)

    assert not leases.finish(early.job, None, now=timezone.now())
    assert not leases.failed(early.job, leases.Failure("ValueError"), now=timezone.now())
    assert not leases.release(early.job, now=timezone.now())
    assert not Submission.objects.exists()
    assert again(job).state == State.RUNNING
    assert leases.finish(late, None, now=timezone.now())


def test_a_job_is_held_by_one_worker_until_its_lease_ends(declare):
    actions.enqueue(declare(lambda run: None))
    now = timezone.now()
    first = claim(now=now)

    assert claim(now=now + timedelta(seconds=29)) is None
    assert claim(now=now + timedelta(seconds=31)) == first


# --- Failing -----------------------------------------------------------------------------------------------


def test_a_failing_job_is_tried_again_until_its_limit_and_then_tells(declare, monkeypatch):
    heard = []
    monkeypatch.setattr(registry, "_hearers", [])
    registry.when_failed(heard.append)
    job = actions.enqueue(declare(lambda run: int("one"), attempts=3))

    pauses = []
    for _turn in range(3):
        due = again(job).run_at
        run_all(may_fail=True, now=due)
        pauses.append((again(job).run_at - due).total_seconds())

    assert (job.state, job.attempts) == (State.FAILED, 3)
    assert heard == [job]
    assert pauses == [15, 60, 0]
    assert run_all(now=timezone.now() + HOUR) == []


def test_a_hearer_that_breaks_does_not_keep_a_job_from_ending(declare, monkeypatch):
    monkeypatch.setattr(registry, "_hearers", [lambda job: Job.objects.create()])
    job = actions.enqueue(declare(lambda run: int("one"), attempts=1))

    run_all(may_fail=True)

    assert again(job).state == State.FAILED


def test_of_an_error_only_its_kind_and_its_place_are_kept(declare):
    def work(run: Run) -> None:
        run.step("effect", lambda: trial.effect(None))

    job = actions.enqueue(declare(work))
    run_all(may_fail=True)

    attempt = Attempt.objects.get(job=job)
    assert attempt.error == "IntegrityError"
    assert attempt.place.startswith("jobs/tests/trial.py:")
    assert attempt.place.endswith(" effect")


def test_a_refusal_is_not_tried_again_and_is_told_in_both_languages(declare):
    def work(run: Run) -> None:
        raise Refused(Fault("file-empty"))

    job = actions.enqueue(declare(work))
    run_all(may_fail=True)

    attempt = Attempt.objects.get(job=job)
    assert (again(job).state, attempt.outcome) == (State.FAILED, Attempt.Outcome.REFUSED)
    assert attempt.reason_words == "Berkas kosong."
    with translation.override("en"):
        assert attempt.reason_words == "The file is empty."


def test_a_task_that_this_version_does_not_know_fails_and_says_so(declare):
    job = actions.enqueue(declare(lambda run: None))
    Job.objects.update(task="jobs.gone")

    with pytest.raises(LookupError, match=r"no task is called 'jobs\.gone'"):
        run_all()

    assert (again(job).state, str(job)) == (State.FAILED, "jobs.gone")
    assert Attempt.objects.get(job=job).error == "UnknownTask"


def test_in_tests_of_other_apps_a_failing_task_fails_the_test(declare):
    actions.enqueue(declare(lambda run: int("one")))

    with pytest.raises(ValueError, match="one"):
        run_all()


# --- Progress, cancelling, starting again -------------------------------------------------------------------


def test_progress_is_kept_in_both_languages(declare):
    def work(run: Run) -> None:
        run.progress(7, 20, _("%(who)s cancelled the background work “%(what)s”."), who="A", what="B")

    job = actions.enqueue(declare(work))
    run_all()

    assert (again(job).done, job.total) == (7, 20)
    assert job.doing_words == "A membatalkan pekerjaan latar “B”."
    assert job.doing["en"] == "A cancelled the background work “B”."


def test_a_waiting_job_is_cancelled_at_once(declare):
    job = actions.enqueue(declare(lambda run: None))

    actions.cancel(job, by=None, now=timezone.now())

    assert run_all() == []
    assert again(job).state == State.CANCELLED


def test_a_running_job_stops_where_it_asks_and_except_does_not_catch_that(declare):
    def work(run: Run) -> None:
        run.step("first", lambda: trial.effect("first"))
        actions.cancel(run.job, by=None, now=timezone.now())
        try:
            run.step("second", lambda: trial.effect("second"))
        except Exception:  # noqa: BLE001 - as a careless task would
            pytest.fail("it was caught")

    job = actions.enqueue(declare(work))
    run_all()

    assert again(job).state == State.CANCELLED
    assert Submission.objects.get().action == "first"
    assert issubclass(Cancelled, BaseException)


def test_what_is_over_is_neither_cancelled_nor_started_again(declare):
    job = actions.enqueue(declare(lambda run: None))
    run_all()

    for deed, kind in ((actions.cancel, "job-is-over"), (actions.retry, "job-cannot-be-retried")):
        with pytest.raises(Refused) as refused:
            deed(job, by=None, now=timezone.now())
        assert refused.value.faults[0].kind == kind


def test_a_cancelled_job_is_not_tried_again_when_its_worker_dies(declare):
    job = actions.enqueue(declare(lambda run: None), run_at=timezone.now() - HOUR)
    claim(now=timezone.now() - HOUR)
    actions.cancel(job, by=None, now=timezone.now())

    assert claim() is None
    assert again(job).state == State.CANCELLED


def test_a_failed_job_that_is_started_again_has_all_its_attempts_and_keeps_its_steps(declare):
    is_broken = [True]

    def work(run: Run) -> None:
        run.step("first", lambda: trial.effect("first"))
        if is_broken[0]:
            raise ValueError

    job = actions.enqueue(declare(work, attempts=1))
    run_all(may_fail=True)
    is_broken[0] = False

    actions.retry(job, by=None, now=timezone.now())
    run_all()

    assert (again(job).state, job.attempts) == (State.DONE, 2)
    assert Submission.objects.count() == 1


def test_a_cancelled_job_is_not_started_again_beside_its_equal(declare):
    name = declare(lambda run: None)
    job = actions.enqueue(name, key="a")
    actions.cancel(job, by=None, now=timezone.now())
    actions.enqueue(name, key="a")

    with pytest.raises(Refused):
        actions.retry(job, by=None, now=timezone.now())


# --- Forgetting --------------------------------------------------------------------------------------------


def test_old_jobs_and_old_marks_of_forms_are_forgotten_daily():
    now = timezone.now()
    kept = factories.done(), factories.failed(), factories.done(is_routine=True), factories.waiting()
    old = factories.done(), factories.failed(), factories.done(is_routine=True)
    for job, days in zip(old, (31, 31, 3), strict=True):
        Job.objects.filter(pk=job.pk).update(ended_at=now - timedelta(days=days))
    Submission.objects.create(digest="old", action="a", created_at=now - timedelta(days=31))
    Submission.objects.create(digest="new", action="a", created_at=now)

    result = run_all()[-1].result

    assert set(Job.objects.all()) == set(kept)
    assert [each.digest for each in Submission.objects.all()] == ["new"]
    assert result == {"jobs": 3, "forms": 1}
