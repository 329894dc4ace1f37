"""Tells `geography` how many people the city has as published, so that an estimate of its kelurahan can start there."""

from django.contrib.auth.models import AnonymousUser

from kotacerdas.geography import wholes
from kotacerdas.geography.wholes import Whole
from kotacerdas.indicators.queries import figures
from kotacerdas.people.models import City

POPULATION = "penduduk"


@wholes.register
def people_of(city: City) -> Whole | None:
    """The newest observed figure of the main series; a sample or a computed figure is no fact to start from."""
    sheet = figures.sheet(POPULATION, city, AnonymousUser())
    line = sheet.main if sheet else None
    if line is None or line.is_sample or line.latest is None:
        return None
    observed = line.latest.observation
    if observed is None or observed.source is None:
        return None
    return Whole(int(line.latest.value), line.latest.year, observed.source.title)
