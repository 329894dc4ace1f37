"""Days that pass are noticed by a job, each once, in the zone of the city; tasks are found by the search."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from kotacerdas.events.models import Event
from kotacerdas.followup import actions, queries
from kotacerdas.followup.models import Task
from kotacerdas.followup.tests.factories import proof, task
from kotacerdas.jobs.actions import enqueue
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.tests import factories as people
from kotacerdas.search.registry import searchables


def late_events() -> int:
    return Event.objects.filter(kind="followup.late").count()


def test_job_tells_each_passed_day_once(balikpapan, budi):
    now = timezone.now()
    own = task(balikpapan, owner=budi, due_on=now.date() - timedelta(days=3), now=now)
    task(balikpapan, owner=budi, due_on=now.date() + timedelta(days=3), now=now)

    for _run in range(2):
        enqueue("followup.watch")
        run_all()
    assert late_events() == 1

    Task.objects.filter(pk=own.pk).update(due_on=now.date() - timedelta(days=2))
    enqueue("followup.watch")
    run_all()
    assert late_events() == 2


def test_day_ends_at_midnight_of_the_city(balikpapan, budi):
    jakarta = people.city("31.71", "Kota Jakarta Pusat", of=people.province("31", "DKI"), zone="Asia/Jakarta")
    there = people.organisation("Dinas di Jakarta", city=jakarta)
    day = date(2026, 10, 14)
    here, west = task(balikpapan, owner=budi, due_on=day), task(jakarta, organisation=there, due_on=day)

    # Half past midnight in Balikpapan, half past eleven in Jakarta.
    between = datetime(2026, 10, 14, 16, 30, tzinfo=UTC)

    assert actions.tell_late(here, now=between)
    assert not actions.tell_late(west, now=between)
    assert west in queries.newly_late(now=between)


def test_reported_task_is_not_late_any_more(balikpapan, budi):
    now = timezone.now()
    own = task(balikpapan, owner=budi, due_on=now.date() - timedelta(days=3), now=now)
    actions.report(own, by=budi, now=now, proofs=[proof()])

    assert not queries.newly_late(now=now).exists()


def test_search_finds_a_task_for_those_it_concerns(as_user, balikpapan, budi, joko):
    task(balikpapan, title="Perbaiki marka zebrakros", owner=budi)

    assert "followup.task" in {each.kind for each in searchables()}
    assert "zebrakros" in as_user(budi).get("/cari/?q=zebrakros").content.decode()
    assert "Perbaiki marka" not in as_user(joko).get("/cari/?q=zebrakros").content.decode()
