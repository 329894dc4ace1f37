"""Addresses that a city has asked for figures, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports import kept
from kotacerdas.indicators.models import Feed
from kotacerdas.jobs.models import State

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kotacerdas.people.models import City

TASK = "indicators.ask"


@dataclass(frozen=True)
class Asked:
    feed: Feed

    @property
    def is_working(self) -> bool:
        return self.feed.job is not None and self.feed.job.is_open

    @property
    def has_failed(self) -> bool:
        """By an error of ours, or cancelled; what the publisher did wrong stands in `faults`."""
        return self.feed.job is not None and self.feed.job.state in {State.FAILED, State.CANCELLED}

    @property
    def faults(self) -> Sequence[Fault]:
        return kept.faults(self.feed.faults)


def rows() -> "QuerySet[Feed]":
    return Feed.objects.select_related("indicator", "city__province", "job__asked_by", "run__job")


def of(city: "City") -> list[Asked]:
    """In one query, by indicator."""
    found = rows().filter(city=city).order_by("indicator__group", "indicator__position", "address")
    return [Asked(each) for each in found]
