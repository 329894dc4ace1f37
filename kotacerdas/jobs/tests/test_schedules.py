"""Schedules: once for each run, not twice with two workers, made up once after a stop."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from kotacerdas.jobs import schedules
from kotacerdas.jobs.models import Job, Schedule
from kotacerdas.jobs.tests.running import run_all

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 22, 19, 10, tzinfo=UTC)


@pytest.fixture
def planned(declare, monkeypatch):
    """A task that runs daily at 02.10 in Jakarta, and no other."""
    monkeypatch.setattr(schedules, "_plans", {})
    name = declare(lambda run: None)
    schedules.daily(name, at=time(2, 10), zone="Asia/Jakarta")
    schedules.prepare(now=EVENING)
    return name


def test_a_run_is_ordered_when_it_is_due_and_not_before(planned):
    assert schedules.order_due(now=DUE - timedelta(seconds=1)) == 0
    assert schedules.order_due(now=DUE) == 1
    assert schedules.order_due(now=DUE + timedelta(seconds=1)) == 0
    assert Schedule.objects.get().next_at == DUE + timedelta(days=1)
    assert Job.objects.get().is_routine


def test_runs_that_were_missed_are_made_up_once(planned):
    monday = DUE + timedelta(days=8, hours=5)

    assert schedules.order_due(now=monday) == 1
    assert schedules.order_due(now=monday) == 0
    assert Schedule.objects.get().next_at == DUE + timedelta(days=9)


def test_of_two_workers_that_see_the_same_run_one_orders_it(planned):
    seen_by_both = Schedule.objects.get()

    ordered = [schedules._order(seen_by_both, now=DUE), schedules._order(seen_by_both, now=DUE)]

    assert ordered == [True, False]
    assert Job.objects.count() == 1


def test_a_run_is_not_ordered_beside_one_that_still_waits(planned):
    schedules.order_due(now=DUE)
    schedules.order_due(now=DUE + timedelta(days=1))

    assert Job.objects.count() == 1


def test_a_run_that_failed_does_not_make_the_next_ones_wait(declare, monkeypatch):
    monkeypatch.setattr(schedules, "_plans", {})
    name = declare(lambda run: int("one"))
    schedules.every(name, minutes=1)
    schedules.prepare(now=EVENING)
    schedules.order_due(now=EVENING)
    for _attempt in range(3):
        run_all(now=Job.objects.get().run_at, may_fail=True)
    waits_until = Job.objects.get().run_at
    assert waits_until > EVENING + timedelta(minutes=5)

    schedules.order_due(now=EVENING + timedelta(minutes=1))

    assert Job.objects.get().run_at == EVENING + timedelta(minutes=1)


def test_a_run_that_is_done_does_not_keep_the_next_from_being_ordered(planned):
    schedules.order_due(now=DUE)
    run_all(now=DUE)
    schedules.order_due(now=DUE + timedelta(days=1))

    assert Job.objects.count() == 2


def test_a_worker_that_starts_again_leaves_the_next_run_where_it_is(planned):
    schedules.prepare(now=DUE + timedelta(hours=3))

    assert Schedule.objects.get().next_at == DUE


def test_a_changed_plan_counts_from_now_and_one_that_is_gone_is_forgotten(planned):
    schedules._plans.clear()
    schedules.every(planned, minutes=15)

    schedules.prepare(now=EVENING)
    assert schedules.order_due(now=EVENING) == 1
    assert Schedule.objects.get().next_at == EVENING + timedelta(minutes=15)

    schedules._plans.clear()
    schedules.prepare(now=EVENING)
    assert not Schedule.objects.exists()


def test_a_task_has_one_plan(planned):
    with pytest.raises(ValueError, match="two schedules"):
        schedules.every(planned, minutes=5)


def test_a_plan_of_a_task_that_nobody_declared_is_a_mistake_that_is_said(planned):
    schedules._plans.clear()
    schedules.every("jobs.gone", minutes=5)
    schedules.prepare(now=EVENING)

    with pytest.raises(LookupError, match=r"jobs\.gone"):
        schedules.order_due(now=EVENING)


def test_every_plan_of_this_installation_orders_a_task_that_exists():
    from kotacerdas.jobs import registry

    assert set(schedules.plans()) <= set(registry.names())
