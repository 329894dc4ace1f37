"""Many at one moment, on PostgreSQL; SQLite has one writer, so there nobody meets anybody."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kotacerdas.jobs import actions, leases
from kotacerdas.jobs.models import Job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]


def claim() -> Job | None:
    return leases.claim("quick", worker="test", now=timezone.now())


def elsewhere(*deeds: Callable[[], Any]) -> list[Any]:
    """Each in a thread with a connection of its own."""

    def run(deed: Callable[[], Any]) -> Any:
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_a_job_ordered_again_under_its_key_is_not_begun_before_that_order_can_be_seen(declare):
    name = declare(lambda run: None)
    job = actions.enqueue(name, key="a")

    with transaction.atomic():
        assert actions.enqueue(name, key="a") == job
        assert elsewhere(claim) == [None]

    assert elsewhere(claim) == [job]


def test_those_who_order_the_same_do_not_wait_for_each_other(declare):
    name = declare(lambda run: None)
    job = actions.enqueue(name, key="a")

    with transaction.atomic():
        actions.enqueue(name, key="a")
        assert elsewhere(lambda: actions.enqueue(name, key="a")) == [job]


def test_many_orders_under_one_key_at_one_moment_are_one_job(declare):
    name = declare(lambda run: None)

    jobs = elsewhere(*[lambda: actions.enqueue(name, key="a")] * 12)

    assert len(set(jobs)) == 1
    assert Job.objects.count() == 1


def test_an_order_never_puts_off_what_another_brought_forward_meanwhile(declare, monkeypatch):
    name = declare(lambda run: None)
    now = timezone.now()
    job = actions.enqueue(name, key="a", run_at=now)
    # Who has looked a moment too early has not found it.
    monkeypatch.setattr(actions, "_shared", lambda rows: None)

    assert actions.enqueue(name, key="a", run_at=now + timedelta(minutes=1)) == job

    job.refresh_from_db()
    assert job.run_at == now


def test_many_who_claim_at_one_moment_get_different_jobs(declare):
    name = declare(lambda run: None)
    for _number in range(12):
        actions.enqueue(name)

    claimed = elsewhere(*[claim] * 12)

    assert len({job.pk for job in claimed}) == 12


def test_of_many_that_begin_equal_work_at_one_moment_one_does(declare):
    """One that waits for its next attempt may stand beside a newer one; they must not both begin."""
    name = declare(lambda run: None)
    for _number in range(6):
        actions.enqueue(name, key="a")
        Job.objects.filter(attempts=0).update(attempts=1)

    claimed = elsewhere(*[claim] * 6)

    assert sum(job is not None for job in claimed) == 1
