"""Samples for the demo: invented places around the middle of each kelurahan, and people spread from the city's figure."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from math import cos, pi, radians, sin, sqrt
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.geography.actions import people as counting
from kotacerdas.geography.actions import places as placing
from kotacerdas.geography.actions.places import PlaceValues
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.models import Count, Place
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.people.models import City
from kotacerdas.people.reference import records

SOURCE = "Contoh karangan untuk peragaan"
NEAREST, FARTHEST = 0.0007, 0.0065
"""Degrees from the middle of the area, about 80 to 700 metres."""


@demo_loader("geography.samples", after=["people.accounts"])
def load_samples(report: Report) -> None:
    """Once: what people then change or take away stays so."""
    folder = Path(settings.REFERENCE_DATA) / "demo"
    cities = City.objects.members()
    for row in records(folder / "people_totals.csv"):
        if city := cities.filter(code=row["city"]).first():
            _load_places(city, report)
            _load_people(city, row, report)


def _load_places(city: City, report: Report) -> None:
    if Place.objects.of(city).exists():
        report.unchanged("places", Place.objects.of(city).count())
        return
    rows = list(sample_places(areas_of(city)))
    placing.store_places(city, rows, by=None, now=timezone.now())
    report.count("places", added=len(rows), changed=0, unchanged=0)


def _load_people(city: City, row: dict[str, str], report: Report) -> None:
    if Count.objects.of(city).exists():
        report.unchanged("counts of people", Count.objects.of(city).count())
        return
    number = counting.estimate(
        city, people=int(row["people"]), year=int(row["year"]), source=row["source"], is_sample=True, by=None,
        now=timezone.now(),
    )  # fmt: skip
    report.count("counts of people", added=number, changed=0, unchanged=0)


def sample_places(areas: Areas) -> Iterator[PlaceValues]:
    """Always the same: a place's code decides where around the middle of its area it lies."""
    plan = list(records(Path(settings.REFERENCE_DATA) / "demo" / "places.csv"))
    for area in areas.rows:
        middle, place = area.shape.representative_point(), count(1)
        for row in plan:
            for number in range(1, int(row["each"]) + 1):
                code = f"contoh-{area.code.replace('.', '')}-{next(place):02}"
                name = row["name"].format(number=number, area=area.name)
                yield PlaceValues(code, name, row["kind"], *_around(middle.x, middle.y, code), SOURCE, True)


def _around(lon: float, lat: float, text: str) -> tuple[Decimal, Decimal]:
    digest = hashlib.sha256(text.encode()).digest()
    turn, share = digest[0] / 256 * 2 * pi, int.from_bytes(digest[1:3]) / 65536
    way = NEAREST + (FARTHEST - NEAREST) * sqrt(share)
    east, north = way * cos(turn) / cos(radians(lat)), way * sin(turn)
    return round(Decimal(str(lon + east)), 6), round(Decimal(str(lat + north)), 6)
