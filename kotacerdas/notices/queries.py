"""Reads of this app that pages and other apps share."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, QuerySet

from kotacerdas.common import subjects
from kotacerdas.notices.models import Delivery, Notice

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


def own(user: "Someone", *, unread_only: bool = False) -> QuerySet[Notice]:
    """Everything somebody was told, the newest first, with what a row shows."""
    rows = Notice.objects.visible_to(user).select_related("by", "city", "person")
    return rows.unread() if unread_only else rows


def unread(user: "Someone") -> int:
    return Notice.objects.visible_to(user).unread().count()


@dataclass(frozen=True)
class Outbox:
    """How many deliveries are in which state, for the reader."""

    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def unsure(self) -> int:
        return self.counts.get(Delivery.State.UNSURE, 0)

    @property
    def waiting(self) -> int:
        return self.counts.get(Delivery.State.WAITING, 0)


def outbox(*, seen_by: "Someone") -> Outbox:
    rows = Delivery.objects.visible_to(seen_by).values_list("state").annotate(Count("pk")).order_by()
    return Outbox({str(state): count for state, count in rows})


def deliveries(
    *, seen_by: "Someone", state: str = "", channel: str = "", words: str = ""
) -> QuerySet[Delivery]:
    """Who was told what by which channel, the newest first, with everything that a row shows."""
    rows = Delivery.objects.visible_to(seen_by).select_related("person", "target", "city")
    rows = rows.prefetch_related(models.Prefetch("notices", Notice.objects.only("kind")))
    if state:
        rows = rows.filter(state=state)
    if channel:
        rows = rows.filter(channel=channel)
    if words:
        rows = rows.filter(
            models.Q(person__display_name__icontains=words)
            | models.Q(person__email__icontains=words)
            | models.Q(address__icontains=words)
            | models.Q(target__name__icontains=words)
        )
    return rows


def mails_about(thing: models.Model) -> QuerySet[Delivery]:
    """The mails that told of one thing, the newest first: whether an invitation arrived. The caller guards `thing`."""
    at = subjects.reference(thing)
    told: Any = Notice.objects.filter(subject_kind=at.kind, subject_key=at.key)
    return Delivery.objects.filter(notices__in=told, channel=Delivery.Channel.EMAIL).distinct()
