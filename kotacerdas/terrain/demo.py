"""The demo city has a synthetic relief until somebody brings a model."""

from django.utils import timezone

from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.geography.models import Outline
from kotacerdas.people.models import City
from kotacerdas.terrain.actions import grounds
from kotacerdas.terrain.models import Ground

CELL = 20


@demo_loader("terrain.samples", after=["geography.samples"])
def load_samples(report: Report) -> None:
    for city in City.objects.members():
        if Outline.objects.of(city).exists() and not Ground.objects.filter(city=city).exists():
            _invented(city)
            report.added("elevation models", city.name)


def _invented(city: City) -> None:
    """Here and now: what the demo shows of blank spots and coverage rests on it."""
    now = timezone.now()
    row = grounds.invented(city=city, cell=CELL, title="Relief sintetis", by=None, now=now)
    grounds.take(row, grounds.prepare(row), by=None, now=now)
