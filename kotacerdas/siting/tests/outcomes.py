"""Points over flat ground, savings, and an answer of a scenario as a job would have kept it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from kotacerdas.coverage.tests.factories import squares
from kotacerdas.geography.models import Outline
from kotacerdas.people.models import City, TerritorialUnit
from kotacerdas.siting.actions import losing as deeds
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.losing import computing as losing
from kotacerdas.siting.losing.computing import Asked
from kotacerdas.siting.models import Answer, Candidate, Saving, Scenario
from kotacerdas.terrain import keeping
from kotacerdas.terrain.actions import grounds
from kotacerdas.terrain.models import Ground
from kotacerdas.wifi.models import Point
from kotacerdas.wifi.tests import factories as wifi

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
WEST, SOUTH, SIDE = 117.0, -0.6, 0.009
CELL = 20


def flat(city: City, people: int = 1000) -> Ground:
    """Four kelurahan of about a kilometre each on ground of 10 m."""
    if not Outline.objects.of(city).exists():
        squares(city, people)
    row = grounds.invented(city=city, cell=CELL, title="Tanah datar", by=None, now=NOW)
    grounds.take(row, grounds.prepare(row), by=None, now=NOW)
    kept = keeping.kept(row.folder)
    np.save(row.folder / keeping.HEIGHTS, np.full_like(kept.heights, 10.0))
    return row


def point(city: City, code: str, east: float, north: float, **fields: Any) -> Point:
    """At a share of the two kilometres that the four kelurahan are wide and high."""
    lon, lat = (Decimal(f"{start + 2 * SIDE * share:.6f}") for start, share in ((WEST, east), (SOUTH, north)))
    return wifi.point(city, code, lon=lon, lat=lat, **fields)


def saving(city: City, *, points: int | None = None, percent: str | None = None, **more: Any) -> Saving:
    """Found, without a worker."""
    asked = Asked(points, Decimal(percent) if percent else None, more.pop("radius_m", 200.0), **more)
    row = Saving.objects.create(
        city=city, points=asked.points, percent=asked.percent, radius_m=round(asked.radius_m),
        musts=list(asked.musts), asked_at=NOW,
    )  # fmt: skip
    return deeds.keep(row, losing.found(city, asked, on=NOW.date()), by=None, now=NOW)


def chosen(rank: int, unit: TerritorialUnit, **fields: Any) -> dict[str, Any]:
    above = unit.parent
    return {
        "rank": rank, "code": f"c{rank}", "name": f"Balai {rank}", "source": "place", "kind": "hall",
        "lon": WEST + 0.001 * rank, "lat": SOUTH + 0.001, "unit": unit.code, "unit_name": unit.name,
        "kecamatan": above.code if above else "", "kecamatan_name": above.name if above else "", "cost": 5_000_000,
        "cost_is_default": True, "people": 100, "people_so_far": 100 * rank, "weight": 100.0,
        "cost_so_far": 5_000_000 * rank, "is_must": False, "over": "", "is_hub_near": False, **fields,
    }  # fmt: skip


def scenario(city: City, **fields: Any) -> Scenario:
    values = {
        "title": "Tiga titik",
        "settings": Wishes(most=3).as_json(),
        "made_at": NOW,
        "changed_at": NOW,
        **fields,
    }
    return Scenario.objects.create(city=city, **values)


def answer(of: Scenario, sites: int = 3, **fields: Any) -> Answer:
    """Sites in turn in the first kelurahan; a candidate for each, and one that was not chosen."""
    units = list(
        TerritorialUnit.objects.filter(city=of.city, kind="kelurahan")
        .select_related("parent")
        .order_by("code")
    )
    if not units:
        units = squares(of.city)
    rows = [chosen(rank, units[rank % 2]) for rank in range(1, sites + 1)]
    for row in [*rows, chosen(sites + 1, units[0], name="Tidak terpilih")]:
        unit = next(each for each in units if each.code == row["unit"])
        Candidate.objects.get_or_create(
            scenario=of, code=row["code"],
            defaults={
                "name": row["name"], "source": "place", "kind": "hall", "lon": Decimal(f"{row['lon']:.6f}"),
                "lat": Decimal(f"{row['lat']:.6f}"), "unit": unit, "cost": row["cost"],
            },
        )  # fmt: skip
    stage = {
        "method": "lagrange", "objective": 100.0 * sites, "bound": 110.0 * sites, "gap": 0.090909, "seconds": 0.4,
        "is_proven": False, "people": 100 * sites, "cost": 5_000_000 * sites, "chosen": [each["code"] for each in rows],
    }  # fmt: skip
    figures = {
        "people": 4000, "before": 500, "waiting": 3500, "weight": 3500.0, "is_plain": True, "candidates": sites + 1, "useless": 0, "seconds_building": 0.3,
        "cells": 40, "cell_m": 100.0, "points": 2, "is_estimate": True, "is_synthetic": False, "ground": "Tanah datar",
        "areas": [
            {"code": units[0].code, "name": units[0].name, "kecamatan": "Kecamatan 01", "waiting": 900, "gained": 100, "chosen": 1}
        ],
        "needs": {},
    }  # fmt: skip
    values = {
        "state": "ready", "version": of.version, "settings": of.settings, "stages": [stage], "figures": figures,
        "chosen": rows, "asked_at": NOW, "done_at": NOW, **fields,
    }  # fmt: skip
    return Answer.objects.create(scenario=of, **values)


def outcome_samples(city: City, of: Scenario) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of what becomes of an answer; `of` needs an answer with a stage."""
    code = {"city": city.code, "code": of.code}
    Saving.objects.create(city=city, points=1, radius_m=150, asked_at=NOW, done_at=NOW, found=FOUND)
    return {
        "siting:losing-download@see_city_drafts": {"file_type": "csv"},
        "siting:export@see_city_drafts": {**code, "file_type": "geojson"},
        "siting:print@see_city_drafts": code,
        "siting:propose@keep_plans": code,
    }


FOUND: dict[str, Any] = {
    "points": 2, "people": 900, "gone": 1, "lost": 40, "least": 38, "is_proven": False, "seconds": 0.2,
    "monthly": 1_100_000, "unknown_costs": 0, "saved": 550_000, "saved_unknown": 0, "target": None, "areas": [],
    "radius_m": 150.0, "receiver_m": 1.5, "cell_m": 20.0, "square_m": 20.0, "ground": "Tanah datar", "is_synthetic": False,
    "is_estimate": True, "is_sample": False, "left_out": [], "uncounted": 0,
    "rows": [
        {"code": code, "name": f"Poskamling {code}", "unit": "", "lon": WEST, "lat": SOUTH, "covered": 500, "alone": alone,
         "monthly": 550_000, "is_gone": alone == 40, "is_must": False, "is_hub": False, "is_sample": False}
        for code, alone in (("W-1", 40), ("W-2", 400))
    ],
}  # fmt: skip
"""What a job would have found, for pages that only show it."""
