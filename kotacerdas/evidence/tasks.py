"""Work in the background: take deliveries in, read what is new."""

from datetime import time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.evidence import telling
from kotacerdas.evidence.actions import (
    deliveries,
    keeping,
    packing,
    reading,
    scanning,
    taking_in,
    uploading,
    waiting,
)
from kotacerdas.evidence.actions.turns import Turn
from kotacerdas.evidence.index import indexing, meaning
from kotacerdas.evidence.models import Content, Intake, Pack
from kotacerdas.evidence.queries import warming
from kotacerdas.jobs import schedules
from kotacerdas.jobs.actions import enqueue
from kotacerdas.jobs.tasks import Cancelled, Run, task

EMBED_TASK = "evidence.embed"
ONE_TURN = timedelta(hours=1)
READING_TURN = timedelta(minutes=10)
LOOKED_AT = _("Pages of a scan looked at")


@task(deliveries.TASK, title=_("Take a delivery of evidence in"), queue="heavy", attempts=5)
def take_in(run: Run, intake: int) -> dict[str, Any]:
    """From item to item; each is settled by itself, so there are no steps to remember."""
    found = Intake.objects.get(pk=intake)
    try:
        taking_in.take_in(found, clock=run.now, tell=lambda done, of: run.progress(done, of, _("Files")))
    except Cancelled:
        deliveries.cancel(found, by=None, now=run.now())
        raise
    return {"items": found.items.count()}


@task(keeping.READ_TASK, title=_("Read new evidence"), queue="heavy", attempts=5)
def read(run: Run) -> dict[str, int]:
    """Whatever nobody has read yet, one file after the other; after some minutes another job goes on, so that deliveries
    of the same queue need not wait for a pile of scans."""
    began, done = run.now(), list[int]()
    waiting.wait_again()
    indexing.catch_up()
    turn = Turn(waiting.waiting, set_aside=_set_aside)
    for content in turn.rows():
        if run.now() - began > READING_TURN:
            enqueue(keeping.READ_TASK, key=keeping.READ_TASK)
            break
        run.progress(len(done), len(done) + waiting.waiting().count(), _("Files read"))
        with turn.trying(content):
            reading.read_content(
                content, now=run.now(), tell=lambda done, of: run.progress(done, of, LOOKED_AT)
            )
            indexing.refresh([content.pk])
            done.append(content.pk)
    else:
        if not meaning.is_on():
            warming.warm_after_reading(done)
    if meaning.is_on():
        enqueue(EMBED_TASK, key=EMBED_TASK)
    turn.end()
    return {"read": len(done)}


def _set_aside(content: Content) -> None:
    """An older text of it may still be found."""
    waiting.set_aside(content)
    indexing.refresh([content.pk])


class _TurnIsOver(Exception):
    """Others of the queue get their turn."""


@task(EMBED_TASK, title=_("Prepare evidence to be found by meaning"), queue="heavy", attempts=5)
def embed(run: Run) -> dict[str, int]:
    """What is done stays done; after an hour another job goes on."""
    began = run.now()

    def tell(done: int, of: int) -> None:
        run.progress(done, of, _("Passages"))
        if run.now() - began > ONE_TURN:
            raise _TurnIsOver

    try:
        passages = meaning.embed_waiting(indexing.opened(), tell) if meaning.is_on() else 0
        if passages:
            warming.warm_all()
        return {"passages": passages}
    except _TurnIsOver:
        enqueue(EMBED_TASK, key=EMBED_TASK)
        return {"passages": 0}


@task("evidence.sweep-parts", title=_("Give up files that came in part"), attempts=3)
def sweep_parts(run: Run) -> dict[str, int]:
    return {"given_up": uploading.sweep(now=run.now())}


@task(
    "evidence.give-up-deliveries", title=_("Give up deliveries of evidence that nobody finishes"), attempts=3
)
def give_up_deliveries(run: Run) -> dict[str, int]:
    return {"given_up": deliveries.give_up_left(now=run.now())}


@task(packing.TASK, title=_("Make an evidence pack"), queue="heavy", attempts=3)
def pack(run: Run, pack: int) -> dict[str, Any]:
    """Begun anew after a kill: the same rows at the same time give the same bytes."""
    found = Pack.objects.select_related("city", "by").get(pk=pack)
    made = packing.fill(found, tell=lambda done, of: run.progress(done, of, _("Files")), now=run.now())
    return {"state": made.state, **made.counts}


@task("evidence.forget-packs", title=_("Give up the files of old evidence packs"), attempts=3)
def forget_packs(run: Run) -> dict[str, int]:
    return {"given_up": packing.forget_old(now=run.now())}


@task("evidence.remind-reviewers", title=_("Tell second persons what waits for them"), attempts=3)
def remind_reviewers(run: Run) -> dict[str, int]:
    return {"told": telling.wait_for_review(now=run.now())}


schedules.daily("evidence.remind-reviewers", at=time(6, 30))
schedules.daily(keeping.READ_TASK, at=time(1, 10))


@task(scanning.TASK, title=_("Scan evidence that nobody has scanned yet"), queue="heavy", attempts=3)
def scan(run: Run) -> dict[str, int]:
    return scanning.scan_waiting(
        clock=run.now, tell=lambda done, of: run.progress(done, of, _("Files")) if done % 20 == 0 else None
    )


schedules.daily(scanning.TASK, at=time(2, 50))
schedules.daily("evidence.forget-packs", at=time(3, 25))
schedules.daily("evidence.sweep-parts", at=time(3, 20))
schedules.daily("evidence.give-up-deliveries", at=time(3, 15))
