"""Blank spots are computed in the background: asked for, found, and kept as the spots that they already were."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage import overland, rules
from kotacerdas.coverage.actions.keeping import Keeper
from kotacerdas.coverage.domain.blanks import finding, runs, shapes
from kotacerdas.coverage.domain.blanks.finding import Area, Found
from kotacerdas.coverage.domain.blanks.verdicts import Verdict
from kotacerdas.coverage.models import Survey
from kotacerdas.coverage.queries.material import Known, behind, material_of, needs, signal_of
from kotacerdas.geography.domain.projection import Projection
from kotacerdas.jobs.actions import enqueue
from kotacerdas.people.models import City

if TYPE_CHECKING:
    from kotacerdas.people.models import User

log = structlog.get_logger()
TASK = "coverage.survey"
Told = Callable[[int, int], None]


@transaction.atomic
def ask(city: City, *, by: "User | None", now: datetime) -> Survey:
    """A survey that waits or runs is that survey."""
    City.objects.select_for_update().get(pk=city.pk)
    before = Survey.objects.of(city).select_related("job").first()
    if before is not None and before.job is not None and before.job.is_open:
        return before
    made = Survey.objects.create(city=city, asked_by=by, asked_at=now)
    made.job = enqueue(TASK, by=by, city=city, about=made, key=city.code, survey=made.pk)
    made.save(update_fields=["job"])
    audit.record("coverage.ask-survey", on=made, by=by, city=city, now=now)
    return made


def found(city: City, *, on: date, told: Told = lambda done, of: None) -> dict[str, Any]:
    """What there is, as JSON; nothing is written. Raises `Refused` where the signal is not computed yet."""
    given = rules.rules_on(on)
    grid = signal_of(city)
    reach = overland.reach_of(city, given, grid.projection.epsg)
    known = material_of(city, grid, reach, given, on=on)
    told(1, 3)
    answer = finding.found(known.given, finding.Rules(given.smallest_ha, given.far_m))
    told(2, 3)
    projection = known.grid.projection
    said = {
        "frame": [known.frame.west, known.frame.north, known.frame.cell, known.frame.rows, known.frame.columns],
        "epsg": projection.epsg,
        "areas": [_area(known, projection, each) for each in answer.blank],
        "unknown": [_unknown(known, projection, each) for each in answer.unknown],
        "shares": _shares(known, answer),
        "left_out_ha": round(answer.left_out * known.frame.cell_ha, 2),
        "rules": {"reach": reach.name, "reach_m": reach.radius, "smallest_ha": given.smallest_ha, "far_m": given.far_m,
                  "cell_m": known.frame.cell, "is_verified": given.is_verified},
        "signal_as_of": known.grid.as_of.isoformat(),
        "points": known.points,
        "is_sample": known.is_sample or reach.name == "synthetic",
    }  # fmt: skip
    told(3, 3)
    return said


def _area(known: Known, projection: Projection, area: Area) -> dict[str, Any]:
    shape = shapes.geojson(area.cells, known.frame, projection)
    lon, lat = shapes.middle(shape)
    return {
        "unit": known.grid.frame.codes[area.unit],
        "runs": runs.packed(area.cells),
        "shape": shape,
        "lon": lon,
        "lat": lat,
        "area_ha": round(area.cells.size * known.frame.cell_ha, 2),
        "people": area.people,
        "people_is_estimate": True,
        "cause": area.cause.value,
        "metres": area.metres,
        "needs": needs(known, area.cells),
        "behind": behind(known, area.cells),
    }


def _unknown(known: Known, projection: Projection, area: Area) -> dict[str, Any]:
    """For the list of what is to be checked; its shape may be coarse."""
    shape = shapes.geojson(area.cells, known.frame, projection, coarse=known.frame.cell)
    lon, lat = shapes.middle(shape)
    return {
        "unit": known.grid.frame.codes[area.unit],
        "shape": shape,
        "lon": lon,
        "lat": lat,
        "area_ha": round(area.cells.size * known.frame.cell_ha, 2),
        "people": area.people,
        "missing": list(area.missing),
    }


def _shares(known: Known, answer: Found) -> dict[str, Any]:
    """By kelurahan: hectares and people by verdict."""
    return {
        known.grid.frame.codes[unit]: {
            "ha": {each.name.lower(): round(share.cells[each] * known.frame.cell_ha, 2) for each in share.cells},
            "people": share.people and {each.name.lower(): share.people[each] for each in Verdict if each in share.people},
        }
        for unit, share in answer.shares.items()
    }  # fmt: skip


@transaction.atomic
def refuse(survey: Survey, faults: Sequence[Any], *, now: datetime) -> Survey:
    row = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if row.done_at is not None:
        return row
    row.faults, row.done_at = [[each.kind, dict(each.values)] for each in faults], now
    row.save(update_fields=["faults", "done_at"])
    return row


@transaction.atomic
def keep(survey: Survey, said: Mapping[str, Any], *, by: "User | None", now: datetime) -> Survey:
    """Spots that are still there stay what they are; where nothing changed, nothing is written but the survey. Raises `Refused`
    where one that was asked for later is done: what is older must not change its spots back."""
    row = Survey.objects.select_for_update(of=("self",)).select_related("city").get(pk=survey.pk)
    if row.done_at is not None:
        return row
    City.objects.select_for_update().get(pk=row.city_id)
    if Survey.objects.of(row.city).done().filter(faults=[], asked_at__gt=row.asked_at).exists():
        raise Refused(Fault("coverage-survey-overtaken"))
    changes = Keeper(row.city, said, by, now).keep()
    row.outcome = {name: said[name] for name in said if name not in ("areas", "frame", "epsg")} | {
        "changes": changes,
        "blank": len(said["areas"]),
    }
    row.done_at, row.is_sample = now, bool(said["is_sample"])
    row.save(update_fields=["outcome", "done_at", "is_sample"])
    log.info("survey.kept", survey=row.pk, spots=len(said["areas"]), **changes)
    audit.record("coverage.survey", on=row, by=by, city=row.city, now=now, note=changes)
    return row
