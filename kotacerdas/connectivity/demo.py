"""Samples for the demo: invented towers, a drive, fixed lines and reports, marked as such, and the grid that follows."""

import io
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.connectivity.actions import computing, lists, measuring, reporting
from kotacerdas.connectivity.actions.reporting import NewReport
from kotacerdas.connectivity.models import Batch, FixedLine, Operator, SignalReport, Tower
from kotacerdas.connectivity.queries.operators import operators
from kotacerdas.files.domain.codes import LENGTH
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.domain.projection import Projection
from kotacerdas.geography.models import Outline
from kotacerdas.geography.queries.areas import areas_of, projection_of, units_by_code
from kotacerdas.instruments.files import read_yaml
from kotacerdas.people.domain.codes import derived_code
from kotacerdas.people.models import City, TerritorialUnit

KIND = "sample evidence of signal"
Place = tuple[float, float]


def sample_code(name: str, number: int = 1) -> str:
    """The code of a sample, the same in every demonstration."""
    return derived_code(f"connectivity {name} {number}", LENGTH).lower()


class Ground:
    """Where samples stand: so many metres from the representative point of a kelurahan."""

    def __init__(self, city: City, areas: Areas) -> None:
        self.city, self.areas = city, areas
        self.projection: Projection = projection_of(areas)
        self.units: Mapping[str, TerritorialUnit] = units_by_code(city)
        self.points = {
            row.unit.code: self.projection.metres(float(row.lon), float(row.lat))
            for row in Outline.objects.of(city)
        }

    def metres(self, entry: Mapping[str, Any]) -> Place:
        east, north = self.points[entry["unit"]]
        return float(east) + int(entry.get("east", 0)), float(north) + int(entry.get("north", 0))

    def degrees(self, at: Place) -> tuple[Decimal, Decimal]:
        lon, lat = self.projection.degrees(*at)
        return round(Decimal(lon), 6), round(Decimal(lat), 6)


@demo_loader("connectivity.samples", after=["people.accounts"])
def load_samples(report: Report) -> None:
    """Once: what somebody has gone on with stays as it is."""
    plan = read_yaml(Path(settings.REFERENCE_DATA) / "demo" / "connectivity.yaml")
    city = City.objects.filter(code=plan["city"]).first()
    areas = areas_of(city) if city else None
    if city is None or areas is None or not areas.rows or Tower.objects.filter(city=city).exists():
        report.unchanged(KIND)
        return
    ground, known = Ground(city, areas), {row.code: row for row in operators()}
    now = timezone.now()
    with quietly():
        _towers(ground, plan, known, now)
        _drive(ground, plan, known, now)
        _lines(ground, plan, now)
        _reports(ground, plan, known, now)
        computing.compute(city, by=None, now=timezone.now())
    report.added(KIND, city)


def _towers(ground: Ground, plan: Mapping[str, Any], known: Mapping[str, Operator], now: datetime) -> None:
    rows = []
    for number, each in enumerate(plan["towers"], 1):
        lon, lat = ground.degrees(ground.metres(each))
        rows.append(
            Tower(
                city=ground.city, operator=known[each["operator"]], code=f"CONTOH-{number:02d}", lon=lon, lat=lat,
                technologies=each["technologies"], unit=ground.units[each["unit"]], source=plan["source"],
                as_of=plan["day"], is_sample=True,
            )
        )  # fmt: skip
    lists.keep_towers(ground.city, rows, by=None, now=now)


def _drive(ground: Ground, plan: Mapping[str, Any], known: Mapping[str, Operator], now: datetime) -> None:
    """Through the same door as any other file."""
    drive = plan["drive"]
    masts = [(each["operator"], ground.metres(each)) for each in plan["towers"]]
    lines = ["Timestamp,Latitude,Longitude,Operator,NetworkTech,RSRP,DL_bitrate"]
    began = datetime.combine(plan["day"], time(1, 0), UTC)
    for number, at in enumerate(_path(ground, drive)):
        lon, lat = ground.degrees(at)
        if ground.areas.at(float(lon), float(lat)) is None:
            continue
        moment = (began + timedelta(seconds=5 * number)).isoformat()
        for operator in known:
            level = _level(at, [mast for name, mast in masts if name == operator], drive, float(lat), number)
            told = f"4G,{level:.1f},{max(level + 125, 0) * 400:.0f}" if level > -130 else "No service,,"
            lines.append(f"{moment},{lat},{lon},{operator},{told}")
    wanted = measuring.NewBatch(drive["name"], Batch.Kind.DRIVE, plan["day"], plan["source"], is_sample=True)
    content = io.BytesIO("\n".join(lines).encode())
    batch = measuring.look_at(ground.city, wanted, content, by=None, now=now)
    Batch.objects.filter(pk=batch.pk).update(code=sample_code("batch"))
    batch.refresh_from_db()
    measuring.carry_out(batch, by=None, now=now)


def _path(ground: Ground, drive: Mapping[str, Any]) -> Iterator[Place]:
    corners: Sequence[Place] = [ground.metres({"unit": code}) for code in drive["path"]]
    for (east, north), (further_east, further_north) in itertools.pairwise(corners):
        length = math.hypot(further_east - east, further_north - north)
        steps = max(int(length / drive["step_m"]), 1)
        for step in range(steps):
            part = step / steps
            yield east + (further_east - east) * part, north + (further_north - north) * part


def _level(at: Place, masts: Sequence[Place], drive: Mapping[str, Any], lat: float, number: int) -> float:
    """An invented fall with the distance, the same in every demonstration."""
    far = min((math.dist(at, mast) for mast in masts), default=9000.0)
    loss = 30 * math.log10(max(far, 50) / 100)
    wave = 3 * math.sin(number * 1.7)
    north = float(drive["weaker_db"]) if lat > float(drive["north_of"]) else 0.0
    return max(-62 - loss - wave - north, -139.0)


def _lines(ground: Ground, plan: Mapping[str, Any], now: datetime) -> None:
    rows = []
    for each in plan["lines"]:
        lon, lat = ground.degrees(ground.metres(each)) if "east" in each else (None, None)
        rows.append(
            FixedLine(
                unit=ground.units[each["unit"]], rt=each["rt"], available=each["available"], lon=lon, lat=lat,
                providers=each.get("providers", ""), source=plan["source"], as_of=plan["day"], is_sample=True,
            )
        )  # fmt: skip
    lists.keep_lines(ground.city, rows, by=None, now=now)


def _reports(ground: Ground, plan: Mapping[str, Any], known: Mapping[str, Operator], now: datetime) -> None:
    today = now.astimezone(ground.city.timezone).date()
    wanted = [
        NewReport(
            unit=ground.units[each["unit"]], rt=each["rt"], signal=each["signal"], on=today - timedelta(days=int(each["ago"])),
            role=each["role"], operator=known.get(each.get("operator", "")), is_indoors=each.get("indoors", False),
            words=each.get("words", ""), is_sample=True,
        )
        for each in plan["reports"]
    ]  # fmt: skip
    codes = [sample_code("report", number) for number in range(1, len(wanted) + 1)]
    made = reporting.report_all(ground.city, wanted, by=None, now=now, today=today, codes=codes)
    for row, each in zip(made, plan["reports"], strict=True):
        if "state" in each:
            kept = SignalReport.objects.get(code=row.code)
            is_true = each["state"] == SignalReport.State.CHECKED
            reporting.check(kept, is_true=is_true, finding=each["finding"], expected=None, by=None, now=now)
