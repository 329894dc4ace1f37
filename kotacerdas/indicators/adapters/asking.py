"""The job that asks an address: fetch, read, and hand over as a workbook that waits for somebody's eye."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.indicators import adapters
from kotacerdas.indicators.actions import feeding
from kotacerdas.indicators.adapters import Asked, fetching, handing
from kotacerdas.indicators.intakes import FIGURES
from kotacerdas.indicators.models import Feed
from kotacerdas.indicators.queries import feeds
from kotacerdas.jobs.tasks import Run, task


@task(feeds.TASK, title=_("Ask an address for figures"), queue="quick", attempts=2)
def ask(job: Run, feed: int) -> None:
    """A publisher that answers nonsense is no error of ours: the feed says what was wrong, and the job is done."""
    found = feeds.rows().filter(pk=feed).first()
    if found is None:
        return
    by = job.job.asked_by
    try:
        ready = _ready(found, by)
        job.step("take", lambda: _taken(found, ready, job, by))
    except Refused as refused:
        feeding.conclude(found, faults=refused.faults)


def _ready(feed: Feed, by: Any) -> handing.Ready:
    """Outside every transaction: it waits for others."""
    adapter, target = adapters.find(feed.adapter), FIGURES.target(feed.city.code, by)
    if adapter is None or target is None:
        raise Refused(Fault("no-longer-allowed", {"target": feed.city.code}))
    content = fetching.fetch(feed.address)
    asked = Asked(handing.names_of(feed.city, by), adapters.answered(adapter, feed.settings))
    reading = adapter.read(content, asked)
    return handing.prepare(reading, handing.meant(feed.indicator, feed.settings), target)


def _taken(feed: Feed, ready: handing.Ready, job: Run, by: Any) -> str:
    run = handing.hand_over(ready, by=by, now=job.now())
    feeding.conclude(feed, run=run)
    return run.code
