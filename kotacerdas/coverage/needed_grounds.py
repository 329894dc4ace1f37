"""Grounds whose heights coverage still needs: those of runs in use, and of runs that are being computed."""

from collections.abc import Collection

from django.db.models import Q

from kotacerdas.coverage.models import CoverageRun
from kotacerdas.jobs.models import OPEN
from kotacerdas.people.models import City
from kotacerdas.terrain import retention


def needed(city: City) -> Collection[int]:
    """One query."""
    runs = CoverageRun.objects.filter(
        Q(is_used=True) | Q(state=CoverageRun.State.WAITING, job__state__in=OPEN), city=city
    )
    return set(runs.exclude(ground=None).values_list("ground", flat=True))


retention.register("coverage.runs", needed)
