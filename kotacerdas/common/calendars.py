"""The national calendar from the files of `data/calendar/`, one a year, each with the decree it was copied from."""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from kotacerdas.common.domain.calendar import Calendar, DayOff, Kind


@cache
def national() -> Calendar:
    """Every year that has a file; read once, since a file changes only with a new release."""
    years = {int(path.stem): list(_days(path)) for path in sorted(_folder().glob("*.csv"))}
    return Calendar.for_years(years, [day for days in years.values() for day in days])


def _folder() -> Path:
    return Path(settings.REFERENCE_DATA) / "calendar"


def _days(path: Path) -> Iterator[DayOff]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield DayOff(
                on=date.fromisoformat(row["date"]),
                kind=Kind(row["kind"]),
                name_id=row["name_id"],
                name_en=row["name_en"],
                source=row["source"],
            )
