"""Values of old deeds, whose time is over."""

from datetime import datetime

from django.db.models import QuerySet

from kotacerdas.audit import actions
from kotacerdas.audit.models import Entry, Values

BECAUSE = "retention"


def older_than(before: datetime) -> "QuerySet[Values]":
    return Values.objects.filter(entry__at__lt=before, erased_at=None)


def erase(due: "QuerySet[Values]", now: datetime) -> int:
    return actions.erase_values(Entry.objects.filter(values__in=due), because=BECAUSE, now=now)
