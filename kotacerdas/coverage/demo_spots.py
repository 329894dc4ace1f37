"""Blank spots for the demo: found in the sample evidence, and carried on to different states by made-up officers.

All of them rest on samples and say so.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.connectivity.models import KeptGrid
from kotacerdas.connectivity.queries import grid_of
from kotacerdas.coverage.actions import spots as deeds
from kotacerdas.coverage.actions import surveying
from kotacerdas.coverage.models import BlankSpot, Survey
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.people.models import City, User

CITY, OFFICE = "64.71", "program@balikpapan.example"
LONG_AGO = timedelta(days=120)
SAMPLE = "Contoh: dilihat di lapangan oleh petugas karangan."


@demo_loader(
    "coverage.spots",
    after=[
        "connectivity.samples",
        "wifi.samples",
        "geography.samples",
        "terrain.samples",
        "masterplan.samples",
    ],
)
def load_spots(report: Report) -> None:
    """Once: what somebody has gone on with stays as it is."""
    city = City.objects.filter(code=CITY).first()
    by = User.objects.filter(is_demo=True, email=OFFICE).first()
    if (
        city is None
        or by is None
        or Survey.objects.of(city).exists()
        or not KeptGrid.objects.of(city).exists()
    ):
        report.unchanged("sample blank spots")
        return
    with quietly():
        _survey(city, by)
        rows = list(BlankSpot.objects.of(city).listed().for_rows().by_people())
        _carry_on(city, rows, by)
        if _places(city, timezone.now()):
            _told(city, by)
        for each in rows:
            report.added("sample blank spots", each.code)


def _survey(city: City, by: User) -> None:
    """Here and now, for a demo should show something before a worker begins."""
    now = timezone.now()
    row = Survey.objects.create(city=city, asked_by=by, asked_at=now)
    said = surveying.found(city, on=now.astimezone(city.timezone).date())
    surveying.keep(row, said, by=by, now=now)


def _carry_on(city: City, rows: Sequence[BlankSpot], by: User) -> None:
    """The largest is still reported, the next verified, planned."""
    how: dict[str, Any] = {"by": by, "now": timezone.now()}
    for each in rows[1:3]:
        deeds.verify(each, reason=SAMPLE, expected=each.version, **how)
    if len(rows) > 2:
        deeds.plan(
            rows[2], remedy="wifi", programme=_programme(city), reason="Contoh: titik baru diusulkan.",
            expected=rows[2].version, **how,
        )  # fmt: skip


def _told(city: City, by: User) -> None:
    """Three that made-up RTs told: one is solved since, one was none, one waits to be verified. The office verifies what
    others have written down."""
    now = timezone.now()
    served, *others = _places(city, now)
    solved = deeds.add(city, _words(*served), is_sample=True, by=None, now=now - LONG_AGO)
    deeds.verify(solved, reason=SAMPLE, expected=solved.version, by=by, now=now - LONG_AGO)
    deeds.solve(
        solved, remedy="tower", reason="Contoh: menara baru mengudara, diukur kembali.", expected=solved.version,
        by=by, now=now,
    )  # fmt: skip
    for place, is_wrong in zip(others, (True, False), strict=False):
        made = deeds.add(city, _words(*place), by=None, now=now, is_sample=True)
        if is_wrong:
            deeds.reject(
                made, reason="Contoh: ternyata kebun tanpa penghuni.", expected=made.version, by=by, now=now
            )


def _places(city: City, now: datetime) -> list[tuple[float, float]]:
    """The middle of a cell that newer evidence calls served, then two of which nothing is known."""
    grid = grid_of(city)
    since = (now - LONG_AGO).date()
    served = (
        next((each for each in grid.cells_with("served") if each.newest and each.newest > since), None)
        if grid
        else None
    )
    if grid is None or served is None:
        return []
    unknown = list(grid.cells_with("unknown"))
    apart = [unknown[len(unknown) // 3], unknown[len(unknown) * 2 // 3]] if unknown else []
    return [(each.lon, each.lat) for each in (served, *apart)]


def _words(lon: float, lat: float) -> deeds.SpotWords:
    return deeds.SpotWords(
        told_by="RT contoh", lon=Decimal(str(round(lon, 6))), lat=Decimal(str(round(lat, 6))), radius=120,
        note="Contoh, dikarang untuk demo.",
    )  # fmt: skip


def _programme(city: City) -> Programme | None:
    return Programme.objects.filter(
        edition__city=city, edition__status__in=Edition.FROZEN, is_sample=True
    ).order_by("-edition__first_year", "code").first()  # fmt: skip
