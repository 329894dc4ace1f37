"""An office asks an address for figures, asks it again, forgets it. The asking itself is a job, which notes its outcome."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports import kept
from kotacerdas.indicators.adapters import fetching
from kotacerdas.indicators.models import Feed, Indicator
from kotacerdas.indicators.queries import feeds
from kotacerdas.jobs.actions import enqueue

if TYPE_CHECKING:
    from kotacerdas.imports.models import ImportRun
    from kotacerdas.people.models import City, User


@transaction.atomic
def ask(
    indicator: Indicator,
    city: "City",
    *,
    adapter: str,
    address: str,
    answers: Mapping[str, str],
    by: "User | None",
    now: datetime,
) -> Feed:
    """Remembers the address with its answers, and orders the job. Raises `Refused` for an address that is never asked."""
    fetching.check(address)
    feed, _made = Feed.objects.update_or_create(
        city=city,
        indicator=indicator,
        adapter=adapter,
        address=address,
        defaults={"settings": dict(answers), "asked_at": now, "faults": []},
    )
    return _order(feed, by=by)


@transaction.atomic
def ask_again(feed: Feed, *, by: "User | None", now: datetime) -> Feed:
    """With the answers of before. Raises `Refused`, should such an address no longer be asked."""
    fetching.check(feed.address)
    feed.asked_at, feed.faults = now, []
    return _order(feed, by=by)


def _order(feed: Feed, *, by: "User | None") -> Feed:
    feed.job = enqueue(
        feeds.TASK, by=by, city=feed.city, about=feed.indicator, key=f"{feeds.TASK}:{feed.pk}", feed=feed.pk
    )
    feed.save()
    note = {"address": feed.address}
    audit.record(
        "indicators.feed-asked", on=feed.indicator, by=by, city=feed.city, now=feed.asked_at, note=note
    )
    return feed


def conclude(feed: Feed, *, run: "ImportRun | None" = None, faults: Iterable[Fault] = ()) -> None:
    """What came of asking: the import that waits for somebody's eye, or why there is none."""
    Feed.objects.filter(pk=feed.pk).update(run=run, faults=kept.as_json(faults))


@transaction.atomic
def forget(feed: Feed, *, by: "User | None", now: datetime) -> None:
    """The address and its answers; figures that came from it stay."""
    indicator, city, note = feed.indicator, feed.city, {"address": feed.address}
    feed.delete()
    audit.record("indicators.feed-forgotten", on=indicator, by=by, city=city, now=now, note=note)
