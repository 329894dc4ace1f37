"""Scenarios over four kelurahan of about a kilometre each, on a ground of their own, with and without an answer."""

from datetime import UTC, datetime
from typing import Any

from kotacerdas.geography.models import Outline
from kotacerdas.geography.queries.people import people_in
from kotacerdas.geography.tests import factories as geography
from kotacerdas.people.models import City
from kotacerdas.siting.actions import computing
from kotacerdas.siting.actions import scenarios as deeds
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.models import Answer, Scenario
from kotacerdas.siting.tests.outcomes import outcome_samples
from kotacerdas.terrain.actions import grounds
from kotacerdas.terrain.models import Ground

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
WEST, SOUTH, SIDE = 117.0, -0.6, 0.009
PEOPLE = 1_000


def grounded(city: City, *, cell: int = 50) -> City:
    """Outlines, people and a synthetic ground in use."""
    if not Outline.objects.of(city).exists():
        for each in geography.squares(city, west=WEST, south=SOUTH):
            geography.count(each.unit, PEOPLE)
    if not Ground.objects.used(city).exists():
        row = grounds.invent(city=city, cell=cell, title="Relief sintetis", by=None, now=NOW)
        grounds.take(row, grounds.prepare(row), by=None, now=NOW)
    return city


def wishes(**fields: Any) -> Wishes:
    """Three points of a coarse grid that see far."""
    usual = {
        "grid_m": 400, "most": 3, "radius_m": 400.0, "mast_m": 20.0, "costs": {"": 10_000_000}, "seconds": 2,
    }  # fmt: skip
    return Wishes(**{**usual, **fields})


def scenario(city: City, title: str = "Tiga titik", **fields: Any) -> Scenario:
    return deeds.make(city, title, wishes(**fields), by=None, now=NOW)


def answered(of: Scenario, *, proves: bool = True) -> Answer:
    """Without a worker."""
    row = Answer.objects.create(scenario=of, version=of.version, settings=of.settings, asked_at=NOW)
    for number, said in enumerate(computing.computed(row, day=NOW.date(), proves=proves)):
        computing.keep_stage(row, said, number)
    computing.finish(row, by=None, now=NOW)
    row.refresh_from_db()
    return row


def samples(city: City) -> dict[str, dict[str, Any]]:
    """A scenario with an answer, in whatever outlines the city has."""
    if not Outline.objects.of(city).exists():
        grounded(city, cell=100)
    if not Ground.objects.used(city).exists():
        row = grounds.invent(city=city, cell=100, title="Relief sintetis", by=None, now=NOW)
        grounds.take(row, grounds.prepare(row), by=None, now=NOW)
    _count_people(city)
    made = scenario(city, grid_m=2_000)
    answered(made, proves=False)
    here = {"city": city.code, "code": made.code}
    return {
        "siting:scenario@see_city_drafts": here,
        "siting:candidates@see_city_drafts": here,
        "siting:candidates-download@see_city_drafts": here,
        "siting:edit@keep_wifi": here,
        "siting:remove@keep_wifi": here,
        "siting:bring@keep_wifi": here,
        "siting:ask@keep_wifi": here,
        "siting:stop@keep_wifi": here,
    } | outcome_samples(city, made)


def _count_people(city: City) -> None:
    """Where nobody has counted them yet."""
    known = people_in(city)
    for each in Outline.objects.of(city):
        if each.unit.code not in known:
            geography.count(each.unit, PEOPLE)
