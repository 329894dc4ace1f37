"""The demo city has its coverage computed once, over its invented ground."""

from importlib.util import find_spec

from django.utils import timezone

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.coverage.actions import running
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.people.models import City
from kotacerdas.terrain.queries.grounds import used_ground
from kotacerdas.wifi.models import Point


@demo_loader("coverage.runs", after=["terrain.samples", "wifi.samples", "connectivity.samples"])
def load_runs(report: Report) -> None:
    """Where the packages for it are missing there is none, and the page says so."""
    if find_spec("numba") is None:
        return
    for city in City.objects.members():
        has_run = CoverageRun.objects.filter(city=city).exists()
        if has_run or used_ground(city) is None or not Point.objects.filter(city=city).exists():
            continue
        with quietly():
            _computed(city)
        report.added("coverage runs", city.name)


def _computed(city: City) -> None:
    """Here and now, for a demo should show something before a worker begins; where it cannot be, its page says why."""
    now = timezone.now()
    row = CoverageRun.objects.create(
        city=city,
        settings=running.usual(city, now).as_json(),
        asked_at=now,
        day=now.astimezone(city.timezone).date(),
    )
    try:
        running.take(row, running.compute(row), by=None, now=now)
    except Refused as refused:
        running.refuse(row, refused.faults)
