"""Draws schematic outlines out of the points in `data/geography`, for cities that have not uploaded their own."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.reference import Report, loader
from kotacerdas.geography.actions import outlines as actions
from kotacerdas.geography.models import Outline
from kotacerdas.people.models import City, User
from kotacerdas.people.reference import records


def points_file(city: City) -> Path:
    return Path(settings.REFERENCE_DATA) / "geography" / f"{city.code}.csv"


def representative_points(city: City) -> dict[str, tuple[float, float]]:
    """Longitude and latitude by the code of the kelurahan."""
    return {row["code"]: (float(row["lon"]), float(row["lat"])) for row in records(points_file(city))}


def schematic(city: City, *, by: "User | None" = None) -> list[Outline]:
    source = next(records(points_file(city)))["source"]
    return actions.draw_schematic(city, representative_points(city), source=source, by=by, now=timezone.now())


@loader("geography.outlines", after=["people.units"])
def load_outlines(report: Report) -> None:
    """What a city uploaded stays."""
    folder = Path(settings.REFERENCE_DATA) / "geography"
    codes = sorted(path.stem for path in folder.glob("*.csv"))
    for city in City.objects.filter(code__in=codes):
        if Outline.objects.of(city).exists():
            report.unchanged("outlines", Outline.objects.of(city).count())
            continue
        for made in schematic(city):
            report.added("outlines", made)
